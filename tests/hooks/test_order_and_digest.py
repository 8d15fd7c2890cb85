"""The order of plugins changes nothing, and every byte of a source changes the digest."""

from __future__ import annotations

import importlib
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

import wargame
from wargame.hooks import digest as digest_module
from wargame.hooks.builtin import MECHANISMS
from wargame.hooks.digest import source_digest
from wargame.hooks.model import build_model
from wargame.hooks.search import bundled_folder
from wargame.symbolic.book import Book
from wargame.symbolic.compile import compile_book

BUNDLED = sorted(path.stem for path in bundled_folder().glob("[!_]*.py"))


def test_the_order_in_which_plugins_are_named_changes_no_equation():
    first, second = build_model(BUNDLED), build_model(BUNDLED[::-1])
    assert compile_book(first.book).digest == compile_book(second.book).digest
    assert first.digest == second.digest


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_in_which_anything_is_declared_changes_no_equation(seed):
    build_model()
    sources = [(n, f"wargame.mechanisms.{n}") for n in MECHANISMS]
    sources += [(n, f"wargame_plugins.{n}") for n in BUNDLED]
    book = Book()
    for at in np.random.default_rng(seed).permutation(len(sources)):
        name, module = sources[at]
        book.include(name, importlib.import_module(module).declare)
    assert compile_book(book).digest == compile_book(build_model(BUNDLED).book).digest


def test_the_digest_before_loading_is_the_digest_of_the_loaded(write, strategy):
    path = write("ant", strategy("ant"))
    assert source_digest() == build_model().digest
    assert source_digest([], [path]) == build_model([], [path]).digest
    assert source_digest(["open_releases"]) != source_digest([])


def test_a_byte_of_a_plugin_changes_the_digest(write, strategy):
    write("ant", strategy("ant"))
    before = source_digest()
    write("ant", strategy("ant") + "#")
    assert source_digest() != before
    write("ant", strategy("ant"))
    assert source_digest() == before
    write("_beside", "")
    assert source_digest() != before


@pytest.mark.parametrize("place", [
    "mechanisms/demand.py", "symbolic/lowering.py", "strategies/platform.py", "world/luck.py",
    "hooks/builtin.py"])
def test_a_byte_of_the_core_changes_the_digest(place, tmp_path, monkeypatch):
    copy = tmp_path / "wargame"
    shutil.copytree(Path(wargame.__file__).parent, copy,
                    ignore=shutil.ignore_patterns("__pycache__", "ui", "_bundled"))
    monkeypatch.setattr(digest_module, "__file__", str(copy / "hooks" / "digest.py"))
    before = source_digest()
    with (copy / place).open("ab") as source:
        source.write(b" ")
    assert source_digest() != before


def test_versions_of_libraries_and_of_python_are_in_the_digest(monkeypatch):
    before = source_digest()
    monkeypatch.setattr(digest_module.platform, "python_version", lambda: "9.9.9")
    after = source_digest()
    monkeypatch.setattr(digest_module.importlib.metadata, "version", lambda name: "0")
    assert len({before, after, source_digest()}) == 3


def test_the_digest_is_computed_without_running_a_plugin(write):
    write("loud", "raise RuntimeError('imported')")
    assert source_digest()
    assert "wargame_plugins.loud" not in sys.modules
