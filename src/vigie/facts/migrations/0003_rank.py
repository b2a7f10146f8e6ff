"""Keep the words of facts in the order of lists, with the marks of what filters ask, and index what lists read."""

import importlib

import django.db.models.deletion
import vigie.facts.models.reports
import vigie.facts.models.searching
from django.db import migrations, models
from django.db.models import F, Q
from vigie.facts.rules.marks import written
from vigie.facts.rules.rank import rank_of

CHUNK = 1_000
SEEN = ["id", "owner", "audience", "minor_held", "end", "verification"]
search = importlib.import_module("vigie.facts.migrations.0002_search")


def rank(apps, schema_editor):
    """Give each row its rank and its marks."""
    model = apps.get_model("facts", "SearchText")
    alias = schema_editor.connection.alias
    ids = list(model.objects.using(alias).order_by("id").values_list("id", flat=True))
    for first in range(0, len(ids), CHUNK):
        texts = model.objects.using(alias).filter(id__in=ids[first : first + CHUNK])
        rows = list(texts.select_related("statement__observation"))
        acts = _codes(apps, alias, "Act", "act_type", rows)
        forces = _codes(apps, alias, "Force", "code", rows)
        texts.delete()
        for row in rows:
            told, seen = row.statement, row.statement.observation
            marks = written(
                acts=acts.get(told.id, ()),
                forces=forces.get(told.id, ()),
                places=[told.place_id],
                modes=[seen.mode if seen else ""],
                origins=[seen.origin if seen else ""],
                kind=["observation" if seen else "testimony"],
            )
            row.id, row.words = rank_of(told.start, told.id), " ".join([row.words, *marks])
            told.rank = row.id
        model.objects.using(alias).bulk_create(rows)
        apps.get_model("facts", "SourceStatement").objects.using(alias).bulk_update(
            [row.statement for row in rows], ["rank"], batch_size=400
        )


def _codes(apps, alias, name, column, texts):
    found = {}
    rows = apps.get_model("facts", name).objects.using(alias).filter(statement__in=[t.statement_id for t in texts])
    for statement, code in rows.values_list("statement", column):
        found.setdefault(statement, []).append(code)
    return found


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_search")]
    operations = [
        migrations.RunPython(search.unhang, search.hang),
        migrations.AddField("sourcestatement", "rank", vigie.facts.models.reports.RankField(null=True, editable=False)),
        migrations.AlterField("searchtext", "id", models.BigIntegerField(primary_key=True, serialize=False)),
        migrations.RunPython(rank, migrations.RunPython.noop),
        migrations.AlterField(
            "sourcestatement", "rank", vigie.facts.models.reports.RankField(unique=True, editable=False)
        ),
        migrations.RunPython(search.hang, search.unhang),
        migrations.CreateModel(
            name="SearchHit",
            fields=[
                (
                    "statement",
                    models.OneToOneField(
                        db_column="rowid",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="hit",
                        serialize=False,
                        to="facts.sourcestatement",
                        to_field="rank",
                    ),
                ),
                ("indexed", vigie.facts.models.searching.IndexedWords(db_column="facts_search")),
            ],
            options={"db_table": "facts_search", "managed": False},
        ),
        migrations.RemoveIndex("sourcestatement", "facts_newest"),
        migrations.RemoveIndex("sourcestatement", "facts_place_newest"),
        migrations.AddIndex(
            "sourcestatement",
            models.Index(fields=["-rank", *SEEN, "place"], condition=Q(deleted_at=None), name="facts_newest_kept"),
        ),
        migrations.AddIndex(
            "sourcestatement",
            models.Index(fields=["place", "-rank", *SEEN], condition=Q(deleted_at=None), name="facts_place_kept"),
        ),
        migrations.AddIndex(
            "sourcestatement",
            models.Index(fields=["end", "start"], condition=Q(end__gt=F("start")), name="facts_vague"),
        ),
    ]
