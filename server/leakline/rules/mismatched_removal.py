"""``mismatched-removal``: a removal that cannot match the listener that it is meant for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.lifetimes import Lifetime, Origin, Place
from leakline.js.listeners import Handler, ListenerStep, Listening
from leakline.js.model import Function
from leakline.js.releases import FEW, addition_index, may_be_same, removal_index, same_event
from leakline.js.shapes import ArgumentKind
from leakline.rules.apis import DOM_ROOTS
from leakline.rules.editing import replace
from leakline.rules.finding import Certainty, Finding, Fix, Related
from leakline.rules.listener_fixes import CAPTURING
from leakline.rules.listener_forms import WRAPPERS, is_alias, is_bound_form, is_wrapped
from leakline.rules.made_handlers import makes_function, set_handler
from leakline.rules.match_fixes import same_handler, same_target, without_statement
from leakline.rules.rule import Family, Rule, shown
from leakline.rules.vain_removals import vain_removal

PAGE = DOM_ROOTS | {"document.body", "document.documentElement"}


class MismatchedRemoval(Rule):
    """A removal names another function, or another capture flag, than the listener that was added.

    ## Why it leaks
    Listeners are removed by identity. `f.bind(this)` and a function expression make a new function each time they
    run, so the removal finds nothing, says nothing, and the listener stays. An `on` that wraps what it is given and an
    `off` that does not know the wrapper are such a pair too.

    ## Example
    ```js
    class Resizer {
      attach(element) {
        this.element = element;
        this.element.addEventListener('resize', this.onResize.bind(this));
      }

      detach() {
        this.element.removeEventListener('resize', this.onResize);
      }

      onResize() {}
    }
    module.exports = Resizer;
    ```

    ## Instead
    ```js
    class Resizer {
      constructor() {
        this.onResize = this.onResize.bind(this);
      }

      attach(element) {
        this.element = element;
        this.element.addEventListener('resize', this.onResize);
      }

      detach() {
        this.element.removeEventListener('resize', this.onResize);
      }

      onResize() {}
    }
    module.exports = Resizer;
    ```

    ## When it is fine
    The same name for the same function on both sides, and names whose function cannot be told.

    ## What the heap would show
    Closures or bound functions below `on('event')[n]` although the code removes them.

    ## Fix safety
    Safe: the removal gets the function, flag or target of the one addition that it can be meant for. Taking another
    event's name is unsafe, and where several additions fit there is no fix.

    ## References
    DOM `removeEventListener`, "Matching event listeners for removal"; Node.js `emitter.removeListener`.
    """

    id: ClassVar[str] = "mismatched-removal"
    family: ClassVar[Family] = Family.LISTENERS
    patterns: ClassVar[tuple[str, ...]] = ("P07",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "emitter"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each removal that finds nothing."""
        for removal in code.removals:
            if removal.step is not ListenerStep.REMOVE or removal.handler is None:
                continue
            finding = (
                self._fresh(code, removal)
                or self._made_here(code, removal)
                or self._bound_when_added(code, removal)
                or self._other_capture(code, removal)
                or self._other_function(code, removal)
                or self._rebound(code, removal)
                or self._other_target(code, removal)
                or self._other_receiver(code, removal)
                or self._new_each_time(code, removal)
                or self._never_set(code, removal)
            )
            if finding is None and (vain := vain_removal(code, removal)) is not None:
                finding = self._at(removal, vain.message, vain.related, vain.fixes, vain.certainty)
            if finding is not None:
                yield finding

    def _fresh(self, code: Code, removal: Listening) -> Finding | None:
        if removal.handler_kind not in (Handler.INLINE, Handler.BOUND):
            return None
        assert removal.handler is not None
        if not removal.is_dom and not _same_target(code, removal):
            return None
        what = "a new bound function" if removal.handler_kind is Handler.BOUND else "a new function"
        message = f"{what} never matches the '{shown(removal.event)}' listener"
        return self._at(removal, message, fixes=same_handler(code, _only_added(code, removal), removal))

    def _made_here(self, code: Code, removal: Listening) -> Finding | None:
        """The removing function makes the function anew, and gives it to nobody before it removes it."""
        binding = removal.handler_binding
        if removal.handler_kind is not Handler.LOCAL or binding is None or removal.handler is None:
            return None
        made = removal.handler.function
        if made is None or binding.kind is BindingKind.PARAMETER or binding.function is not removal.function:
            return None
        if made.start <= removal.call.start < made.end:
            return None  # a listener that removes itself
        removals = code.once(_removed_handlers)
        own = {start for start, _ in binding.declarations}
        own |= _added_later(code, removal)
        if any(
            use.start not in removals and use.start not in own and code.bare[use.end : use.end + 1] != b"("
            for use in binding.references
        ):
            return None
        message = f"'{shown(binding.name)}' is new in each call, and not added before"
        return self._at(removal, message, fixes=same_handler(code, _only_added(code, removal), removal))

    def _bound_when_added(self, code: Code, removal: Listening) -> Finding | None:
        assert removal.handler is not None
        own = code.once(addition_index).of_handler(removal.handler_key)
        if any(one.event == removal.event and may_be_same(one.place, removal.place) for one in own):
            return None  # found without a look at the thousands that others add for the same event
        added = _same_target(code, removal) or _same_step(code, removal)
        if not added or any(one.handler_key == removal.handler_key for one in added):
            return None
        bound = [
            one
            for one in added
            if one.handler_kind is Handler.BOUND
            and one.handler is not None
            and "".join(one.handler.text.split()).startswith("".join(removal.handler.text.split()) + ".bind(")
        ]
        wrapped = next((one for one in added if is_wrapped(one, removal)), None)
        if wrapped is not None and not bound:
            note = Related(wrapped.call.start, wrapped.call.end, "added here inside of another function")
            message = f"'{shown(removal.handler.text)}' was wrapped when added, so nothing matches"
            fixes = same_handler(code, wrapped, removal) if len(added) == 1 else ()
            return self._at(removal, message, (note,), fixes)
        bound += [one for one in added if is_bound_form(code, one, removal) or is_bound_form(code, removal, one)]
        if not bound:
            return None
        note = Related(bound[0].call.start, bound[0].call.end, "added here as a new bound function")
        message = f"'{shown(removal.handler.text)}' was bound when added, so nothing matches"
        return self._at(removal, message, (note,), same_handler(code, bound[0], removal) if len(added) == 1 else ())

    def _other_capture(self, code: Code, removal: Listening) -> Finding | None:
        assert removal.handler is not None
        if not removal.is_dom or not removal.handler_key:
            return None
        same = [
            one
            for one in code.once(addition_index).of_handler(removal.handler_key)
            if one.is_dom and may_be_same(one.place, removal.place) and one.event == removal.event
        ]
        options = removal.call.arguments[2:]
        if not same or any(one.capture == removal.capture for one in same):
            return None
        if not removal.is_plain or not all(one.is_plain for one in same):
            return None
        if options:
            edit = replace(options[0].start, options[0].end, CAPTURING if same[0].capture else "false")
        else:
            edit = replace(removal.handler.end, removal.handler.end, f", {CAPTURING}")
        fix = Fix("Remove with the same capture flag", True, (edit,))
        note = Related(same[0].call.start, same[0].call.end, "added here with another capture flag")
        return self._at(removal, f"'{shown(removal.event)}' was added with another capture flag", (note,), (fix,))

    def _other_function(self, code: Code, removal: Listening) -> Finding | None:
        """One listener added and one removed in one object, for one event of one receiver, and they differ."""
        assert removal.handler is not None
        if not removal.has_literal_event or removal.handler_kind not in (Handler.FIELD, Handler.MODULE):
            return None
        rivals = code.once(removal_index).of_event(removal.event)
        added = code.once(addition_index).of_event(removal.event)
        if len(rivals) > 1 or len(added) != 1 or added[0].place.key != removal.place.key:
            return None
        one = added[0]
        if one.handler is None or one.handler_key == removal.handler_key:
            return None
        if one.handler_kind is Handler.INLINE:
            assigned = code.lifetimes.field_assignments(removal.handler_key)
            if any(value.value.text == one.handler.text or one.handler.text in value.value.text for value in assigned):
                return None
        elif one.handler_kind not in (Handler.FIELD, Handler.MODULE):
            return None
        if is_alias(code, one, removal):
            return None
        note = Related(one.call.start, one.call.end, "the only listener that is added for this event")
        message = f"'{shown(removal.handler.text)}' is not the listener that was added"
        return self._at(removal, message, (note,), same_handler(code, one, removal))

    def _rebound(self, code: Code, removal: Listening) -> Finding | None:
        """``this.f = this.f.bind(this)`` in a method that runs again makes another function than the added one."""
        if removal.handler_kind is not Handler.FIELD or removal.handler is None:
            return None
        field = "".join(removal.handler.text.split())
        for assignment in code.assignments_in(removal.function):
            target, value = "".join(assignment.target.text.split()), "".join(assignment.value.text.split())
            if target == field and value.startswith(f"{field}.bind(") and assignment.start < removal.call.start:
                fixes = without_statement(code, assignment.start, assignment.end, "Do not bind it again")
                return self._at(removal, f"'{shown(field)}' is bound again before it is removed", fixes=fixes)
        return None

    def _other_target(self, code: Code, removal: Listening) -> Finding | None:
        """Added to the window, removed from the document."""
        if removal.place.text not in PAGE or not removal.handler_key or removal.place.binding is not None:
            return None
        same = [one for one in code.once(addition_index).of_handler(removal.handler_key) if one.event == removal.event]
        if not same or any(one.place.text not in PAGE or one.place.key == removal.place.key for one in same):
            return None
        note = Related(same[0].call.start, same[0].call.end, "added here to another target")
        added = shown(same[0].place.text)
        message = f"'{shown(removal.event)}' was added to '{added}', so nothing matches"
        return self._at(removal, message, (note,), same_target(same[0], removal) if len(same) == 1 else ())

    def _other_receiver(self, code: Code, removal: Listening) -> Finding | None:
        """The only addition of the very handler is to the page, and the removal is from an element, or reversed."""
        if not removal.is_dom or not removal.handler_key or not removal.has_literal_event:
            return None
        same = [one for one in code.once(addition_index).of_handler(removal.handler_key) if same_event(one, removal)]
        if len(same) != 1 or not same[0].is_dom or same[0].event != removal.event:
            return None
        one = same[0]
        pages = [place.root in DOM_ROOTS and place.binding is None for place in (one.place, removal.place)]
        known = all(place.origin is not Origin.EXPRESSION for place in (one.place, removal.place))
        if pages[0] == pages[1] or not known or may_be_same(one.place, removal.place):
            return None
        plain = removal.place if pages[0] else one.place
        if plain.lifetime is Lifetime.UNKNOWN or _may_be_page(code, plain, (removal if pages[1] else one).place):
            return None
        if any(
            other is not removal
            for other in code.once(removal_index).of_handler(removal.handler_key)
            if other.event == removal.event and other.place.key == one.place.key
        ):
            return None
        note = Related(one.call.start, one.call.end, "the only place that adds it")
        message = f"'{shown(removal.event)}' was added to '{shown(one.place.text)}', so nothing matches"
        fixes = same_target(one, removal) if one.place.root in DOM_ROOTS else ()
        through = "event target"
        return self.finding(
            removal.call.start,
            removal.call.end,
            message,
            certainty=Certainty.HEURISTIC,
            related=(note,),
            fixes=fixes,
            held_through=through,
        )

    def _new_each_time(self, code: Code, removal: Listening) -> Finding | None:
        """The handler comes from a getter or a call that makes a function each time."""
        if removal.handler is None or not _same_target(code, removal):
            return None
        text = removal.handler.text
        if removal.handler_kind is Handler.FIELD and _is_making_getter(code, removal):
            return self._at(removal, f"'{shown(text)}' makes a new function each time")
        if removal.handler_kind is not Handler.OTHER or removal.handler.kind is not ArgumentKind.CALL:
            return None
        callee = text.partition("(")[0].strip()
        if callee.rpartition(".")[2] not in WRAPPERS and not makes_function(code, removal):
            return None
        message = f"'{shown(callee)}' makes a new function, which never matches"
        return self._at(removal, message, fixes=same_handler(code, _only_added(code, removal), removal))

    def _never_set(self, code: Code, removal: Listening) -> Finding | None:
        """``this._onData`` is set and added, ``this.onData`` is removed."""
        meant = set_handler(code, removal)
        if meant is None or removal.handler is None:
            return None
        note = Related(meant.call.start, meant.call.end, "added here")
        message = f"'{shown(removal.handler.text)}' is never set, so nothing matches"
        return self._at(removal, message, (note,), same_handler(code, meant, removal))

    def _at(
        self,
        removal: Listening,
        message: str,
        related: tuple[Related, ...] = (),
        fixes: tuple[Fix, ...] = (),
        certainty: Certainty | None = None,
    ) -> Finding:
        return self.finding(
            removal.call.start,
            removal.call.end,
            message,
            certainty=certainty,
            related=related,
            fixes=fixes,
            held_through="event target" if removal.is_dom else "emitter",
        )


