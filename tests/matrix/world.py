"""Four associations and what one of them owns, built once for the whole table. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as SIGNED_WITH
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from tests.factories import drafts, exhibits, facts, learning, network, publication
from tests.factories.collection import BOUNDARY, instance, multipart, small_form
from tests.factories.documents import word
from tests.matrix import PASSKEY
from tests.matrix.lived import lived
from tests.matrix.mandated import mandated
from tests.matrix.programmed import programmed
from tests.matrix.stated import stated
from tests.matrix.withdrawn import withdrawn
from tests.matrix.world_facts import add_facts
from tests.matrix.world_life import add_life
from tests.matrix.world_referrals import add_referrals
from vigie.cases import api as cases
from vigie.cases.actions.drafting import make_draft
from vigie.cases.actions.word_templates import bring_template
from vigie.cases.api import DossierDraft, DossierKind, open_dossier
from vigie.cases.models import Dossier, DossierAccess, DossierFact
from vigie.collection.actions.imports import import_observations, receive_file
from vigie.collection.api import State, add_device
from vigie.collection.models import Attachment, Quarantine, Review, Submission
from vigie.desk.guide import pages
from vigie.journal.api import start_job
from vigie.kernel.api import OrgId, today
from vigie.kernel.api import now as clock
from vigie.network.api import Acting, Role, acting_for, add_responsibility, invite, make_agreement
from vigie.network.models import MembershipOffer, Person
from vigie.vault.api import add_keyholder, found_keys, keyholders, offer_keyholder, seal, unlock, unlock_without_session

HOUSES = {"owner": "lisiere", "colleague": "lisiere", "partner": "falaise", "peer": "rivage", "stranger": "ailleurs"}
WORDS = "sable phare digue marée ancre brume"
VAULT_COOKIE = "vigie-coffre"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SEALED = "récit scellé inventé"
TYPED = "uuid:11111111-1111-4111-8111-111111111111"


@dataclass
class World:
    """Who is who, and the words that stand in the addresses of each thing."""

    people: dict[tuple[str, Role | str], Person] = field(default_factory=dict)
    cookies: dict[tuple[str, Role | str], dict[str, str]] = field(default_factory=dict)
    args: dict[str, tuple[object, ...]] = field(default_factory=dict)
    data: dict[str, dict[str, object]] = field(default_factory=dict)

    def acting(self, house: str, role: Role = Role.COORDINATOR) -> Acting:
        """Someone with one role in one association."""
        who = self.people[house, role]
        return acting_for(person_id=who.id, organisation_id=network.organisation(house).id, day=today())

    def client(self, house: str, role: Role | str) -> Client:
        """A browser of that person; nothing it does there is kept for the next."""
        client = Client(raise_request_exception=False)
        for name, value in self.cookies.get((house, role), {}).items():
            client.cookies[name] = value
        return client


def build() -> World:
    """People, keys, then one of each thing, owned by *lisière*."""
    network.house_open()
    facts.world_of_facts()
    made = World()
    _people(made)
    _keys(made)
    add_facts(made)
    _network(made)
    _vault(made)
    _dossiers(made)
    _field(made)
    _mandated(made)
    _publications(made)
    args, data = learning.for_the_matrix(made.acting("lisiere"), made.acting("lisiere", Role.OBSERVER))
    made.args |= args
    made.data |= data
    made.args |= exhibits.for_the_matrix(made.acting("lisiere"), made.people["lisiere", Role.JURISTE].id)
    _documents(made)
    add_referrals(made)
    add_life(made)
    who = (made.acting("lisiere", role) for role in (Role.COORDINATOR, Role.COMMUNICATION, Role.JURISTE))
    made.args |= stated(*who, SEALED, clock())
    made.args["withdrawal"] = (withdrawn(made.acting("lisiere"), SEALED, clock()),)
    made.data["withdrawal"] = {"subject": "call", "reason": "la personne le demande"}
    made.args |= programmed(made.acting("lisiere"), clock())
    made.args |= lived(made.acting("lisiere"), str(made.args["mission"][0]), clock())
    for key, who in made.people.items():
        made.cookies[key] = _cookies(made, key, who)
    return made


def _people(made: World) -> None:
    houses = {slug: network.organisation(slug) for slug in dict.fromkeys(HOUSES.values())}
    network.network_of(houses["lisiere"], houses["rivage"])
    network.agreement_between(houses["lisiere"], houses["falaise"])
    for slug in houses:
        for role in Role:
            made.people[slug, role] = who = network.member(f"{slug}-{role}", of=slug, roles=[role], protected=False)
            TOTP.activate(who, SECRET)
            RecoveryCodes.activate(who)
        made.people[slug, PASSKEY] = network.member(f"{slug}-cle", of=slug, protected=True)
    made.people["lisiere", "no role"] = network.person("sans-role")


def _keys(made: World) -> None:
    """In each association, the administrator, the coordinator and the child-protection referent hold the key."""
    for slug in dict.fromkeys(HOUSES.values()):
        admin = made.acting(slug, Role.ADMIN)
        found_keys(acting=admin, passphrase=WORDS, now=clock())
        for role in (Role.COORDINATOR, Role.CHILD_REFERENT, Role.DATA_PROTECTION):
            offer_keyholder(acting=made.acting(slug, role), passphrase=WORDS, now=clock())
        opened = unlock_without_session(acting=admin, passphrase=WORDS, now=clock())
        for holder in keyholders(OrgId(network.organisation(slug).id)):
            if holder.waiting and holder.person != made.people[slug, Role.DATA_PROTECTION].id:
                add_keyholder(acting=admin, unlocked=opened, holder_id=holder.id, now=clock())


def _offers(made: World) -> None:
    here, other = network.organisation("lisiere"), network.organisation("littoral", kind="platform")
    made.args["network"] = (other.id,)
    waits = MembershipOffer.objects.create(member=here, network=other, made_by="paul", made_at=clock())
    refused = MembershipOffer.objects.create(
        member=here,
        network=network.organisation("presquile", kind="platform"),
        made_by="paul",
        made_at=clock(),
        answer="refused",
        answered_at=clock(),
    )
    sent = MembershipOffer.objects.create(member=other, network=here, made_by="alma", made_at=clock())
    made.args["offer"], made.args["refused offer"], made.args["offer made"] = (waits.id,), (refused.id,), (sent.id,)


def _network(made: World) -> None:
    mine = made.acting("lisiere")
    observer = made.people["lisiere", Role.OBSERVER].id
    made.args["organisation"] = ("lisiere",)
    made.args["help page"] = (pages()[0].name,)
    made.args["figures of a year"] = (2018, "csv")
    made.args["person"] = (observer,)
    invited = invite(acting=mine, name="Farida", roles=[Role.OBSERVER], now=clock())
    made.args["invitation"] = (invited.id,)
    made.args["member of the network"] = (mine.organisation,)
    _offers(made)
    made.args["nothing"] = made.args["acting for the association"] = ()
    made.data["acting for the association"] = {"organisation": mine.organisation}
    made.args["something undone"] = ("rien",)
    made.args["invitation link"] = (invited.token,)
    made.args["responsibility"] = (
        add_responsibility(acting=mine, person_id=observer, kind="other", label="le local", now=clock()),
    )
    made.data["responsibility"] = {"to": made.people["lisiere", Role.JURISTE].id}
    falaise = OrgId(network.organisation("falaise").id)
    made.args["agreement"] = (
        make_agreement(acting=mine, title="Accord", organisations=[falaise], covers="", starts=today(), now=clock()),
    )
    made.args["job"] = (start_job(acting=mine, code="facts.import", now=clock()),)
    key = Authenticator.objects.get(user=made.people["lisiere", PASSKEY])
    made.args["passkey"] = (key.pk,)


def _vault(made: World) -> None:
    lisiere = OrgId(network.organisation("lisiere").id)
    made.args["sealed text"] = (seal(organisation=lisiere, data=SEALED.encode(), label="x", now=clock()),)
    cards = {card.person: card.id for card in keyholders(lisiere)}
    made.args["keyholder"] = (cards[made.people["lisiere", Role.CHILD_REFERENT].id],)
    made.args["draft"] = ("releve", "nouveau")
    made.args["offer to hold the key"] = (cards[made.people["lisiere", Role.DATA_PROTECTION].id],)


def _dossiers(made: World) -> None:
    """A dossier of *lisière* in which *falaise* works and *rivage* reads, and a paper of *lisière*'s kit."""
    mine = made.acting("lisiere")
    draft = cases.DossierDraft("Saisies de tentes", cases.DossierKind.TEXT, role=cases.DossierRole.COORDINATION)
    slug = cases.open_dossier(acting=mine, draft=draft, now=clock())
    places = (
        ("falaise", Role.COORDINATOR, cases.DossierRole.COORDINATION),
        ("rivage", Role.COORDINATOR, cases.DossierRole.READER),
        ("lisiere", Role.AVOCAT, cases.DossierRole.READER),
    )
    for house, role, place in places:
        who = made.acting(house, role)
        cases.give_access(
            acting=mine, slug=slug, person=who.actor, organisation=who.organisation, role=place, now=clock()
        )
    statement = str(made.args["statement for the network"][0])
    cases.gather(acting=mine, slug=slug, statements=[statement], now=clock())
    made.args["dossier"] = (slug,)
    fact = DossierFact.objects.get(dossier__slug=slug)
    made.args["fact of a dossier"] = (slug, fact.id)
    made.data["dossier"] = {"fact": fact.id, "statement": statement}
    task = cases.add_task(acting=mine, slug=slug, draft=cases.TaskDraft("Demander le certificat"), now=clock())
    made.args["task of a dossier"] = (slug, task)
    taken = DossierAccess.objects.get(dossier__slug=slug, person=made.people["lisiere", Role.AVOCAT].id)
    made.args["place in a dossier"] = (slug, taken.id)
    paper = cases.PaperDraft("statutes", "Statuts", b"%PDF-1.7\n%%EOF\n")
    made.args["paper of the kit"] = (cases.keep_paper(acting=mine, draft=paper, now=clock()),)


