"""Leak patterns that the source shows: one rule a file, the tuple of all rules, suppressions."""

from leakline.rules.finding import Certainty, Finding, Fix, Related
from leakline.rules.registry import RULES, findings_of, rule_named
from leakline.rules.rule import Family, Rule

__all__ = ["RULES", "Certainty", "Family", "Finding", "Fix", "Related", "Rule", "findings_of", "rule_named"]
