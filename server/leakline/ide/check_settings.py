"""What is to be checked: severities of rules, the least severity, the project's own emitters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leakline.js.emitters import NO_EMITTERS, Emitters
from leakline.rules import Certainty, Finding
from leakline.witness.model import Severity

ORDER = (Severity.HINT, Severity.INFORMATION, Severity.WARNING, Severity.ERROR)
BY_CERTAINTY = {Certainty.CERTAIN: Severity.WARNING, Certainty.HEURISTIC: Severity.INFORMATION}


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What to check. ``severities`` maps rules to severities, None for off; ``rules`` are the only ones if any."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    rules: frozenset[str] = frozenset()
    minimum: Severity = Severity.HINT
    emitters: Emitters = NO_EMITTERS

    def severity(self, finding: Finding) -> Severity | None:
        """The severity of a finding, None when it is not to be shown."""
        severity = BY_CERTAINTY[finding.certainty]
        if finding.rule in self.severities:
            chosen = self.severities[finding.rule]
            if chosen is None:
                return None
            severity = chosen
        return severity if ORDER.index(severity) >= ORDER.index(self.minimum) else None