def _field(made: World) -> None:
    """A phone, forms, a record with its photo, another one set aside, one that nobody understood."""
    mine = made.acting("lisiere")
    device = add_device(acting=mine, name="Téléphone 1", now=clock(), base_url="https://vigie.example")
    token = urlsplit(device.server_url).path.split("/")[2]
    pack = small_form(now=clock(), media={"communes.csv": b"name,label\ncalais,Calais\n"})
    own = small_form(mine.organisation, form_id="le-notre", now=clock(), reviewed=True)
    made.args["phone"] = (device.token_id,)
    made.args["door"] = (token,)
    made.args["form of the pack"] = (token, pack.id)
    made.args["own form at the door"] = (token, own.id)
    made.args["media of the pack"] = (token, pack.media.get().id)
    made.args["own form"] = (own.id,)
    made.args["form of the pack in the house"] = (pack.id,)
    made.args["envelope at the door"] = (token, "22222222-2222-4222-8222-222222222222")
    made.args["file of the field app"] = ("aucun-00000000.js",)
    made.args["icon of no size"] = ("icon-7.png",)
    made.args["door of nobody"] = ("personne",)
    theirs = add_device(
        acting=made.acting("ailleurs"), name="Téléphone 2", now=clock(), base_url="https://vigie.example"
    )
    made.args["own form at another's door"] = (urlsplit(theirs.server_url).path.split("/")[2], own.id)
    photo = ("vue.jpg", b"\xff\xd8\xff", "image/jpeg")
    body = instance("<commune>calais</commune><photo>vue.jpg</photo>", instance_id=TYPED)
    for files, content in (([photo], body), ([], instance()), ([], instance(version="inconnue"))):
        Client().post(
            f"/k/{token}/submission",
            data=multipart(content, files),
            content_type=f"multipart/form-data; boundary={BOUNDARY}",
            headers={"x-openrosa-version": "1.0"},
        )
    record = Submission.objects.get(instance_key=TYPED)
    made.args["record"] = (record.id,)
    sheet = b"date;commune;tentes\n16/01/2018;Calais;12\n"
    draft = receive_file(acting=mine, content=sheet, label="nos-releves.csv", now=clock())
    made.args["import being prepared"] = (draft.id,)
    done = import_observations(acting=mine, content=sheet, filename="nos-releves.csv", now=clock())
    made.args["import that is done"] = (done.import_id,)
    made.args["file of a record"] = (record.id, Attachment.objects.get(submission=record).id)
    versed = Submission.objects.exclude(id=record.id).get()
    Submission.objects.filter(id=versed.id).update(state=State.VERSED)
    Review.objects.create(
        submission=versed, kind="observation", batch="ensemble", versed_at=clock(), versed_by=mine.actor
    )
    made.args["versed record"] = (versed.id,)
    made.args["versed together"] = ("ensemble",)
    made.args["records alike"] = ("aucun",)
    made.args["kept apart"] = (Quarantine.objects.get().id,)


