"""Every component on one page, in development only. Everything on it is invented."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Count, FuzzyDate, Precision, Qualifier

from ..forms import CountField, FuzzyDateField
from ..paging import paginate

DAY = FuzzyDate.day(dt.date(2018, 1, 16))
ROWS = [
    (DAY, "Calais, rue des Verrotières", Count(12, Qualifier.MIN), 12, "signal", _("à relire")),
    (DAY, "Grande-Synthe, bois du Puythouck", Count(30, Qualifier.ABOUT), 30, "done", _("versé")),
    (FuzzyDate.month(2018, 1), "Norrent-Fontes", Count.unknown(), 0, "current", _("en cours")),
    (FuzzyDate.day(dt.date(2018, 1, 14)), "Calais, zone des Dunes", Count.exactly(41), 41, "done", _("versé")),
]
SUMMER = FuzzyDate(dt.date(1999, 6, 1), dt.date(1999, 8, 31), Precision.SEASON)


class SampleForm(forms.Form):
    """One field of each kind."""

    when = FuzzyDateField(label=_("Quand"))
    where = forms.CharField(label=_("Où"), help_text=_("La commune d’abord, puis le lieu de vie s’il a un nom."))
    people = CountField(label=_("Personnes présentes"), help_text=_("Ne devinez pas : « pas compté » est une réponse."))
    seen = forms.ChoiceField(
        label=_("Comment le savez-vous"),
        choices=(("seen", _("Je l’ai vu")), ("told", _("On me l’a rapporté")), ("both", _("Les deux"))),
        widget=forms.RadioSelect,
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Ce qui s’est passé"),
        choices=(("", _("Choisir…")), ("eviction", _("Expulsion")), ("seizure", _("Saisie d’affaires"))),
        required=False,
    )
    account = forms.CharField(
        label=_("Récit"),
        widget=forms.Textarea(attrs={"autocomplete": "off"}),
        required=False,
        help_text=_("Scellé : seules les personnes qui ont la clé de l’association le liront."),
    )
    read_back = forms.BooleanField(label=_("Le récit a été relu à la personne, dans sa langue"), required=False)


BAD_DATA = {"when": "le 31 février", "where": "", "people_0": "beaucoup", "people_1": "min"}
GOOD_DATA = {"when": "hiver 2016", "where": "Calais", "people_0": "12", "people_1": "min", "seen": "seen"}


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component, with a form that was sent wrong when ``?sent`` is there.

    Raises:
        Http404: the product is not run in development.
    """
    if not settings.DEBUG:
        raise Http404
    context = {
        "rows": ROWS,
        "day": DAY,
        "summer": SUMMER,
        "span": FuzzyDate(dt.date(2018, 1, 28), dt.date(2018, 2, 2), Precision.SPAN),
        "moment": dt.datetime(2018, 1, 16, 7, 30, tzinfo=dt.UTC),
        "figure": Count(40, Qualifier.MIN),
        "form": SampleForm(BAD_DATA if "sent" in request.GET else None),
        "good": SampleForm(GOOD_DATA, prefix=None, auto_id="good_%s"),
        "page": paginate(request, list(range(1280))),
        "facets": [(_("Expulsions"), "?"), ("Calaisis", "?"), (_("janvier 2018"), "?"), (_("à relire"), "?")],
        "choices": [("Calaisis", "?", 1204, True), ("Grande-Synthe", "?", 318, False), ("Dieppe", "?", 7, False)],
        "tabs": [(_("Reçus"), "/ui/"), (_("Versés"), "/ui/?versed"), (_("En quarantaine"), "/ui/?quarantine")],
        "versions": [
            (_("Quand"), "mardi 16 janvier 2018, 7 h 30", "mardi 16 janvier 2018, 8 h"),
            (_("Où"), "Calais, rue des Verrotières", "Calais, rue des Verrotières"),
            (_("Personnes"), "au moins 12", "environ 20"),
        ],
        "icons": icon_names(),
    }
    return render(request, "ui/gallery.html", context)


def icon_names() -> list[str]:
    """Return the names of the icons in the sprite, in order.

    Raises:
        FileNotFoundError: the sprite is not among the static files.
    """
    path = finders.find("ui/icons.svg")
    if not isinstance(path, str):
        raise FileNotFoundError("ui/icons.svg")
    root = ET.parse(path).getroot()  # noqa: S314 -- our own file
    return [symbol.attrib["id"] for symbol in root]
