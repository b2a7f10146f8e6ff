"""What people fill to choose a quote and to prepare an attestation. What is sealed is never kept by the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Refusal
from vigie.publication.api import LONGEST, AroundForm, language_choices
from vigie.ui.api import say

from ..actions.attestations import AID_LENGTH, Witness
from ..rules.attestations import MENTIONS, Identity
from .words_attestations import IDENTITIES
from .words_attestations import MENTIONS as SAID

UNKEPT = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


def tell(form: forms.Form, refusals: Sequence[Refusal]) -> None:
    """Put refusals beside the fields they are about, or on top."""
    for refusal in refusals:
        form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal))


class QuoteForm(AroundForm):
    """A passage and what stands around it."""

    text = forms.CharField(
        label=_("Le passage"),
        max_length=2 * LONGEST,
        help_text=_("Mot pour mot comme dans le récit. Une coupe s’écrit […], un nom se remplace ainsi : [un ami]."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", **UNKEPT}),
    )
    language = forms.ChoiceField(label=_("Dit en"))
    field_order = ("text", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = language_choices()


class MotiveForm(forms.Form):
    """Why a sealed paper is opened."""

    motive = forms.CharField(
        label=_("Pourquoi l’ouvrir ?"),
        max_length=200,
        help_text=_("Votre nom, la date et ce motif se liront dans « Ouvertures », par toute l’association."),
        widget=forms.TextInput(attrs=UNKEPT),
    )


class WitnessForm(forms.Form):
    """Who attests, as far as the dossier may know."""

    witness = forms.CharField(
        label=_("Témoin"),
        max_length=60,
        help_text=_("Un pseudonyme ou « bénévole 1 » : le nom ne s’écrit que sur le papier."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    fact = forms.ChoiceField(label=_("Fait du dossier"), required=False)
    language = forms.ChoiceField(label=_("Langue du témoin"))
    writes_french = forms.BooleanField(label=_("Écrit son attestation en français"), required=False, initial=True)
    identity = forms.ChoiceField(
        label=_("A une pièce d’identité officielle ?"), choices=[(i.value, words) for i, words in IDENTITIES.items()]
    )
    domiciled = forms.BooleanField(label=_("Donne une domiciliation comme adresse"), required=False)
    minor = forms.BooleanField(label=_("Se dit mineur·e"), required=False)

    def __init__(self, *args: Any, facts: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fact, language = self.fields["fact"], self.fields["language"]
        assert isinstance(fact, forms.ChoiceField)
        assert isinstance(language, forms.ChoiceField)
        fact.choices = [("", _("tous les faits du dossier")), *facts]
        language.choices = language_choices()

    def about(self) -> Witness:
        """Return what was filled, once it is valid."""
        filled = self.cleaned_data
        return Witness(
            witness=filled["witness"],
            language=filled["language"],
            writes_french=filled["writes_french"],
            minor=filled["minor"],
            identity=Identity(filled["identity"]),
            domiciled=filled["domiciled"],
            fact=filled["fact"],
        )


class MentionsForm(forms.Form):
    """Which mentions are ready on the paper."""

    mentions = forms.MultipleChoiceField(
        label=_("Sur le papier, vous avez vu"),
        required=False,
        choices=[(mention.code, SAID[mention.code]) for mention in MENTIONS],
        widget=forms.CheckboxSelectMultiple,
    )
    interpreter_attests = forms.BooleanField(
        label=_("L’interprète a écrit et signé sa propre attestation"), required=False
    )
    signed_on = forms.DateField(
        label=_("Signée le"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class AidForm(forms.Form):
    """The memory aid, before it is sealed."""

    text = forms.CharField(
        label=_("Aide-mémoire"),
        max_length=AID_LENGTH,
        help_text=_("Des repères : jours, lieux, nombres. Pas de phrases à recopier, et le nom de personne."),
        widget=forms.Textarea(attrs={"rows": 14, **UNKEPT}),
    )
