"""Allowances: eight lines for seven months, who pays which part, a payment with its receipt, the table to take away."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from tests.conftest import NOW
from tests.factories import network as people
from tests.factories.mission_life import Life, living
from tests.factories.programme import pdf
from vigie.kernel.api import Conflict, Denied, Invalid, Missing, files_of, world
from vigie.programme.actions.life.paying import add_receipt, owner_of, pay_line, plan_allowances
from vigie.programme.documents.life.tables import as_csv, as_xlsx, money_rows
from vigie.programme.queries.life.reading import money_of, owed, receipt_of
from vigie.programme.rules.life.schedule import LineKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]


@pytest.fixture
def life() -> Life:
    return living()


def pay(life: Life, number: int, **more: object) -> None:
    values = {"acting": life.operator, "slug": life.slug, "number": number, "on": NOW.date(), "now": NOW, **more}
    pay_line(**values)  # type: ignore[arg-type]


def test_seven_months_are_paid_in_eight_lines_of_4244_euros(life: Life) -> None:
    later = dt.datetime(2018, 5, 1, tzinfo=dt.UTC)
    for number in range(1, 9):
        pay(life, number, now=later, on=dt.date(2018, 5, 1))
    money = money_of(life.row(), day=NOW.date())
    assert len(money.lines) == 8
    assert (money.total, money.paid, money.next) == (424_400, 424_400, None)
    with pytest.raises(Conflict, match="line_paid"):
        pay(life, 3)


def test_partners_share_an_amount_and_each_pays_what_is_theirs(life: Life) -> None:
    shares = {
        LineKind.INITIAL: [(life.operator.organisation, None)],
        LineKind.MONTHLY: [(life.operator.organisation, 30_000), (life.host.organisation, 20_000)],
    }
    assert plan_allowances(acting=life.operator, slug=life.slug, shares=shares, now=NOW) == 8
    with pytest.raises(Denied, match="payer_only"):
        pay(life, 1, acting=life.host)
    pay(life, 2, acting=life.host)
    for wrong in ([(life.operator.organisation, 100)], [("nowhere", None)]):
        with pytest.raises(Invalid):
            plan_allowances(acting=life.operator, slug=life.slug, shares={LineKind.MONTHLY: wrong}, now=NOW)
    assert money_of(life.row(), day=NOW.date()).paid == 50_000
    due = owed(life.host, day=NOW.date())
    assert [(line.cents, line.late) for line in due] == [(20_000, True), (20_000, True), (20_000, False)]
    assert sum(line.cents for line in owed(life.operator, day=NOW.date())) == 74_400 + 3 * 50_000
    assert owed(life.volunteer, day=NOW.date()) == []
    assert owed(life.outsider, day=NOW.date()) == []


def test_a_receipt_is_kept_encrypted_replaced_and_read_again(life: Life, committed) -> None:
    with committed():
        pay(life, 1, receipt=pdf(text="REÇU-INVENTÉ"))
        add_receipt(acting=life.operator, slug=life.slug, number=1, receipt=pdf(2), now=NOW)
    assert len(files_of(owner=owner_of(life.row().id))) == 1
    assert receipt_of(life.row(), 1) == (pdf(2), "application/pdf")
    everything = b"".join(p.read_bytes() for p in (world().folder / "files").rglob("*") if p.is_file())
    assert b"%PDF" not in everything
    with pytest.raises(Missing, match="no_file"):
        receipt_of(life.row(), 2)
    with pytest.raises(Conflict, match="line_not_paid"):
        add_receipt(acting=life.operator, slug=life.slug, number=2, receipt=pdf(), now=NOW)


def test_what_is_wrong_is_told_and_nothing_is_paid(life: Life) -> None:
    with pytest.raises(Invalid, match="paid_tomorrow"):
        pay(life, 1, on=dt.date(2018, 1, 17))
    with pytest.raises(Invalid, match="file_program"):
        pay(life, 1, receipt=b"MZ\x90")
    with pytest.raises(Missing, match="no_line"):
        pay(life, 12)
    with pytest.raises(Denied, match="payer_only"):
        pay(life, 1, acting=life.volunteer)
    with pytest.raises(Missing, match="no_mission"):
        pay(life, 1, acting=life.outsider)
    assert money_of(life.row(), day=NOW.date()).paid == 0


def test_a_table_takes_everything_away_and_holds_no_formula(life: Life) -> None:
    pay(life, 1, how="=cmd()")
    rows = money_rows(life.row(), money_of(life.row(), day=NOW.date()))
    text = as_csv(rows).decode("utf-8-sig")
    assert "'=cmd()" in text
    assert text.count("500.00,") >= 7
    sheet = load_workbook(io.BytesIO(as_xlsx(rows, "Indemnités"))).active
    assert sheet is not None
    amounts = [row[6].value for row in sheet.iter_rows(min_row=2)]
    assert sum(amounts) == 4244.0
    assert sheet["J2"].value == "=cmd()"
    assert sheet["J2"].data_type == "s"


def test_a_session_without_amounts_says_so() -> None:
    life = living(running=False)
    row = life.made.session_row()
    row.monthly_cents = None
    row.save()
    with pytest.raises(Conflict, match="amounts_unknown"):
        plan_allowances(acting=life.operator, slug=life.slug, now=NOW)
    assert people.organisation("ailleurs")
