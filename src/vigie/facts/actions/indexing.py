"""Which words of a statement are searched: the shared ring's, and no other."""

from __future__ import annotations

from collections.abc import Iterable

from ..models import SearchText, SourceStatement
from ..queries.lexicon import Lexicon
from ..rules.drafts import CircumstancesDraft, StatementDraft
from ..rules.rank import rank_of
from ..rules.words import index_words


def searched_texts(
    lexicon: Lexicon, draft: StatementDraft, circumstances: CircumstancesDraft | None = None
) -> list[str]:
    """Return the texts under which a statement is found: summary, commune under all its names, acts, forces, basis.

    A living site is not among them: its name may be seen by fewer people than the statement.
    """
    place = lexicon.places[draft.place]
    zone = lexicon.places.get(place.zone)
    texts = [draft.summary, place.name, *lexicon.other_names.get(place.slug, ()), zone.name if zone else ""]
    for act in draft.acts:
        known = lexicon.acts[act.code]
        texts += [act.code, known.word.fr, known.word.en, known.family.fr, known.family.en]
    forces = [force.code for force in draft.forces]
    texts += [*forces, *lexicon.names("forces", forces)]
    if circumstances:
        texts += lexicon.names("legal_basis", circumstances.basis_stated)
        texts += lexicon.names("operation_type", [circumstances.operation_type])
    return texts


def text_of(row: SourceStatement, texts: Iterable[str], marks: Iterable[str]) -> SearchText:
    """Return the row under which a statement is found."""
    words = " ".join([index_words(texts), *marks])
    return SearchText(id=rank_of(row.start, row.id), statement=row, words=words)


def index(row: SourceStatement, texts: Iterable[str], marks: Iterable[str]) -> None:
    """Write the words of one statement anew: a day corrected gives it another rank."""
    SearchText.objects.filter(statement=row).delete()
    text_of(row, texts, marks).save(force_insert=True)
