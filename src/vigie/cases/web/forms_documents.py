"""What is asked when a document is made, opened, or its template replaced."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Draft

UNKEPT = {"autocomplete": "off"}
WORDS = {
    Draft.Kind.WORD: (_("Brouillon Word"), _("À reprendre par l’avocat·e, à partir du modèle.")),
    Draft.Kind.PDF: (_("Saisine en PDF"), _("Mise en pages, prête à imprimer.")),
    Draft.Kind.BORDEREAU: (_("Bordereau de pièces"), _("Numéro, titre, source, empreinte de chaque pièce.")),
    Draft.Kind.BUNDLE: (_("Pièces en un seul PDF"), _("Chaque page porte son numéro de pièce. Pour lire.")),
    Draft.Kind.COURT: (_("Dossier pour la juridiction"), _("Un fichier par pièce, et l’inventaire. Pour déposer.")),
}
OPENING = frozenset({Draft.Kind.BUNDLE, Draft.Kind.COURT})
"""Documents whose making opens working copies, so for which a motive is asked."""

WHY = {
    "encrypted": _("protégée par un mot de passe"),
    "broken": _("fichier illisible"),
    "not_ready": _("copie pas encore relue"),
    "closed": _("copie qui ne s’ouvre pas"),
    "changed": _("fichier qui a changé"),
}
"""Why an exhibit is not in a document."""


class MotiveForm(forms.Form):
    """Why something sealed is opened."""

    motive = forms.CharField(
        label=_("Pourquoi l’ouvrez-vous ?"),
        max_length=200,
        help_text=_("Cette phrase est écrite au registre des ouvertures, avec votre nom."),
        widget=forms.TextInput(attrs=UNKEPT),
    )


class TemplateForm(forms.Form):
    """A Word file."""

    file = forms.FileField(
        label=_("Votre modèle Word (.docx)"),
        help_text=_("5 Mo au plus, sans macro. Il est essayé tout de suite, avec un contenu inventé."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )
