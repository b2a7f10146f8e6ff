"""Forms of the network and of one's account."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import LANGUAGES, SCREEN_LANGUAGES, today

from ..models import Organisation, Place
from ..phrases import PHRASES
from ..phrases_life import PHRASES_LIFE
from ..queries import find_place
from ..rules.permissions import CapabilityCode, Role, may_grant
from ..rules.vocabulary import DOMAINS
from ..rules.vocabulary import SPOKEN as LANGUAGE_CODES
from ..words import CAPABILITIES, DOMAIN_WORDS, KINDS, ROLE_HELP, ROLES
from ..words_life import LANGUAGE_NAMES

SPOKEN = [(code, language.name) for code, language in LANGUAGES.items()]
SCREENS = [(code, LANGUAGES[code].name) for code in SCREEN_LANGUAGES]


def day_input() -> forms.DateInput:
    """Return the browser's own calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def role_choices(granter: frozenset[Role]) -> list[tuple[str, str]]:
    """Return the roles these roles may give, each with what it does."""
    return [(r.value, f"{ROLES[r]} · {ROLE_HELP[r]}") for r in Role if may_grant(granter, r)]


class SignInForm(LoginForm):  # type: ignore[misc] # the library publishes no types
    """The library's form in our words; nobody gets a password by e-mail here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Identifiant")
        self.fields["login"].widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})
        self.fields["password"].label = _("Mot de passe")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class InviteForm(forms.Form):
    """Whom to invite, and for which roles."""

    name = forms.CharField(
        label=_("Pour qui"),
        required=False,
        max_length=120,
        help_text=_("Un prénom ou un pseudonyme, pour vous y retrouver. Rien d’autre n’est demandé."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    roles = forms.MultipleChoiceField(label=_("Rôles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, granter: frozenset[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = role_choices(granter)  # type: ignore[attr-defined] # a choice field


class RoleForm(forms.Form):
    """A role to give."""

    role = forms.ChoiceField(label=_("Rôle à donner"))

    def __init__(self, *args: Any, granter: frozenset[Role], held: tuple[Role, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [choice for choice in role_choices(granter) if Role(choice[0]) not in held]
        self.fields["role"].choices = [("", _("Choisir…")), *free]  # type: ignore[attr-defined]


class CapabilityForm(forms.Form):
    """A dated right to give."""

    code = forms.ChoiceField(label=_("Droit à accorder"), choices=[(c.value, CAPABILITIES[c]) for c in CapabilityCode])
    ends = forms.DateField(label=_("Jusqu’au"), required=False, widget=day_input(), help_text=_("Vide : sans terme."))
    reason = forms.CharField(label=_("Pourquoi"), required=False, max_length=200)


class ResponsibilityForm(forms.Form):
    """Something a colleague answers for."""

    label = forms.CharField(
        label=_("Responsabilité"), max_length=200, help_text=_("Par exemple : clés du local, compte de messagerie.")
    )


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label=_("Mot de passe"),
        strip=False,
        help_text=_("Quatorze signes au moins. Une phrase de quatre ou cinq mots se retient mieux qu’un code."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Le même mot de passe, encore une fois"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Compare the two passwords."""
        data = super().clean() or {}
        if data.get("password") != data.get("again"):
            self.add_error("again", str(PHRASES["network.passwords_differ"]))
        return data


