"""What this floor's refusals and notifications say."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "desk.no_guide_page": _("Cette page d’aide n’existe pas. Le sommaire de l’aide les donne toutes."),
    "desk.too_many_words": _("Trop d’essais depuis cette connexion. Réessayez dans une heure."),
    "desk.busy": _("Beaucoup de monde en ce moment. Réessayez dans une minute."),
    "desk.withdrawal_left": _("Il reste %(number)s choses à regarder avant de dire que tout est traité."),
    "desk.nothing_sealed": _("Il n’y a plus rien de scellé à effacer : cela a déjà été fait."),
    "desk.practice_expired": _("Ce passage vers l’exercice a expiré. Revenez à l’accueil et recommencez."),
}
