"""Edits of a record made on the phone, in whatever order they come. Nothing is overwritten: the newer takes the place."""

from __future__ import annotations

from vigie.kernel.api import Statement

from ..models import Submission
from ..rules.states import WAITING, Flag, State

_WAITING_FOR = Statement(
    lambda organisation, form, key: (
        Submission.objects.filter(organisation_id=organisation, form_id=form, deprecated_key=key, replaces=None)
        .exclude(
            deprecated_key=""
        )  # as the index of edits is made: without it, every record of the association is read
        .order_by("received_at", "id")
        .values_list("id")
    ),
    width=3,
)


def place_edit(edit: Submission) -> None:
    """Tie an edit, before its row is written, to the record it replaces, and say by a flag what a person must look at.

    A record that nobody coded gives way. One that was coded stays, and so does one that another edit replaced already.
    """
    if not edit.deprecated_key:
        return
    parent = _of_same_form(edit, instance_key=edit.deprecated_key)
    if parent is None:
        edit.flags = [*edit.flags, Flag.PENDING_PARENT.value]
        return
    edit.flags = [*edit.flags, _take_place(parent).value]
    edit.replaces = parent


def adopt_edits(arrived: Submission) -> None:
    """Tie to a record, whose row was just written, the edits of it that came before it."""
    early = _WAITING_FOR.rows(arrived.organisation_id, arrived.form_id, arrived.instance_key)
    for pk in (pk for (pk,) in early if pk != arrived.id):
        edit = Submission.objects.get(id=pk)
        flag = _take_place(arrived)
        edit.replaces = arrived
        edit.flags = [*(f for f in edit.flags if f != Flag.PENDING_PARENT), flag.value]
        edit.save(update_fields=["replaces", "flags"])


def _of_same_form(edit: Submission, *, instance_key: str) -> Submission | None:
    return (
        Submission.objects.select_for_update()
        .filter(organisation_id=edit.organisation_id, form_id=edit.form_id, instance_key=instance_key)
        .first()
    )


def _take_place(parent: Submission) -> Flag:
    """Let an edit replace a record as far as may be; return the flag the edit then bears."""
    if parent.state == State.SUPERSEDED or parent.replaced_by.exists():
        return Flag.CONFLICT
    if parent.state == State.VERSED:
        return Flag.EDIT_OF_VERSED
    if parent.state in WAITING:
        parent.state = State.SUPERSEDED
        parent.save(update_fields=["state"])
    return Flag.EDIT
