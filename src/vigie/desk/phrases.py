"""What this floor's refusals and notifications say."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "desk.no_guide_page": _("Cette page d’aide n’existe pas. Le sommaire de l’aide les donne toutes."),
    "desk.practice_expired": _("Ce passage vers l’exercice a expiré. Revenez à l’accueil et recommencez."),
}
