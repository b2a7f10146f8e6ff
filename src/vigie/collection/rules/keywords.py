"""Words of the field by which acts, forces and units are recognised in a message. Folded: no case, no accents."""

from __future__ import annotations

import re
import unicodedata

UNITS: dict[str, str] = {
    word: unit
    for unit, words in {
        "persons": "personnes personne exiles exile exilees exile.es exile·es gens gars people persons person men hommes refugees migrants habitants",
        "women": "femmes femme women woman",
        "children": "enfants enfant children kids child mineurs mineur bebes bebe",
        "tents": "tentes tente tents tent",
        "tarps": "baches bache tarps tarp",
        "sleeping_bags": "duvets duvet sleeping-bags",
        "blankets": "couvertures couverture blankets blanket",
        "mattresses": "matelas mattresses",
        "bicycles": "velos velo bikes bike bicycles",
        "phones": "telephones telephone phones phone",
        "bags": "sacs sac bags bag",
        "arrests": "interpellations interpellation arrestations arrestation arrests arrest interpelles interpellees",
        "injured": "blesses blesse blessees injured wounded",
        "buses": "bus buses cars coaches",
        "observers": "observateurs observatrices observateur observatrice observers",
        "dead": "morts mort deces dead deaths",
        "missing": "disparus disparu missing",
        "meals": "repas meals",
    }.items()
    for word in words.split()
} | {"sacs de couchage": "sleeping_bags", "sac de couchage": "sleeping_bags", "sleeping bags": "sleeping_bags"}
VEHICLE_WORDS = frozenset(
    [
        "fourgons",
        "fourgon",
        "camions",
        "camion",
        "vehicules",
        "vehicule",
        "voitures",
        "voiture",
        "vans",
        "van",
        "trucks",
        "truck",
        "vehicles",
        "vehicle",
        "camionnettes",
    ]
)
FORCES: dict[str, str] = {
    "crs": "CRS",
    "gendarmes mobiles": "GM",
    "gendarmerie mobile": "GM",
    "gendarmes": "GN",
    "gendarmerie": "GN",
    "police municipale": "PM",
    "pm": "PM",
    "police nationale": "PN",
    "border force": "UKBF",
    "border police": "PAF",
    "paf": "PAF",
    "bac": "BAC",
    "policiers": "PN",
    "policier": "PN",
    "police": "PN",
    "flics": "PN",
    "cops": "PN",
    "douane": "DOUANE",
    "douaniers": "DOUANE",
    "huissier": "HUISSIER",
    "huissiere": "HUISSIER",
    "bailiff": "HUISSIER",
    "sous-prefet": "PREF",
    "prefecture": "PREF",
    "equipe de nettoyage": "NETTOYAGE",
    "nettoyeurs": "NETTOYAGE",
    "cleaning crew": "NETTOYAGE",
    "cleaners": "NETTOYAGE",
    "pompiers": "SECOURS",
    "samu": "SECOURS",
    "ambulance": "SECOURS",
    "ofii": "OFPRA_OFII",
    "interprete": "INTERPRETE",
    "drone": "AERIEN",
    "helico": "AERIEN",
    "helicoptere": "AERIEN",
    "helicopter": "AERIEN",
}
OFFICER_WORDS = frozenset(
    ["crs", "gendarmes", "policiers", "flics", "agents", "cops", "officers", "douaniers", "pompiers"]
)

ACTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(rf"\b(?:{words})"))
    for code, words in {
        "EXP01": r"expuls\w*|evict\w*|evacuat?\w*|vire(?:s|nt)? (?:du|de|tout)|delog\w+|cleared the",
        "EXP02": r"demantel\w*|dismantl\w*|mise a l'abri en bus|grosse operation",
        "EXP03": r"reveill\w+|woken|wake up|oblig\w+ (?:a|de) (?:partir|bouger|se deplacer)|move on",
        "EXP04": r"rochers|grillage|deboise\w*|barbeles|boulders|fenced off",
        "BIE01": r"(?:tentes?|baches?|tents?|tarps?)(?: (?:ont|a) ete| were| est| sont)? (?:pris\w*|saisi\w*|confisqu\w*|jete\w*|embarqu\w*|vole\w*|taken|seized|thrown)"
        r"|(?:pris|saisi|confisque|vole|jete|embarque|took|taken|seized)\w* (?:\S+ ){0,4}(?:tentes?|baches?|tents?|tarps?)",
        "BIE02": r"(?:pris|saisi|confisque|vole|jete|took|taken|seized)\w* (?:\S+ ){0,4}(?:duvets?|couvertures?|matelas|sacs? de couchage|blankets?|sleeping bags?)"
        r"|(?:duvets?|couvertures?|blankets?|sleeping bags?)(?: (?:ont|a) ete| were)? (?:pris\w*|saisi\w*|confisqu\w*|jete\w*|taken|seized)",
        "BIE03": r"(?:pris|saisi|confisque|vole|took|taken|seized)\w* (?:\S+ ){0,4}(?:telephones?|papiers|argent|velos?|phones?|papers|money|bikes?|affaires)",
        "BIE04": r"lacer\w+|dechir\w+|eventr\w+|detrui\w+|detruct\w+|slash\w+|destroy\w+|brul\w+ (?:les|des) tentes",
        "CTR01": r"control\w+ (?:d'identite|de papiers|les papiers|facies)|controles?\b|controle[sz]?\b|id checks?|identity checks?",
        "CTR02": r"fouill\w+|palpation|searched|pat.down",
        "CTR03": r"interpell\w+|arrestations?|arret(?:e|es|ees)\b|arrest\w*|embarques? au poste",
        "CTR04": r"garde a vue|gav\b|retenue administrative|custody",
        "CTR06": r"(?:montes?|mis|mettre|forces?|forced) (?:\S+ ){0,3}(?:bus|cars|coaches)",
        "CTR07": r"nasse\w*|kettl\w+",
        "VIO01": r"frapp\w+|matraqu\w*|coups?\b(?! de fil)|tabass\w+|beaten|hit (?:with|by)|baton",
        "VIO02": r"gaz(?:e|es|age|ages|eur|euse|er|ent|ez)?\b|lacrymo\w*|tear.?gas\w*|pepper spray\w*|gassed",
        "VIO03": r"lbd|flash.?ball|grenades?|taser",
        "VIO04": r"chiens? (?:policier|de police|lache)|police dogs?",
        "VIO05": r"insult\w+|menac\w+|threaten\w*|humili\w+",
        "VIO06": r"racis\w+",
        "ACC01": r"(?:distrib\w*|repas|maraude) (?:\S+ ){0,3}(?:interdit\w*|empech\w*|bloqu\w*)|(?:interdi\w+|empech\w+|bloqu\w+) (?:\S+ ){0,3}(?:distrib\w*|maraude)",
        "ACC02": r"(?:plus|pas|no|sans) (?:d'|de )?(?:eau|water|douches?|toilettes?|showers?|toilets?)",
        "MER01": r"bateau (?:creve|perce|lacere)|(?:boat|dinghy) (?:slashed|punctured)|intercep\w+",
        "MER02": r"naufrag\w+|shipwreck\w*|chavir\w+|capsiz\w+",
        "MER03": r"\b(?:decede\w*|est morte?|died|mort en mer|noye\w*|drowned)",
        "OBS01": r"perimetre|cordon|(?:nous|on) (?:a |ont )?(?:empeche|eloigne|repousse)\w*|kept (?:us )?(?:away|out)",
        "OBS03": r"verbalis\w+|(?:nous|on) (?:a|ont) (?:mis|colle) (?:une|des) amendes?|pv\b|fined",
        "OBS04": r"(?:nous|on|us) (?:ont |a |se fait )?(?:film\w+|suivi\w*|followed)|filatur\w+|filmed us|followed us",
    }.items()
)
"""By code, the words that suggest it. A suggestion: the person who reads keeps or drops it."""


def level(text: str) -> str:
    """Return a text of the same length without case or accents, apostrophes and blanks made plain."""
    return "".join(_level(character) for character in text)


def _level(character: str) -> str:
    if character in "’ʼ":
        return "'"
    if character.isspace() and character != "\n":
        return " "
    lowered = unicodedata.normalize("NFD", character.lower())[:1]
    return lowered or character
