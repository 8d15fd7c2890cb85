"""The repository itself: what the README promises, file lengths, licence and version."""

from __future__ import annotations

import hashlib
import re
import tomllib

import pytest

import wargame
from wargame import check

ROOT = check.ROOT
#: Digest of the text at https://www.apache.org/licenses/LICENSE-2.0.txt.
APACHE = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
DOCUMENTS = ("README.md", "CHANGELOG.md", "playbooks/README.md", "plugins/README.md",
             "tests/README.md")


def project() -> dict:
    """What pyproject.toml says of the project."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_no_source_file_is_longer_than_300_lines() -> None:
    assert list(check.long_files()) == []


def test_the_readme_shows_the_two_commands() -> None:
    assert list(check.missing_commands()) == []


def test_generated_tables_and_the_story_are_fresh() -> None:
    assert list(check.stale_tables()) == []


def test_the_licence_is_apache_2_verbatim() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE
    assert project()["license"] == "Apache-2.0"


def test_the_version_is_the_same_everywhere() -> None:
    assert project()["version"] == wargame.__version__
    assert f"## {wargame.__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_change_says_whether_results_change() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    entries = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all("**Results change: " in entry for entry in entries)


def test_every_test_folder_is_described() -> None:
    text = (ROOT / "tests" / "README.md").read_text(encoding="utf-8")
    folders = [path.name for path in (ROOT / "tests").iterdir()
               if path.is_dir() and any(path.rglob("test_*.py"))]
    assert [name for name in folders if f"| `{name}` |" not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_link_only_to_what_is_there(document) -> None:
    file = ROOT / document
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", file.read_text(encoding="utf-8"))
    assert [link for link in links if not (file.parent / link).exists()] == []


def test_public_names_can_be_imported() -> None:
    assert [name for name in wargame.__all__ if not hasattr(wargame, name)] == []