def _only_added(code: Code, removal: Listening) -> Listening | None:
    """The one listener that a removal can be meant for."""
    added = _same_target(code, removal)
    return added[0] if len(added) == 1 else None


def _added_later(code: Code, removal: Listening) -> set[int]:
    """Where the function itself adds what it has removed before, outside of loops."""
    if code.surroundings(removal.call.start, removal.call.end).in_loop:
        return set()
    return {
        one.handler.start
        for one in code.once(addition_index).of_handler(removal.handler_key)
        if one.handler is not None and one.function is removal.function and one.call.start > removal.call.end
    }


def _same_target(code: Code, removal: Listening) -> list[Listening]:
    """The additions of a removal's event to what may be its receiver."""
    known, place = code.once(_additions_by_target), removal.place
    target = removal.event, place.key, place.name
    if target not in known:
        found = code.once(addition_index).on_target(removal.event, place)
        known[target] = [added for added in found if may_be_same(added.place, place)]
    return known[target]


def _additions_by_target(code: Code) -> dict[tuple[str, str, str], list[Listening]]:  # noqa: ARG001
    """By event, key and name of the receiver; filled by ``_same_target``."""
    return {}


def _same_step(code: Code, removal: Listening) -> list[Listening]:
    """The additions to a receiver whose event is read from the same property: ``events.end``, ``config.end``."""
    event = removal.event.rpartition(".")[2]
    if removal.has_literal_event or not event.isidentifier():
        return []
    near = code.once(addition_index).of_key(removal.place.key)
    if len(near) > FEW:
        return []
    return [one for one in near if not one.has_literal_event and one.event.rpartition(".")[2] == event]


