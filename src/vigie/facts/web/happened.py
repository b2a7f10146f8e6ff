"""What happened to a statement, in sentences for its history."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "facts.observation_recorded": _("%(who)s a enregistré ce relevé."),
    "facts.verification_set": _("%(who)s a changé son état."),
    "facts.statement_deleted": _("%(who)s l’a mis à la corbeille."),
    "facts.statement_restored": _("%(who)s l’a sorti de la corbeille."),
}
