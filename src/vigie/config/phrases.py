"""What this floor's refusals say."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "config.backup_of_another_world": _(
        "Le dossier %(folder)s sauvegarde un autre monde. Rien n’a été touché : choisissez-en un autre."
    ),
    "config.backup_folder_taken": _(
        "Le dossier %(folder)s contient autre chose. Rien n’a été touché : choisissez un dossier vide."
    ),
    "config.no_pg_dump": _("pg_dump manque : installez postgresql-client, puis recommencez."),
    "config.pg_dump_failed": _("PostgreSQL a refusé la copie. Rien n’a été gardé : vérifiez DATABASE_URL."),
    "config.port_closed": _(
        "Impossible d’écouter sur %(host)s:%(port)s depuis ce compte. Choisissez un autre port : VIGIE_PORT=8001."
    ),
    "config.port_taken": _(
        "Quelque chose répond déjà sur %(host)s:%(port)s : une autre Vigie, peut-être. Arrêtez-la, ou choisissez un autre port : VIGIE_PORT=8001."
    ),
}
