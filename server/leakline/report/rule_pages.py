"""The documentation of the rules as Markdown pages, from their docstrings.

``python -m leakline.report.rule_pages docs/rules`` writes them.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from leakline.ide.configuration import configuration_schema
from leakline.report.json import dumps
from leakline.rules import RULES, Certainty, Rule

SEVERITIES = {Certainty.CERTAIN: "warning", Certainty.HEURISTIC: "information"}


def rule_pages() -> dict[str, str]:
    """Text by file name: one page for each rule, ``README.md`` with all, and the schema of ``leakline.json``."""
    pages = {f"{rule.id}.md": _page(rule) for rule in RULES}
    pages["README.md"] = _index()
    pages["leakline.schema.json"] = dumps(configuration_schema()) + "\n"
    return pages


def write_pages(folder: Path) -> None:
    """Write all pages into a folder, and remove those of rules that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = rule_pages()
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, "utf-8")


def _page(rule: Rule) -> str:
    summary, _, rest = rule.documentation.partition("\n")
    patterns = ", ".join(rule.patterns)
    facts = f"Severity: {SEVERITIES[rule.certainty]}. Family: {rule.family.value}. Patterns: {patterns}."
    silence = f"Silence it with `// leakline-ignore {rule.id} -- <reason>`."
    return f"# {rule.id}\n\n{summary}\n\n{facts} {silence}\n\n{rest.strip()}\n"


def _index() -> str:
    lines = ["# Rules", "", "Each rule finds one leak pattern in the source. Severities can be set in `leakline.json`."]
    for family, rules in groupby(sorted(RULES, key=lambda rule: rule.family.value), key=lambda rule: rule.family):
        lines += ["", f"## {family.value.capitalize()}", ""]
        lines += [f"- [{rule.id}]({rule.id}.md): {rule.summary}" for rule in rules]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