def _removed_handlers(code: Code) -> set[int]:
    """Where the handlers that are removed are written."""
    return {other.handler.start for other in code.removals if other.handler is not None}


def _is_making_getter(code: Code, removal: Listening) -> bool:
    owner = code.owners.of(removal.function)
    if owner is None or removal.handler is None:
        return False
    name = removal.handler.text.rpartition(".")[2]
    getters = [one for one in code.once(_getters).get(name, ()) if code.owners.of(one) is owner]
    return any(
        re.search(
            r"\breturn\s+(?:async\s+)?(?:function\b|\([^()]*\)\s*(?::[^={]*)?=>|\w+\s*=>|[\w.]+\.bind\()",
            code.function_text(one),
        )
        for one in getters
    )


def _getters(code: Code) -> dict[str, list[Function]]:
    found: dict[str, list[Function]] = {}
    for one in code.module.functions:
        if one.kind is FunctionKind.GETTER:
            found.setdefault(one.name.removeprefix("get "), []).append(one)
    return found


def _may_be_page(code: Code, place: Place, page: Place) -> bool:
    """Whether a variable or field is set to a part of the page somewhere: ``element || document``."""
    name = re.escape(place.name.encode())
    root = re.escape(page.text.encode()) + rb"\b(?!\s*\.)"
    return re.search(rb"\b" + name + rb"\s*(?:=|:|\|\||\?\?)[^;\n]*\b" + root, code.near(place.name)) is not None
