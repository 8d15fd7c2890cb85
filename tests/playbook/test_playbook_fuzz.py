"""Whatever the text, reading it gives a playbook or a PlaybookError of one line."""

from __future__ import annotations

import contextlib
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.playbook import ModelFacts, PlaybookError, parse_playbook, playbook_faults

PIECES = st.sampled_from([
    "schema", "id", "actors", "home", "values", "1", "NO", "true", ".nan", "null", "~", "1e400",
    ": ", ":", "- ", "\n", "\n  ", "\n    ", "\t", "{", "}", "[", "]", ",", "&a ", "*a", "!t ",
    "'", '"', "|", ">", "#", "%", "@", "? ", "---\n", "...\n", "<<: ", "\\", "\ufeff", "\x85",
    "%YAML 1.2\n", "%TAG ! x\n", "\x00", "\u2028", "é", "🙂", "0x1F", "2024-05-01", "12:30", "|3\n",
])
YAMLISH = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


def fault_of(text: str | bytes) -> PlaybookError | None:
    try:
        parse_playbook(text, "fuzz.yaml")
    except PlaybookError as error:
        return error
    return None


def only_playbook_errors(text: str | bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fault = fault_of(text)
    if fault is not None:
        assert str(fault).isprintable()
        assert fault.reason


@settings(max_examples=400, deadline=None)
@given(YAMLISH)
def test_random_yamlish_text_raises_only_playbook_errors(text: str) -> None:
    only_playbook_errors(text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_raise_only_playbook_errors(content: bytes) -> None:
    only_playbook_errors(content)


@settings(max_examples=150, deadline=None)
@given(where=st.floats(0, 1), cut=st.integers(0, 12), put=YAMLISH)
def test_a_damaged_playbook_raises_only_playbook_errors(
    small: str, where: float, cut: int, put: str
) -> None:
    at = int(where * len(small))
    only_playbook_errors(small[:at] + put + small[at + cut:])


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
DATA = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "value", "use", "metric", "us|NO", "x"]), inner, max_size=3),
    max_leaves=6)
FIELDS = st.sampled_from([
    "schema", "id", "calendar", "seed", "plugins", "actors", "members", "pairs", "world",
    "relations", "parameters", "outcomes"])


@settings(max_examples=200, deadline=None)
@given(field=FIELDS, data=DATA)
def test_any_data_in_any_field_raises_only_playbook_errors(
    small: str, model: ModelFacts, field: str, data: object
) -> None:
    rows = [row for row in small.split("\n") if row]
    kept: list[str] = []
    skipping = False
    for row in rows:
        if not row.startswith(" "):
            skipping = row.startswith(field + ":")
        if not skipping:
            kept.append(row)
    text = "\n".join([*kept, f"{field}: {as_flow(data)}", ""])
    with contextlib.suppress(PlaybookError):
        playbook = parse_playbook(text, "fuzz.yaml")
        for fault in playbook_faults(playbook, model):
            assert str(fault).isprintable()


def as_flow(data: object) -> str:
    if isinstance(data, dict):
        return "{" + ", ".join(f"'{key}': {as_flow(item)}" for key, item in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(as_flow(item) for item in data) + "]"
    if isinstance(data, str):
        return "'" + data.replace("'", "''") + "'"
    if data is None or isinstance(data, bool):
        return {None: "null", True: "true", False: "false"}[data]
    return str(data)


@pytest.mark.parametrize("text", ["a: !<x> 1", "&", "*", "!", "%", "? ", "- - - &a", "{? a: b}"])
def test_fragments_found_by_fuzzing_raise_only_playbook_errors(text: str) -> None:
    only_playbook_errors(text)
