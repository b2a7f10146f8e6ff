"""The phone that fills the mailbag of the demonstration and of the practice world."""

from __future__ import annotations

import pytest
from django.test import override_settings

from vigie.config.demo.mailbag import Phone

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hosts", [["vigie.example.org", "127.0.0.1"], [".example.org"], ["*"]])
def test_it_calls_the_house_by_a_name_that_the_house_answers_to(hosts: list[str]) -> None:
    with override_settings(ALLOWED_HOSTS=hosts), pytest.raises(RuntimeError, match=r"^403 ") as refused:
        Phone("https://vigie.example.org/k/jeton").send(b"<data/>")
    assert "submit_failure" in str(refused.value), "refused by the door, for its token alone"
