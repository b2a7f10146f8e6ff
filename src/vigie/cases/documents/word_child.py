"""Fill a Word template, alone in a process that has little time, little memory and no way to code.

Run as ``python -m vigie.cases.documents.word_child``: on its input a line of JSON (what the tags hold) then the template;
on its output a line of JSON (``{"ok": true, "tags": 12}`` or ``{"why": ..., "tag": ..., "paragraph": ...}``) then the file.
"""

from __future__ import annotations

import io
import json
import re
import sys
from types import TracebackType
from typing import Any, cast

SECONDS = 5
MEMORY = 768 * 1024 * 1024
LONGEST_RANGE = 500
LARGEST_OUT = 20_000_000
SHOWN = 120
"""Characters of a paragraph that are quoted back."""
_TAG = re.compile(r"<[^>]+>")
_FILTERS = [
    "capitalize",
    "d",
    "default",
    "e",
    "escape",
    "first",
    "join",
    "last",
    "length",
    "count",
    "lower",
    "replace",
    "sort",
    "title",
    "trim",
    "upper",
    "list",
    "reverse",
    "int",
    "string",
]


def _limit() -> None:
    """Take time, memory and files from this process. Where the system has no such limits, the parent's clock is left."""
    try:
        import resource  # noqa: PLC0415 -- absent on some systems
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def fill(template: bytes, values: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return what happened and the filled file, empty when it did not work."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 -- once the limits stand
    from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError, UndefinedError  # noqa: PLC0415

    class Watched(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
        lines: tuple[str, ...] = ()
        tags = 0

        def render_xml_part(self, src_xml: str, *rest: Any) -> Any:
            source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
            self.lines = tuple(source.splitlines())
            self.tags += source.count("{{") + source.count("{%")
            return super().render_xml_part(src_xml, *rest)

    document = Watched(io.BytesIO(template))
    try:
        document.render(values, jinja_env=_sandbox(), autoescape=True)
        out = io.BytesIO()
        document.save(out)
    except (SecurityError, OverflowError) as error:
        return _told("forbidden", error, document.lines), b""
    except UndefinedError as error:
        return _told("unknown", error, document.lines), b""
    except TemplateSyntaxError as error:
        return _told("syntax", error, document.lines, error.lineno), b""
    except (TemplateError, TypeError, ValueError, AttributeError, ZeroDivisionError, LookupError) as error:
        return _told("failed", error, document.lines), b""
    if out.tell() > LARGEST_OUT:
        return {"why": "too_long"}, b""
    return {"ok": True, "tags": document.tags}, out.getvalue()


def _sandbox() -> Any:
    """Return an environment that fills tags and walks lists: no arithmetic, no method, no import, short ranges."""
    from jinja2 import StrictUndefined  # noqa: PLC0415
    from jinja2.exceptions import SecurityError  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    def short_range(*bounds: int) -> range:
        asked = range(*bounds)
        if len(asked) > LONGEST_RANGE:
            raise SecurityError("range")
        return asked

    class Closed(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**", "%", "//", "/"})

        def is_safe_callable(self, obj: Any) -> bool:
            return obj is short_range or getattr(obj, "__module__", "") == "jinja2.runtime"

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            return not attr.startswith("_") and super().is_safe_attribute(obj, attr, value)

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002 -- jinja's
            raise SecurityError(operator)

    environment = Closed(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.globals["range"] = short_range
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    return environment


def _told(why: str, error: BaseException, lines: tuple[str, ...], line: int | None = None) -> dict[str, Any]:
    """Say what went wrong, with the words of the paragraph where it did."""
    number = line or _line_of(error.__traceback__)
    text = _TAG.sub("", lines[number - 1]) if number and number <= len(lines) else ""
    name = re.search(r"'([^']{1,60})'", str(error))
    return {"why": why, "tag": name.group(1) if name else "", "paragraph": " ".join(text.split())[:SHOWN]}


def _line_of(trace: TracebackType | None) -> int:
    found = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in {"<template>", "<unknown>"}:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def main() -> None:
    """Read, fill, answer."""
    _limit()
    given = cast("dict[str, Any]", json.loads(sys.stdin.buffer.readline()))
    try:
        told, made = fill(sys.stdin.buffer.read(), given)
    except MemoryError:
        told, made = {"why": "too_long"}, b""
    except Exception:  # noqa: BLE001 -- whatever a hostile file provokes here is told to the parent, never shown
        told, made = {"why": "failed"}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + made)


if __name__ == "__main__":
    main()
