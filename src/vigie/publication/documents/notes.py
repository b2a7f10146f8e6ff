"""What travels with the figures of a bulletin: coverage, method, limits, what is held back, how it was made."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vigie.kernel.api import PARIS
from vigie.ui.api import say_day, say_number

from ..rules.cells import Cell
from ..rules.contents import Contents, Seen


def seen_lines(seen: Seen) -> list[str]:
    """Say how the events are known, and how often somebody was there to see."""
    shares = (
        (seen.whole, ngettext("%(n)s vu en entier", "%(n)s vus en entier", seen.whole)),
        (seen.part, ngettext("%(n)s vu en partie", "%(n)s vus en partie", seen.part)),
        (seen.after, ngettext("%(n)s constaté après", "%(n)s constatés après", seen.after)),
        (seen.reported, ngettext("%(n)s rapporté", "%(n)s rapportés", seen.reported)),
        (seen.other, ngettext("%(n)s d’autre source", "%(n)s d’autre source", seen.other)),
    )
    said = [", ".join(words % {"n": say_number(n)} for n, words in shares if n)]
    if seen.days_observed:
        words = _("Les associations étaient dehors %(n)s jours sur %(days)s.")
        days = words % {"n": say_number(seen.days_observed), "days": say_number(seen.days)}
        missed = seen.days_observed < seen.days
        said.append(f"{days} {_('Les autres jours, ne rien voir n’est pas « rien ».')}" if missed else days)
    else:
        said.append(
            _("Aucune tournée n’est enregistrée ce mois-ci : on ne peut pas dire combien de jours ont été observés.")
        )
    return [f"{line.rstrip('.')}." for line in said if line]


def method_lines() -> list[str]:
    """Say how the figures were made, and what they cannot say."""
    return [
        _("Un évènement vu par plusieurs équipes compte une fois. Les nombres sont des minimums, « au moins » ; « environ » dès qu’un des comptes l’est."),
        _("Sont comptés les récits partagés entre associations et relus, les témoignages avec l’accord de qui témoigne. Les faits trop récents attendent."),
        _("« Pas compté » veut dire que personne n’a compté, ce qui n’est pas zéro. Une même personne peut être comptée à plusieurs évènements : ces nombres ne disent pas combien de personnes différentes."),
        _("Les actes sont rapportés ou observés par les associations ; ce bulletin ne dit pas s’ils sont légaux."),
    ]  # fmt: skip


def held_lines(held: Iterable[Cell]) -> list[str]:
    """Say what is not given and why; nothing where everything is."""
    number = sum(1 for _cell in held)
    if not number:
        return []
    words = ngettext(
        "%(n)s chiffre est retenu, parce qu’il est petit et pourrait désigner quelqu’un, ou parce qu’il permettrait d’en calculer un autre.",
        "%(n)s chiffres sont retenus, parce qu’ils sont petits et pourraient désigner quelqu’un, ou parce qu’ils permettraient d’en calculer d’autres.",
        number,
    )
    return [f"{words % {'n': say_number(number)}} {_('Retenu ne veut pas dire zéro.')}"]


def colophon(contents: Contents, *, version: int) -> list[str]:
    """Say when and from what the bulletin was made."""
    day = say_day(contents.as_of.astimezone(PARIS).date(), weekday=False)
    said = [
        _("Chiffres au %(day)s, faits par Vigie à partir des relevés et témoignages des associations.") % {"day": day},
        _(
            "Chaque chiffre garde la question à laquelle il répond, dans les tableaux joints ; celle du mois est : %(query)s"
        )
        % {"query": contents.query},
    ]
    if version > 1:
        said.append(_("Version %(n)s : elle remplace la précédente.") % {"n": version})
    return said
