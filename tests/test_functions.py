"""What the product does, F01 to F75, each with the tests that prove it, or "not yet" and why."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
NOT_YET = "not yet"
PROOFS: dict[str, list[str] | str] = yaml.safe_load((HERE / "functions.yaml").read_text(encoding="utf-8"))


@cache
def proofs_in(path: str) -> frozenset[str]:
    """The names of the tests of a file."""
    tree = ast.parse((HERE / path).read_text(encoding="utf-8"))
    return frozenset(n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith("test_"))


def test_every_function_is_there_once_and_in_order() -> None:
    assert list(PROOFS) == [f"F{number:02}" for number in range(1, 76)]


@pytest.mark.parametrize("function", PROOFS)
def test_what_proves_it_exists(function: str) -> None:
    proof = PROOFS[function]
    if isinstance(proof, str):
        assert proof.startswith(NOT_YET)
        return
    assert proof
    for named in proof:
        path, _, name = named.partition("::")
        assert (HERE / path).is_file(), named
        assert name in proofs_in(path), named