def _mandated(made: World) -> None:
    theirs = (made.acting("falaise", role) for role in (Role.AVOCAT, Role.ADMIN))
    found = mandated(made.acting("lisiere"), *theirs, WORDS, clock())
    made.args["dossier with a mandate"] = (found.slug,)
    made.args["mandate"] = (found.slug, found.mandate)
    made.args["fact under a mandate"] = (found.slug, found.fact)
    made.args["piece under a mandate"] = (found.slug, found.piece)
    made.data["piece under a mandate"] = {"motive": "relire"}


def _publications(made: World) -> None:
    """One bulletin that waits for signatures, one published."""
    writer, first, second = (
        made.acting("lisiere", r) for r in (Role.COMMUNICATION, Role.JURISTE, Role.DATA_PROTECTION)
    )
    desk = publication.Desk(writer, first, second)
    made.args["publication"] = (publication.released(desk),)
    bulletin, content = publication.checking(desk, month=dt.date(2018, 1, 1))
    made.args["bulletin to check"] = (bulletin,)
    made.data["bulletin to check"] = {"hash": content, "answer": "agree"}
    _bulletins(made, desk)


def _bulletins(made: World, desk: publication.Desk) -> None:
    """One bulletin being written, one signed by two, one out."""
    month = today().replace(day=1)
    for name, back, reach in (
        ("bulletin being written", 40, publication.begun),
        ("bulletin signed by two", 70, publication.agreed),
        ("bulletin that is out", 100, publication.out),
    ):
        made.args[name] = (reach(desk, month=f"{month - dt.timedelta(days=back):%Y-%m}"),)
    made.data["bulletin being written"] = {"fr-lead": "Un mois inventé."}
    written = made.args["bulletin that is out"]
    made.args["file of a bulletin that is out"] = (*written, publication.file_of(str(written[0])))


