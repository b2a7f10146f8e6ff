"""Hang the full text of each database on the words of ``SearchText``.

A later migration that rebuilds that table on SQLite drops its triggers: it must call ``hang`` again.
"""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE facts_search USING fts5(words, content='facts_searchtext', content_rowid='id', "
    "tokenize='unicode61', detail='none', prefix='3 4')",
    "CREATE TRIGGER facts_search_in AFTER INSERT ON facts_searchtext BEGIN "
    "INSERT INTO facts_search(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER facts_search_out AFTER DELETE ON facts_searchtext BEGIN "
    "INSERT INTO facts_search(facts_search, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER facts_search_over AFTER UPDATE ON facts_searchtext BEGIN "
    "INSERT INTO facts_search(facts_search, rowid, words) VALUES ('delete', old.id, old.words); "
    "INSERT INTO facts_search(rowid, words) VALUES (new.id, new.words); END",
    "INSERT INTO facts_search(facts_search) VALUES ('rebuild')",
)
SQLITE_OFF = (
    "DROP TRIGGER IF EXISTS facts_search_in",
    "DROP TRIGGER IF EXISTS facts_search_out",
    "DROP TRIGGER IF EXISTS facts_search_over",
    "DROP TABLE IF EXISTS facts_search",
)
POSTGRES = ("CREATE INDEX facts_search ON facts_searchtext USING gin (to_tsvector('simple', words))",)
POSTGRES_OFF = ("DROP INDEX IF EXISTS facts_search",)


def hang(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unhang(apps, schema_editor):
    for statement in POSTGRES_OFF if schema_editor.connection.vendor == "postgresql" else SQLITE_OFF:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]
    operations = [migrations.RunPython(hang, unhang)]
