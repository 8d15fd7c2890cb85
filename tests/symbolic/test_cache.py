"""What was compiled once is kept whole or not at all, and a cache that fails costs only time."""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.symbolic import cache


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of our own, which does not exist yet."""
    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def blocked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that cannot be made: a file lies in its way."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path / "file" / "cache"))
    return tmp_path / "file" / "cache"


def test_the_folder_is_the_named_one_or_that_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path / "mine"))
    assert cache.folder() == tmp_path / "mine"
    monkeypatch.delenv("WARGAME_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    assert cache.folder() == tmp_path / "theirs" / "wargame"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.folder() == tmp_path / ".cache" / "wargame"


def test_a_stored_object_comes_back(folder: Path) -> None:
    assert cache.load_object("key") is None
    cache.store_object("key", {"rows": (1, 2.5, "x")})
    assert cache.load_object("key") == {"rows": (1, 2.5, "x")}
    assert cache.load_object("other") is None
    assert [path.parent for path in folder.iterdir()] == [folder]


def test_a_file_replaces_another_whole(folder: Path) -> None:
    assert cache.write(folder / "a", b"first")
    assert cache.write(folder / "a", b"second")
    assert (folder / "a").read_bytes() == b"second"
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_a_write_that_fails_half_way_leaves_the_old_file_and_no_rest(
    folder: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    cache.write(folder / "a", b"first")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        patch.setattr(os, "replace", full)
        assert not cache.write(folder / "a", b"second")
    assert (folder / "a").read_bytes() == b"first"
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_a_file_cannot_replace_a_folder(folder: Path) -> None:
    (folder / "a").mkdir(parents=True)
    assert not cache.write(folder / "a", b"content")
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(blocked: Path) -> None:
    assert not cache.write(blocked / "a", b"content")
    cache.store_object("key", 1)
    cache.mark_compiled("key")
    assert cache.load_object("key") is None
    assert not cache.is_compiled("key")
    assert cache.load_kernel("blocked", "answer = 42\n").answer == 42


def test_a_home_that_nobody_knows_costs_nothing_but_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("WARGAME_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert cache.load_object("a key that nobody stored") is None
    assert cache.folder().name == "wargame"


def stored(folder: Path) -> Path:
    cache.store_object("key", {"equation": [0.1, 0.2, "mul"], "more": list(range(30))})
    (path,) = folder.glob("program_key*")
    return path


def test_every_cut_off_file_reads_as_nothing(folder: Path) -> None:
    path = stored(folder)
    content = path.read_bytes()
    for length in range(len(content)):
        path.write_bytes(content[:length])
        assert cache.load_object("key") is None


def test_every_flipped_bit_reads_as_nothing_rather_than_as_another_number(folder: Path) -> None:
    path = stored(folder)
    content = path.read_bytes()
    for place in range(len(content)):
        damaged = bytearray(content)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(damaged)
        assert cache.load_object("key") is None


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=60))
def test_any_other_content_reads_as_nothing(
    content: bytes, tmp_path_factory: pytest.TempPathFactory,
) -> None:
    place = tmp_path_factory.getbasetemp() / "any"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARGAME_CACHE", str(place))
        stored(place).write_bytes(content)
        assert cache.load_object("key") is None


class Changed:
    """Its name will be gone when it is read back."""


def test_an_object_of_a_class_that_is_gone_reads_as_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    cache.store_object("key", Changed())
    assert isinstance(cache.load_object("key"), Changed)
    monkeypatch.delattr(sys.modules[__name__], "Changed")
    assert cache.load_object("key") is None


def test_an_object_written_without_its_digest_is_not_trusted(folder: Path) -> None:
    path = stored(folder)
    path.write_bytes(pickle.dumps("an older format"))
    assert cache.load_object("key") is None


def test_a_kernel_file_that_was_changed_is_written_again(folder: Path) -> None:
    assert cache.load_kernel("one", "answer = 1\n").answer == 1
    sys.modules.pop("wargame_kernel_one")
    (folder / "kernel_one.py").write_text("answer = ")
    assert cache.load_kernel("one", "answer = 1\n").answer == 1
    assert (folder / "kernel_one.py").read_text() == "answer = 1\n"


def test_a_kernel_that_fails_to_load_leaves_no_half_of_itself(folder: Path) -> None:
    assert not folder.exists()
    with pytest.raises(ZeroDivisionError):
        cache.load_kernel("bad", "1 / 0\n")
    assert "wargame_kernel_bad" not in sys.modules


def test_a_kernel_is_imported_once(folder: Path) -> None:
    first = cache.load_kernel("same", "answer = []\n")
    assert cache.load_kernel("same", "answer = []\n") is first
    assert (folder / "kernel_same.py").exists()


def test_a_compiled_kernel_is_marked(folder: Path) -> None:
    assert not cache.is_compiled("key")
    cache.mark_compiled("key")
    assert cache.is_compiled("key")
    assert folder.exists()


def test_the_key_of_a_kernel_follows_its_text_its_functions_and_the_processor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = cache.kernel_key("text")
    assert cache.kernel_key("text") == first
    assert cache.kernel_key("other text") != first
    with monkeypatch.context() as patch:
        patch.setattr("llvmlite.binding.get_host_cpu_name", lambda: "another")
        assert cache.kernel_key("text") != first
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: read(self) + b"#")
    assert cache.kernel_key("text") != first


KERNEL = """
import numba as nb


@nb.njit(cache=True)
def play(numbers, factor):
    for at in range(numbers.size):
        numbers[at] *= factor
"""


def test_another_process_compiles_a_kernel_into_the_cache(folder: Path) -> None:
    assert cache.compile_apart("apart", KERNEL, (np.ones(3), 2.0))
    assert cache.is_compiled("apart")
    assert any(path.suffix == ".nbc" for path in folder.rglob("*"))
    assert "wargame_kernel_apart" not in sys.modules


def test_a_kernel_that_another_process_cannot_compile_is_not_called_compiled(folder: Path) -> None:
    assert not cache.compile_apart("broken", "def play(:", ())
    assert not cache.is_compiled("broken")


def test_no_other_process_is_started_for_a_cache_that_cannot_be_written(blocked: Path) -> None:
    assert not cache.compile_apart("nowhere", KERNEL, (np.ones(3), 2.0))