def _documents(made: World) -> None:
    """A dossier of *lisière* whose coordinator is named in it, a referral, a made document, a template of their own."""
    mine, moment = made.acting("lisiere"), clock()
    slug = open_dossier(acting=mine, draft=DossierDraft("Documents", DossierKind.TEXT, invented=True), now=moment)
    referral = drafts.referral_to_the_ombudsman(Dossier.objects.get(slug=slug), by=mine, now=moment)
    where = {"acting": mine, "slug": slug, "referral_id": referral.id, "now": moment}
    opened = unlock_without_session(acting=mine, passphrase=WORDS, now=moment)
    document = make_draft(unlocked=opened, kind="bordereau", motive="", **where)
    bring_template(name="modele.docx", content=word("Sans balise"), **where)
    made.args["referral with documents"] = (slug, referral.id)
    made.args["made document"] = (slug, referral.id, document.draft_id)


def _cookies(made: World, key: tuple[str, Role | str], who: Person) -> dict[str, str]:
    client = Client()
    client.force_login(who)
    session = client.session
    session[SIGNED_WITH] = [{"method": "password", "at": clock().timestamp(), "reauthenticated": True}]
    session[f"{SIGNED_WITH}_user"] = who.pk
    session["collection_motive"] = {"day": today().isoformat(), "motive": "relire"}
    session.save()
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    slug, role = key
    if role in {Role.ADMIN, Role.COORDINATOR, Role.CHILD_REFERENT}:
        cookies[VAULT_COOKIE] = unlock(acting=made.acting(slug, Role(role)), passphrase=WORDS, now=clock()).cookie
    return cookies


def address(name: str, args: tuple[object, ...]) -> str:
    """The address of a route."""
    return reverse(name, args=args)
