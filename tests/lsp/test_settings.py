"""Settings: what is understood, and what is said about the rest."""

from __future__ import annotations

import pytest

from leakline.lsp.settings import Settings, parse, unknown_rules


def test_nothing_sent_means_the_defaults() -> None:
    assert parse(None) == (Settings(), ())
    assert parse({}) == (Settings(), ())


def test_every_setting_is_read() -> None:
    sent = {
        "snapshots": ["a.heapsnapshot", "heap/*.heapsnapshot"],
        "pathMappings": {"/app": "src"},
        "rules": {"heap-growth": "hint", "unremoved-listener": "off"},
        "codeLens": False,
        "inlayHints": {"contexts": True},
        "minimumGrowth": 5,
        "memoryLimit": "1.5 GB",
    }
    assert parse(sent) == (
        Settings(
            snapshots=("a.heapsnapshot", "heap/*.heapsnapshot"),
            path_mappings=(("/app", "src"),),
            rules={"heap-growth": "hint", "unremoved-listener": "off"},
            code_lens=False,
            inlay_contexts=True,
            minimum_growth=5,
            memory_limit=1_500_000_000,
        ),
        (),
    )


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"memoryLimit": 800}, Settings(memory_limit=800_000_000)),
        ({"memoryLimit": "4GiB"}, Settings(memory_limit=4_000_000_000)),
        ({"snapshots": "one.heapsnapshot"}, Settings(snapshots=("one.heapsnapshot",))),
        ({"pathMappings": ["/app=src", "/lib=lib"]}, Settings(path_mappings=(("/app", "src"), ("/lib", "lib")))),
        ({"inlayHints.contexts": True}, Settings(inlay_contexts=True)),
        ({"minimumGrowth": None, "trace": {"server": "off"}, "command": ["leakline"]}, Settings()),
    ],
)
def test_other_forms_are_understood_and_other_names_ignored(sent: object, expected: Settings) -> None:
    assert parse(sent) == (expected, ())


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ("yes", "leakline: expected an object with settings, not 'yes'"),
        ({"codeLens": "yes"}, "leakline.codeLens: expected true or false, not 'yes'; the default is kept"),
        ({"codeLens": 1}, "leakline.codeLens: expected true or false, not 1; the default is kept"),
        ({"inlayHints": {"contexts": 3}}, "leakline.inlayHints.contexts: expected true or false, not 3; "),
        ({"minimumGrowth": 0}, "leakline.minimumGrowth: expected a whole number above zero, not 0; "),
        ({"minimumGrowth": True}, "leakline.minimumGrowth: expected a whole number above zero, not True; "),
        ({"memoryLimit": "much"}, "leakline.memoryLimit: expected a number of megabytes or a size such as "),
        ({"memoryLimit": "0 GB"}, "leakline.memoryLimit: expected a number of megabytes or a size such as "),
        ({"snapshots": [1]}, "leakline.snapshots: expected a list of paths or globs, oldest first, not [1]; "),
        ({"pathMappings": {"/app": ""}}, "leakline.pathMappings: expected an object such as "),
        ({"pathMappings": ["/app"]}, "leakline.pathMappings: expected an object such as "),
        ({"rules": {"x": "loud"}}, "leakline.rules: expected an object from rule to one of error, warning, "),
    ],
)
def test_a_bad_value_is_explained_in_one_line_and_its_default_kept(sent: object, problem: str) -> None:
    settings, problems = parse(sent)
    assert settings == Settings()
    (line,) = problems
    assert line.startswith(problem)
    assert "\n" not in line


def test_a_rule_that_does_not_exist_is_named() -> None:
    (line,) = unknown_rules(["blocking-cal", "blocking-call", "heap-growth", "suppression"])
    assert line.startswith("leakline.rules: there is no rule 'blocking-cal'; known are abort-listener, ")
    assert "heap-growth" in line


def test_one_bad_value_does_not_spoil_the_others() -> None:
    settings, problems = parse({"codeLens": "yes", "minimumGrowth": 3})
    assert settings == Settings(minimum_growth=3)
    assert len(problems) == 1
