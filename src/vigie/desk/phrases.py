"""What this floor's refusals and notifications say."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "desk.no_guide_page": _("Cette page d’aide n’existe pas. Le sommaire de l’aide les donne toutes."),
    "desk.too_many_words": _("Trop d’essais depuis cette connexion. Réessayez dans une heure."),
    "desk.busy": _("Beaucoup de monde en ce moment. Réessayez dans une minute."),
    "desk.withdrawal_left": _("Il reste %(number)s choses à regarder avant de dire que tout est traité."),
    "desk.nothing_sealed": _("Il n’y a plus rien de scellé à effacer : cela a déjà été fait."),
    "desk.no_such_year": _("Il n’y a pas de chiffres pour %(year)s : choisissez une année entre 2000 et celle-ci."),
    "desk.no_such_file": _("Ce format n’existe pas. Les chiffres se prennent en XLSX, en CSV ou en PDF."),
    "desk.nothing_to_leave_in_practice": _(
        "En exercice, rien n’est à emporter : le paquet se fait dans le vrai monde."
    ),
    "desk.key_needed_to_leave": _(
        "Il faut une clé de l’association pour emporter des dossiers : fondez-la au Coffre, ils partiront scellés."
    ),
    "desk.practice_expired": _("Ce passage vers l’exercice a expiré. Revenez à l’accueil et recommencez."),
}

SENTENCES = {
    "desk.figures_taken": _("a pris les chiffres de l’année"),
}
"""How the journal reads what this floor writes in it."""
