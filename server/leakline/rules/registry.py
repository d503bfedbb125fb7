"""All rules in the order of the documentation, and the findings of one file."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import islice

from leakline.js.code import Code
from leakline.js.collection import collection_paused
from leakline.js.emitters import NO_EMITTERS, Emitters
from leakline.js.module import Module
from leakline.rules.abort_listener import AbortListener
from leakline.rules.async_context import AsyncContext
from leakline.rules.blocking_call import BlockingCall
from leakline.rules.deadline import TooLongError, deadline
from leakline.rules.effect_cleanup import EffectCleanup
from leakline.rules.finding import Finding, Fix
from leakline.rules.global_state import GlobalState
from leakline.rules.growing_buffer import GrowingBuffer
from leakline.rules.implicit_global import ImplicitGlobal
from leakline.rules.masked_warning import MaskedWarning
from leakline.rules.mismatched_removal import MismatchedRemoval
from leakline.rules.partial_cleanup import PartialCleanup
from leakline.rules.promise_race import PromiseRace
from leakline.rules.reused_resource_listener import ReusedResourceListener
from leakline.rules.rule import Rule
from leakline.rules.shared_context import SharedContext
from leakline.rules.stale_reference import StaleReference
from leakline.rules.subscription import Subscription
from leakline.rules.suppressions import RULE_ID, invalid_suppressions, suppressions_of, unsuppressed
from leakline.rules.unbounded_cache import UnboundedCache
from leakline.rules.uncleared_interval import UnclearedInterval
from leakline.rules.uncleared_timeout import UnclearedTimeout
from leakline.rules.unclosed_resource import UnclosedResource
from leakline.rules.undisposed import Undisposed
from leakline.rules.unremoved_entry import UnremovedEntry
from leakline.rules.unremoved_listener import UnremovedListener
from leakline.rules.weak_container_misuse import WeakContainerMisuse

RULES: tuple[Rule, ...] = (
    ImplicitGlobal(),
    GlobalState(),
    UnremovedListener(),
    ReusedResourceListener(),
    AbortListener(),
    MismatchedRemoval(),
    PartialCleanup(),
    MaskedWarning(),
    UnclearedInterval(),
    UnclearedTimeout(),
    UnboundedCache(),
    UnremovedEntry(),
    GrowingBuffer(),
    SharedContext(),
    StaleReference(),
    WeakContainerMisuse(),
    AsyncContext(),
    PromiseRace(),
    Subscription(),
    Undisposed(),
    EffectCleanup(),
    UnclosedResource(),
    BlockingCall(),
)


MOST_FINDINGS = 500
"""Of one rule in one file. Nobody reads more; generated files can have a hundred thousand, each with its fixes."""


def rule_named(name: str) -> Rule | None:
    """The rule with an id."""
    return next((rule for rule in RULES if rule.id == name), None)


SHARE = 1 / 6
"""Of the time for a file, what a single rule may take of it: the others go on without that one."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of one file in document order, and the ids of the rules that took too long for it."""

    findings: tuple[Finding, ...]
    skipped: tuple[str, ...]


def findings_of(
    module: Module, only: Collection[str] | None = None, emitters: Emitters = NO_EMITTERS
) -> tuple[Finding, ...]:
    """The findings of all rules, or of those in ``only``, in document order; suppressed ones are left out.

    ``emitters`` are those of the project that the file belongs to.
    """
    return checked(module, only, emitters).findings


def checked(
    module: Module,
    only: Collection[str] | None = None,
    emitters: Emitters = NO_EMITTERS,
    seconds: float = float("inf"),
) -> Checked:
    """``findings_of`` in about so many seconds of the processor; a rule that takes more than its share is left out."""
    with collection_paused():
        found, skipped = _found(module, only, emitters, seconds)
    suppressions = suppressions_of(module)
    kept = [_with_sound_fixes(module, one) for one in unsuppressed(module, found, suppressions)]
    if only is None or RULE_ID in only:
        kept += invalid_suppressions(suppressions, {rule.id for rule in RULES})
    ordered = sorted(set(kept), key=lambda finding: (finding.start, finding.end, finding.rule, finding.message))
    return Checked(tuple(ordered), tuple(skipped))


def _found(
    module: Module, only: Collection[str] | None, emitters: Emitters, seconds: float
) -> tuple[list[Finding], list[str]]:
    found: list[Finding] = []
    skipped: list[str] = []
    code = Code(module, emitters)
    over = time.process_time() + seconds
    for rule in RULES:
        if (only is not None and rule.id not in only) or not rule.concerns(module.source):
            continue
        try:
            with deadline(min(seconds * SHARE, over - time.process_time())):
                found += list(islice(rule.check(code), MOST_FINDINGS))
        except TooLongError:
            skipped.append(rule.id)
            code = Code(module, emitters)  # what the rule was working out is not complete
    code.release()
    return found, skipped


def _with_sound_fixes(module: Module, finding: Finding) -> Finding:
    """A finding without the fixes that touch broken code, or break it more: nobody knows what it is going to mean."""
    if not finding.fixes or not module.has_errors:
        return finding
    fixes = finding.fixes if module.is_sound_at(finding.start, finding.end) else ()
    return replace(finding, fixes=tuple(fix for fix in fixes if _is_sound(module, fix)))


def _is_sound(module: Module, fix: Fix) -> bool:
    sound = all(module.is_sound_at(edit.start, edit.old_end) for edit in fix.edits)
    return sound and module.stays_sound(fix.apply(module.source))
