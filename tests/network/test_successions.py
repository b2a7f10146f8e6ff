"""One page, all that somebody holds on every floor, handed or left, signed by both: it passes whole or not at all."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import cases, facts, network
from tests.factories.browsing import signed_in
from tests.factories.mission_life import living
from tests.factories.network import PASSWORD
from vigie.cases.api import TaskDraft, add_task
from vigie.cases.models import DossierAccess, Task
from vigie.collection.api import add_device
from vigie.collection.models import FieldDevice
from vigie.facts.models import Plan
from vigie.journal.api import notifications, recent
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, Missing
from vigie.network.actions.successions import (
    Said,
    begin_succession,
    say_of_lines,
    send_back,
    sign_arriving,
    sign_leaving,
    withdraw_succession,
)
from vigie.network.api import (
    Acting,
    MeetingDraft,
    Role,
    add_responsibility,
    call_meeting,
    open_actions,
    open_responsibilities,
    take_on,
)
from vigie.network.models import Succession
from vigie.network.queries.successions import WorkLine, succession, work_today
from vigie.network.rules.successions import SUCCESSIONS, SuccessionState, SuccessionStep
from vigie.programme.models import MissionPartner

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(folder: object, moved_clock: object) -> tuple[Acting, Acting]:
    """Alma leaves, Basile arrives, both of *lisière*."""
    facts.world_of_facts()
    return network.acting("alma"), network.acting("basile")


def begun(pair: tuple[Acting, Acting]) -> str:
    return begin_succession(acting=pair[0], to=pair[1].actor, now=NOW)


def held(acting: Acting, known: str) -> dict[str, list[WorkLine]]:
    """What is on the list today, by kind."""
    row = succession(acting, known).row
    lines = [line for group in work_today(row, now=NOW, day=NOW.date()) for line in group.lines]
    return {line.kind: [one for one in lines if one.kind == line.kind] for line in lines}


def all_handed(acting: Acting, known: str) -> dict[str, Said]:
    return {line.field: Said("hand") for lines in held(acting, known).values() for line in lines}


def signed(pair: tuple[Acting, Acting], known: str, **other: Said) -> None:
    said = all_handed(pair[0], known) | other
    sign_leaving(acting=pair[0], succession_id=known, said=said, words="Appelez Odile.", now=NOW)


def everything(alma: Acting) -> None:
    """A charge, an action, a phone, a dossier with a task, an outing."""
    add_responsibility(acting=alma, person_id=alma.actor, kind="other", label="le local", now=NOW)
    meeting = call_meeting(acting=alma, draft=MeetingDraft("Point", NOW, NOW + dt.timedelta(hours=1)), now=NOW)
    take_on(acting=alma, meeting_id=meeting, text="Écrire à la mairie", owner=alma.actor, now=NOW)
    add_device(acting=alma, name="Carnet 3", base_url="https://vigie.example", person=alma.actor, now=NOW)
    slug = cases.open_dossier(acting=alma, draft=cases.DossierDraft("Tentes", cases.DossierKind.TEXT), now=NOW)
    add_task(acting=alma, slug=slug, draft=TaskDraft("Relire", assigned_to=alma.actor), now=NOW)
    Plan.objects.create(
        organisation_id=alma.organisation,
        day=NOW.date(),
        time_from=dt.time(18),
        time_to=dt.time(20),
        back_by=NOW + dt.timedelta(hours=14),
        place=facts.Place.objects.get(slug="calais"),
        people=2,
        author=alma.actor,
        created_at=NOW,
    )


def test_all_that_is_held_by_name_is_listed_and_passes_with_the_second_signature(pair: tuple[Acting, Acting]) -> None:
    alma, basile = pair
    everything(alma)
    known = begun(pair)
    assert set(held(alma, known)) == {"responsibility", "action", "device", "dossier", "plan"}
    signed(pair, known)
    assert FieldDevice.objects.get().person == alma.actor, "nothing passes before the second signature"
    sign_arriving(acting=basile, succession_id=known, now=NOW)
    assert [card.label for card in open_responsibilities(person_id=basile.actor, organisation=basile.organisation)] == [
        "le local"
    ]
    assert [card.owner for card in open_actions(basile)] == [basile.actor]
    assert FieldDevice.objects.get().person == basile.actor
    assert Plan.objects.get().author == basile.actor
    assert Task.objects.get().assigned_to == basile.actor
    places = DossierAccess.objects.filter(ended_at=None).values_list("person", flat=True)
    assert list(places) == [basile.actor], "who left does not read the dossier any more"
    row = Succession.objects.get()
    assert (row.state, row.left_at, row.taken_at) == ("done", NOW, NOW)
    verbs = [entry.verb for entry in recent(organisation=alma.organisation, floor="network")]
    assert {"network.succession_begun", "network.succession_offered", "network.succession_done"} <= set(verbs)
    assert next(note.code for note in notifications(person=alma.actor)) == "network.succession_done"


def test_the_missions_one_follows_pass_too(moved_clock: object, folder: object) -> None:
    made = living()
    selma, sacha = made.sending, network.acting("sacha", of=made.sending.organisation_slug)
    MissionPartner.objects.filter(tutor=made.tutor.actor).update(tutor=selma.actor)
    known = begun((selma, sacha))
    assert set(held(selma, known)) == {"mission"}
    signed((selma, sacha), known)
    sign_arriving(acting=sacha, succession_id=known, now=NOW)
    assert MissionPartner.objects.get(organisation_id=selma.organisation).tutor == sacha.actor


def test_each_line_is_handed_or_left_with_a_reason_and_what_was_said_is_kept(pair: tuple[Acting, Acting]) -> None:
    alma, _basile = pair
    everything(alma)
    known = begun(pair)
    charge = held(alma, known)["responsibility"][0].field
    by = {"acting": alma, "succession_id": known, "now": NOW}
    with pytest.raises(Invalid, match=r"network\.succession_unsaid"):
        sign_leaving(said={charge: Said("hand")}, words="", **by)
    assert held(alma, known)["responsibility"][0].what == "hand"
    with pytest.raises(Invalid, match=r"network\.succession_unreasoned"):
        sign_leaving(said=all_handed(alma, known) | {charge: Said("leave")}, words="", **by)
    assert Succession.objects.get().state == "draft"
    signed(pair, known, **{charge: Said("leave", "Le local est rendu.")})
    assert Succession.objects.get().state == "offered"


def test_a_dossier_that_is_left_is_not_named_to_who_does_not_take_it(pair: tuple[Acting, Acting]) -> None:
    alma, basile = pair
    everything(alma)
    known = begun(pair)
    dossier = held(alma, known)["dossier"][0].field
    signed(pair, known, **{dossier: Said("leave", "Judith continue.")})
    page = signed_in(basile).get(reverse("network:succession", args=[known])).content.decode()
    assert "Judith continue." in page
    assert "Tentes" not in page
    sign_arriving(acting=basile, succession_id=known, now=NOW)
    assert list(DossierAccess.objects.filter(ended_at=None).values_list("person", flat=True)) == [alma.actor]


def test_what_the_successor_cannot_take_is_said_and_cannot_be_signed(folder: object, moved_clock: object) -> None:
    facts.world_of_facts()
    alma, observer = network.acting("alma"), network.acting("odile", roles=[Role.OBSERVER])
    everything(alma)
    known = begun((alma, observer))
    assert held(alma, known)["dossier"][0].work.blocked
    with pytest.raises(Invalid, match=r"network\.succession_impossible"):
        signed((alma, observer), known)


def test_what_came_since_goes_back_and_nothing_has_moved(pair: tuple[Acting, Acting]) -> None:
    alma, basile = pair
    add_device(acting=alma, name="Carnet 3", base_url="https://vigie.example", person=alma.actor, now=NOW)
    known = begun(pair)
    signed(pair, known)
    add_responsibility(acting=basile, person_id=alma.actor, kind="other", label="la clé du local", now=NOW)
    with pytest.raises(Conflict, match=r"network\.succession_changed"):
        sign_arriving(acting=basile, succession_id=known, now=NOW)
    assert FieldDevice.objects.get().person == alma.actor
    send_back(acting=basile, succession_id=known, why="Et le local ?", now=NOW)
    signed(pair, known)
    sign_arriving(acting=basile, succession_id=known, now=NOW)
    assert FieldDevice.objects.get().person == basile.actor


def test_each_signs_their_own_part_and_nobody_else_reads_it(pair: tuple[Acting, Acting]) -> None:
    alma, basile = pair
    known = begun(pair)
    admin = network.acting("ines", roles=[Role.ADMIN])
    stranger = facts.outsider()
    for other in (admin, stranger):
        with pytest.raises(Missing, match=r"network\.no_succession"):
            sign_arriving(acting=other, succession_id=known, now=NOW)
        assert signed_in(other).get(reverse("network:succession", args=[known])).status_code == 404
    with pytest.raises(Denied, match=r"network\.succession_not_yours"):
        sign_arriving(acting=alma, succession_id=known, now=NOW)
    with pytest.raises(Denied, match=r"network\.succession_theirs"):
        say_of_lines(acting=basile, succession_id=known, said={}, words="", now=NOW)
    with pytest.raises(Conflict, match=r"network\.succession_moved"):
        sign_arriving(acting=basile, succession_id=known, now=NOW)
    assert "Alma" in signed_in(admin).get(reverse("network:successions")).content.decode()
    assert "Alma" not in signed_in(stranger).get(reverse("network:successions")).content.decode()


def test_one_at_a_time_to_a_colleague_and_it_may_be_given_up(pair: tuple[Acting, Acting]) -> None:
    alma, basile = pair
    known = begun(pair)
    with pytest.raises(Conflict, match=r"network\.succession_begun"):
        begun(pair)
    with pytest.raises(Invalid, match=r"network\.succession_oneself"):
        begin_succession(acting=alma, to=alma.actor, now=NOW)
    with pytest.raises(Missing):
        begin_succession(acting=basile, to=facts.outsider().actor, now=NOW)
    withdraw_succession(acting=alma, succession_id=known, now=NOW)
    assert begun(pair) != known


def test_both_sign_with_their_password_from_the_page(pair: tuple[Acting, Acting]) -> None:
    alma, basile = pair
    add_device(acting=alma, name="Carnet 3", base_url="https://vigie.example", person=alma.actor, now=NOW)
    leaves, arrives = signed_in(alma), signed_in(basile)
    begins = leaves.post(reverse("network:successions"), {"to": basile.actor})
    page = begins["Location"]
    assert "Carnet 3" in leaves.get(page).content.decode()
    line = f"what:device:{FieldDevice.objects.get().id}"
    wrong = leaves.post(page, {line: "hand", "words": "Chargez-le.", "do": "sign", "password": "autre"})
    assert wrong.status_code == 400
    assert 'value="hand" checked' in wrong.content.decode()
    assert "Chargez-le." in wrong.content.decode()
    assert Succession.objects.get().state == "draft"
    leaves.post(page, {line: "hand", "words": "Chargez-le.", "do": "sign", "password": PASSWORD})
    assert "Carnet 3" in arrives.get(page).content.decode()
    take = reverse("network:take_succession", args=[Succession.objects.get().id])
    assert arrives.post(take, {"password": "autre"}).status_code == 400
    assert FieldDevice.objects.get().person == alma.actor
    arrives.post(take, {"password": PASSWORD})
    assert FieldDevice.objects.get().person == basile.actor


@pytest.mark.parametrize("state", list(SuccessionState))
@pytest.mark.parametrize("step", list(SuccessionStep))
def test_it_moves_as_its_table_says(state: SuccessionState, step: SuccessionStep) -> None:
    ends = {SuccessionState.DONE, SuccessionState.WITHDRAWN}
    assert ((state, step) in SUCCESSIONS) is (
        state not in ends
        and (step is SuccessionStep.WITHDRAW or (state is SuccessionState.DRAFT) == (step is SuccessionStep.OFFER))
    )


def test_the_list_asks_as_much_for_three_as_for_one(
    pair: tuple[Acting, Acting],
) -> None:
    alma, _basile = pair
    everything(alma)
    known = begun(pair)
    row = succession(alma, known).row
    with CaptureQueriesContext(connection) as one:
        work_today(row, now=NOW, day=NOW.date())
    for number in (4, 5):
        add_device(acting=alma, name=f"Carnet {number}", base_url="https://v.example", person=alma.actor, now=NOW)
        slug = cases.open_dossier(
            acting=alma, draft=cases.DossierDraft(f"Tentes {number}", cases.DossierKind.TEXT), now=NOW
        )
        assert slug
    with CaptureQueriesContext(connection) as three:
        work_today(row, now=NOW, day=NOW.date())
    assert len(three) == len(one)


def test_an_id_of_nobody_is_refused() -> None:
    with pytest.raises(Missing):
        begin_succession(acting=network.acting("alma"), to=ActorId("personne"), now=NOW)


def test_the_page_of_hand_overs_asks_as_much_for_three_as_for_one(pair: tuple[Acting, Acting]) -> None:
    alma, basile = pair
    admin = network.acting("ines", roles=[Role.ADMIN])
    client = signed_in(admin)
    begun(pair)
    client.get(reverse("network:successions"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("network:successions"))
    for who in (basile, admin):
        begin_succession(acting=who, to=alma.actor, now=NOW)
    with CaptureQueriesContext(connection) as three:
        client.get(reverse("network:successions"))
    assert len(three) == len(one)