class JoinForm(NewPasswordForm):
    """What a guest says to come in."""

    field_order = ("name", "username", "password", "again", "spoken")

    name = forms.CharField(
        label=_("Nom ou pseudonyme"), max_length=120, help_text=_("C’est ce que les autres verront. Un prénom suffit.")
    )
    username = forms.CharField(
        label=_("Identifiant"),
        max_length=60,
        help_text=_("Pour vous connecter. Lettres sans accent, chiffres, points, tirets."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    spoken = forms.MultipleChoiceField(
        label=_("Langues parlées"), choices=SPOKEN, required=False, widget=forms.CheckboxSelectMultiple
    )


class ProfileForm(forms.Form):
    """How one is shown and spoken to."""

    name = forms.CharField(label=_("Nom ou pseudonyme"), max_length=120)
    language = forms.ChoiceField(label=_("Langue des écrans"), choices=SCREENS)
    spoken = forms.MultipleChoiceField(
        label=_("Langues parlées"), choices=SPOKEN, required=False, widget=forms.CheckboxSelectMultiple
    )


class AgreementForm(forms.Form):
    """The terms of a sharing agreement."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    organisations = forms.MultipleChoiceField(label=_("Avec"), widget=forms.CheckboxSelectMultiple)
    covers = forms.CharField(
        label=_("Ce qui est partagé"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Par exemple : les relevés, avec les lieux de vie sous pseudonyme. Jamais une identité."),
    )
    starts = forms.DateField(label=_("Du"), widget=day_input())
    ends = forms.DateField(label=_("Au"), required=False, widget=day_input(), help_text=_("Vide : sans terme."))

    def __init__(self, *args: Any, others: list[tuple[str, str]], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"].initial = today
        self.fields["organisations"].choices = others  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """An association to which a network offers to be its member."""

    member = forms.ChoiceField(
        label=_("Association à inviter dans le réseau"),
        help_text=_("Elle répond elle-même. Rien ne change pour elle avant son accord."),
    )

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", _("Choisir…")), *others]  # type: ignore[attr-defined]


class OrganisationForm(forms.ModelForm[Organisation]):
    """What an association says of itself in the directory."""

    domains = forms.MultipleChoiceField(
        label=_("Ce que fait l’association"),
        choices=[(code, DOMAIN_WORDS[code]) for code in DOMAINS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    website = forms.URLField(label=_("Site"), required=False, assume_scheme="https")
    zones = forms.MultipleChoiceField(label=_("Où"), required=False, widget=forms.CheckboxSelectMultiple)
    communes = forms.CharField(
        label=_("Communes où l’association est présente"),
        required=False,
        help_text=_("Séparées par des virgules. La commune seulement, jamais un lieu de vie."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Langues dans lesquelles on vous répond"),
        choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGE_CODES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(label=_("Nature"), choices=list(KINDS.items()))
    founded = forms.IntegerField(label=_("Année de création"), required=False, min_value=1800)

    class Meta:
        model = Organisation
        fields = [
            "name",
            "short_name",
            "kind",
            "legal_form",
            "founded",
            "purpose",
            "presentation",
            "website",
            "zones",
            "communes",
            "domains",
            "languages",
        ]
        labels = {
            "name": _("Nom"),
            "short_name": _("Nom court"),
            "legal_form": _("Forme juridique"),
            "purpose": _("Objet"),
            "presentation": _("Présentation"),
        }
        widgets = {"purpose": forms.Textarea(attrs={"rows": 2}), "presentation": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, zones: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zones"].choices = zones  # type: ignore[attr-defined]
        self.fields["founded"].validators.append(MaxValueValidator(today().year))
        names = dict(Place.objects.filter(slug__in=self.instance.communes).values_list("slug", "name"))
        self.initial["communes"] = ", ".join(names.get(slug, slug) for slug in self.instance.communes)

    def clean_communes(self) -> list[str]:
        """Return the slugs of the communes named.

        Raises:
            ValidationError: one is not in the list.
        """
        found = []
        for name in filter(None, (part.strip() for part in self.cleaned_data["communes"].split(","))):
            card = find_place(name)
            if card is None:
                raise forms.ValidationError(str(PHRASES_LIFE["network.unknown_commune"]) % {"name": name})
            found.append(card.slug)
        return list(dict.fromkeys(found))


class SetUpForm(forms.Form):
    """The page that opens the house."""

    controller = forms.CharField(
        label=_("Responsable des données"),
        required=False,
        max_length=200,
        help_text=_("L’association qui en répond, avec son adresse. En droit : le responsable de traitement."),
    )
    joint_agreement = forms.CharField(
        label=_("Accord entre associations"),
        required=False,
        max_length=300,
        help_text=_("Date et titre de l’accord de responsabilité conjointe, ou « aucun : nous sommes seul·es »."),
    )
    rights_contact = forms.CharField(
        label=_("À qui écrire pour ses droits"),
        required=False,
        max_length=300,
        help_text=_("Une adresse où une personne peut demander à lire, corriger ou effacer ce qui la concerne."),
    )
    host = forms.CharField(
        label=_("Hébergement"),
        required=False,
        max_length=300,
        help_text=_("Où est la machine, et qui peut y toucher."),
    )
    charter = forms.CharField(
        label=_("Charte"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Un engagement par ligne. Chaque personne l’accepte à sa première connexion. Changez-la à votre façon."
        ),
    )
