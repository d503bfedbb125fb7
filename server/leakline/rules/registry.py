"""All rules in the order of the documentation, and the findings of one file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import islice

from leakline.js.code import Code
from leakline.js.collection import collection_paused
from leakline.js.emitters import NO_EMITTERS, Emitters
from leakline.js.module import Module
from leakline.rules.abort_listener import AbortListener
from leakline.rules.async_context import AsyncContext
from leakline.rules.blocking_call import BlockingCall
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


def findings_of(
    module: Module, only: Collection[str] | None = None, emitters: Emitters = NO_EMITTERS
) -> tuple[Finding, ...]:
    """The findings of all rules, or of those in ``only``, in document order; suppressed ones are left out.

    ``emitters`` are those of the project that the file belongs to.
    """
    code = Code(module, emitters)
    with collection_paused():
        chosen = (rule for rule in RULES if (only is None or rule.id in only) and rule.concerns(module.source))
        found = [finding for rule in chosen for finding in islice(rule.check(code), MOST_FINDINGS)]
    suppressions = suppressions_of(module)
    kept = [_with_sound_fixes(module, one) for one in unsuppressed(module, found, suppressions)]
    if only is None or RULE_ID in only:
        kept += invalid_suppressions(suppressions, {rule.id for rule in RULES})
    return tuple(sorted(set(kept), key=lambda finding: (finding.start, finding.end, finding.rule)))


def _with_sound_fixes(module: Module, finding: Finding) -> Finding:
    """A finding without the fixes that touch broken code, or break it more: nobody knows what it is going to mean."""
    if not finding.fixes or not module.has_errors:
        return finding
    fixes = finding.fixes if module.is_sound_at(finding.start, finding.end) else ()
    return replace(finding, fixes=tuple(fix for fix in fixes if _is_sound(module, fix)))


def _is_sound(module: Module, fix: Fix) -> bool:
    sound = all(module.is_sound_at(edit.start, edit.old_end) for edit in fix.edits)
    return sound and module.stays_sound(fix.apply(module.source))
