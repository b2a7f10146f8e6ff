"""Refusals hold a code and plain values."""

from vigie.kernel.api import Missing


def test_a_parameter_may_be_called_code() -> None:
    refusal = Missing("programme.application_came", code="K7", title="Vigie 2017")
    assert (refusal.code, refusal.params) == ("programme.application_came", {"code": "K7", "title": "Vigie 2017"})
