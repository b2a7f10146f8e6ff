"""What each figure of a year is called, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Said:
    """A figure's name, and where it comes from."""

    label: Text
    source: Text


FIGURES: Mapping[str, Said] = {
    "facts.shifts": Said(_("Tournées"), _("Tournées notées par l’association, à la corbeille exceptées.")),
    "facts.days": Said(_("Jours avec une tournée"), _("Les mêmes tournées : chaque jour compte une fois.")),
    "facts.observations": Said(_("Relevés"), _("Relevés de l’association dont le fait est de cette année ; les écartés n’y sont pas.")),
    "facts.testimonies": Said(
        _("Témoignages recueillis"),
        _("Témoignages versés dont la personne accepte d’être comptée, par le jour du recueil. Ni retirés, ni d’une personne mineure qui attend sa référente ou son référent."),
    ),
    "facts.events": Said(_("Faits codés"), _("Évènements, et non récits : deux récits du même fait en font un. Par sorte, un fait de deux sortes compte dans chacune.")),
    "facts.family": Said(_("Faits par sorte"), _("Les mêmes évènements ; un fait de deux sortes compte dans chacune.")),
    "cases.dossiers": Said(_("Dossiers ouverts"), _("Dossiers de l’association, par le jour où ils ont été ouverts.")),
    "cases.referrals": Said(_("Saisines déposées"), _("Saisines de ces dossiers et des plus anciens, par le jour du dépôt.")),
    "cases.bodies": Said(_("Instances saisies"), _("Les instances différentes de ces saisines.")),
    "publication.bulletins": Said(_("Bulletins publiés"), _("Registre des publications ; ni retirés, ni corrections.")),
    "network.communiques": Said(_("Communiqués signés"), _("Communiqués parus cette année, signés par l’association.")),
    "network.campaigns": Said(_("Campagnes portées"), _("Campagnes en cours cette année, dont l’association est signataire.")),
    "network.meetings": Said(_("Réunions tenues"), _("Réunions de l’association seule, et celles d’un groupe où elle est venue.")),
    "learning.sessions": Said(_("Formations tenues"), _("Séances organisées par l’association, et tenues.")),
    "learning.came": Said(_("Présences en formation"), _("Feuilles de présence de ces séances ; qui vient deux fois compte deux fois.")),
    "learning.certificates": Said(_("Attestations signées"), _("Attestations de formation signées cette année, non révoquées.")),
    "programme.missions": Said(_("Missions"), _("Missions commencées dont une phase tombe dans l’année.")),
    "programme.phase": Said(_("Missions par phase"), _("Les mêmes missions, dans chaque phase qu’elles ont vécue cette année.")),
    "programme.months": Said(_("Mois de mission"), _("Jours des phases dans l’année, divisés par 30,4, arrondis pour chaque mission.")),
    "programme.volunteers": Said(_("Volontaires"), _("Une personne par mission ; deux missions de la même personne n’en font qu’une.")),
    "programme.reports": Said(_("Rapports acceptés"), _("Rapports intermédiaires, par le jour où ils ont été acceptés.")),
    "programme.meetings": Said(_("Réunions de suivi"), _("Réunions de suivi dont le compte rendu est écrit.")),
    "programme.allowances": Said(_("Indemnités versées"), _("Lignes d’indemnité payées, par le jour du paiement.")),
    "programme.paid": Said(_("Montant versé"), _("La somme de ces lignes.")),
    "programme.posts": Said(_("Billets de blog publiés"), _("Billets du blog du programme encore en ligne.")),
    "programme.documents": Said(_("Documents de capitalisation"), _("Documents finis ou publiés, par le jour où ils ont été déposés.")),
    "programme.outputs": Said(_("Ce qui a été produit"), _("Missions, rapports, billets, documents, soirées, formations, communiqués de l’année. Par objectif, ce qui en sert deux compte dans les deux.")),
    "programme.objective": Said(_("Productions par objectif"), _("Les mêmes, reliées à l’objectif par leur mission ou à la main.")),
    "programme.evenings": Said(_("Soirées de restitution"), _("Soirées tenues.")),
}  # fmt: skip

GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (_("Observer"), ("facts.shifts", "facts.days", "facts.observations", "facts.testimonies", "facts.events", "facts.family")),
    (_("Agir en droit"), ("cases.dossiers", "cases.referrals", "cases.bodies")),
    (_("Dire en public"), ("publication.bulletins", "network.communiques", "network.campaigns")),
    (_("Se former et travailler ensemble"), ("learning.sessions", "learning.came", "learning.certificates", "network.meetings")),
)  # fmt: skip
"""The parts of an association's figures, in the order of the work. A programme's are a part of their own."""
