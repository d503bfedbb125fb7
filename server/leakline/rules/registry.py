"""All rules in the order of the documentation, and the findings of one file."""

from __future__ import annotations

from collections.abc import Collection

from leakline.js.code import Code
from leakline.js.module import Module
from leakline.rules.finding import Finding
from leakline.rules.implicit_global import ImplicitGlobal
from leakline.rules.rule import Rule
from leakline.rules.suppressions import RULE_ID, invalid_suppressions, suppressions_of, unsuppressed

RULES: tuple[Rule, ...] = (ImplicitGlobal(),)


def rule_named(name: str) -> Rule | None:
    """The rule with an id."""
    return next((rule for rule in RULES if rule.id == name), None)


def findings_of(module: Module, only: Collection[str] | None = None) -> tuple[Finding, ...]:
    """The findings of all rules, or of those in ``only``, in document order; suppressed ones are left out."""
    code = Code(module)
    found = [finding for rule in RULES if only is None or rule.id in only for finding in rule.check(code)]
    suppressions = suppressions_of(module)
    kept = list(unsuppressed(module, found, suppressions))
    if only is None or RULE_ID in only:
        kept += invalid_suppressions(suppressions, {rule.id for rule in RULES})
    return tuple(sorted(set(kept), key=lambda finding: (finding.start, finding.end, finding.rule)))
