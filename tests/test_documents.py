"""What is written for people stays true: links lead somewhere, each option and command is told of."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from leakline.cli.main import COMMANDS, main
from leakline.rules import RULES

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(path for path in (ROOT / "editors").rglob("*.md") if "node_modules" not in path.parts),
)
OPTIONS = ROOT / "docs" / "commands.md"

_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_SHOWN = re.compile(r"^```\n\$ leakline compare [^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INDEX = re.compile(r"\[\d+\]")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_NAMED = re.compile(r"`((?:docs|editors|tests|server|benchmarks)/[\w./-]+)`|`([A-Z]+\.md)`")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    assert [link for link in links(path.read_text(encoding="utf-8")) if not leads(link, path)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](nowhere.md)", ["nowhere.md"]),
        ("[a](README.md#no-such-heading)", ["README.md#no-such-heading"]),
        ("[a](README.md#try-it) [b](https://example.com/x)", []),
        ("```\n[a](nowhere.md)\n```\n", []),
        ("see `docs/nowhere.md`", ["/docs/nowhere.md"]),
    ],
)
def test_a_link_that_leads_nowhere_is_found(text: str, found: list[str]) -> None:
    assert [link for link in links(text) if not leads(link, ROOT / "README.md")] == found


def test_the_readme_shows_what_the_demo_says(capfd: pytest.CaptureFixture[str]) -> None:
    (shown,) = _SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    main(["demo", "--recorded"])
    said = capfd.readouterr().out
    assert _INDEX.sub("[]", shown) in _INDEX.sub("[]", said)  # which of equal listeners comes first is the run's


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name: str) -> None:
    heading = f"## leakline {name}\n"
    _, found, section = OPTIONS.read_text(encoding="utf-8").partition(heading)
    assert found, f"{OPTIONS.name} has no {heading!r}"
    told = set(re.findall(r"`(--[\w-]+)", section.partition("\n## ")[0]))
    assert told == options(name)


def test_every_module_of_the_rules_is_in_the_table_of_ideas() -> None:
    """A rule's own file is found by the rule's name; each other module is told of once, and none that is not there."""
    _, _, section = (
        (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Which idea is where in `rules`\n")
    )
    rows = [line.rpartition(" | ")[2] for line in section.partition("\n## ")[0].splitlines() if line.startswith("| ")]
    told = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    files = {path.stem for path in (ROOT / "server" / "leakline" / "rules").glob("[!_]*.py")}
    assert sorted(told) == sorted(files - {rule.id.replace("-", "_") for rule in RULES})


def options(name: str) -> set[str]:
    """The long options of a command, its help left out."""
    parser = argparse.ArgumentParser(add_help=False)
    import_module(f"leakline.cli.{name}").configure(parser)
    return set(re.findall(r"--[\w-]+", parser.format_usage()))


def links(text: str) -> Iterator[str]:
    """Targets of a document's links, and files of the project that it names as code: these with a leading slash."""
    yield from _LINK.findall(_CODE.sub("", text))
    for path, page in _NAMED.findall(text):
        yield f"/{path or page}"


def leads(link: str, document: Path) -> bool:
    """Whether a link of a document leads to a file, and to a heading in it; pages of the web are believed."""
    if re.match(r"[a-z]+:", link):
        return True
    name, _, heading = link.partition("#")
    target = ROOT / name[1:] if name.startswith("/") else document.parent / name if name else document
    if not target.exists():
        return False
    return not heading or heading in {anchor(one) for one in _HEADING.findall(target.read_text(encoding="utf-8"))}


def anchor(heading: str) -> str:
    """The fragment that Markdown pages give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
