"""``effect-cleanup``: an effect acquires something and returns nothing that releases it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.model import Function
from leakline.js.shapes import CallShape, UsageKind
from leakline.js.surroundings import OutcomeKind
from leakline.rules.apis import CLOSABLES, DOM_ROOTS, MOUNT_HOOKS, OBSERVERS, REACT_EFFECTS, UNMOUNT_HOOKS
from leakline.rules.effect_fixes import LISTENS, cleanup_fixes
from leakline.rules.finding import Certainty, Finding
from leakline.rules.rule import Family, Rule, shown
from leakline.rules.subscribers import HOOK

RELEASE_WORDS: dict[str, str] = {
    "addEventListener": r"removeEventListener|abort\(|\.remove\(|removeAll",
    "on": r"\.off\b|removeListener|removeAllListeners|\.destroy|\.close|\.disconnect|abort\(|\.end\("
    r"|unsubscribe|\.un\(",
    "addListener": r"removeListener|\.off\b|\.remove\(|removeAllListeners|removeSubscription|unsubscribe",
    "subscribe": r"unsubscribe|\bunsub|\.remove\(|dispose|\.off\(|cancel|\.stop\(|\.complete\(",
    # Firebase and React Native: each returns what ends it (firebase.google.com, reactnative.dev)
    **dict.fromkeys(
        ("onSnapshot", "onAuthStateChanged", "onIdTokenChanged", "onValue"),
        r"unsub|unlisten|\boff\b|\(\)\s*;?\s*\}?$|dispose",
    ),
    "setInterval": r"clearInterval|clearTimeout|\bclear\w*\(|\bstop\w*\(",
}


class EffectCleanup(Rule):
    """An effect acquires something and returns nothing that releases it.

    ## Why it leaks
    React runs an effect again whenever its dependencies change, and each component that mounts runs it. What an
    effect adds to the window, a store or a timer stays unless its cleanup takes it away.

    ## Example
    ```jsx
    import { useEffect, useState } from 'react';

    export function Width() {
      const [width, setWidth] = useState(0);
      useEffect(() => {
        window.addEventListener('resize', () => setWidth(window.innerWidth));
      }, []);
      return <p>{width}</p>;
    }
    ```

    ## Instead
    ```jsx
    import { useEffect, useState } from 'react';

    export function Width() {
      const [width, setWidth] = useState(0);
      useEffect(() => {
        const onResize = () => setWidth(window.innerWidth);
        window.addEventListener('resize', onResize);
        return () => window.removeEventListener('resize', onResize);
      }, []);
      return <p>{width}</p>;
    }
    ```

    ## When it is fine
    The effect returns a cleanup that releases it, a hook for unmounting does, or the handle goes to other code.

    ## What the heap would show
    Closures of components that are gone, below listeners or timers.

    ## Fix safety
    Returning the cleanup is safe for effects that returned nothing.

    ## References
    react.dev, useEffect; vuejs.org, lifecycle hooks.
    """

    id: ClassVar[str] = "effect-cleanup"
    family: ClassVar[Family] = Family.SUBSCRIPTIONS
    patterns: ClassVar[tuple[str, ...]] = ("P24",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "event target"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each acquisition in an effect that the effect, or the component, does not release."""
        for effect in code.calls(*REACT_EFFECTS, *MOUNT_HOOKS):
            function = effect.arguments[0].function if effect.arguments else None
            if function is None or function.usage is None or function.usage.kind is not UsageKind.ARGUMENT:
                continue
            waits = function.is_async and (effect.name in REACT_EFFECTS or effect.name == "onMount")
            cleanup = "" if waits else _cleanup_text(code, function, effect)  # a promise of a cleanup is none
            repeated = _repainting(code, function, cleanup)
            if repeated is not None:
                message = f"this effect never ends the frames that '{shown(repeated.callee)}' asks for"
                yield self.finding(repeated.start, repeated.end, message)
                continue
            for call in code.calls_in(function):
                what = self._acquired(code, call)
                if what is None or _is_mentioned(code, call, cleanup):
                    continue
                if re.search(what, cleanup) and not _is_left_out(call, cleanup):
                    continue
                message = f"this effect never releases what '{shown(_name(call))}' acquires"
                yield self.finding(call.start, call.end, message, fixes=cleanup_fixes(code, function, call))
                break

        yield from self._after_await(code)

    def _after_await(self, code: Code) -> Iterator[Finding]:
        """What an async composable acquires when it has waited: hooks of unmounting do nothing from there on."""
        for function in code.module.functions:
            if not function.is_async or not HOOK.match(code.name_of(function)):
                continue
            text = code.function_text(function)
            waits = re.search(r"\bawait\b", text)
            for call in code.calls_in(function) if waits is not None else ():
                what = self._acquired(code, call)
                late = code.bare.find(b"await", function.start, call.start) >= 0
                if what is None or not late:
                    continue
                if code.outcome(call).target is not None and _is_handed_out(code, call, text):
                    continue
                hooks = [hook for hook in code.calls(*UNMOUNT_HOOKS) if hook.function is function]
                early = any(code.bare.find(b"await", function.start, hook.start) < 0 for hook in hooks)
                if early or (not hooks and re.search(what, text)):
                    continue
                name = shown(_name(call))
                message = f"'{name}' comes after an await, where no hook of unmounting can release it"
                yield self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC)
                break

    def _acquired(self, code: Code, call: CallShape) -> str | None:
        """The words of a release of what a call acquires; None for calls that acquire nothing lasting."""
        outcome = code.outcome(call)
        nothing = call.name == "addEventListener" and call.receiver is not None and call.receiver.text in DOM_ROOTS
        if outcome.kind is OutcomeKind.PASSED or (outcome.kind is OutcomeKind.RETURNED and not nothing):
            return None
        if call.is_new:
            if call.name in OBSERVERS and ("observe" in outcome.chained or b".observe(" in code.bare):
                return r"disconnect|unobserve|takeRecords"
            return "|".join((*CLOSABLES[call.name], "dispose", "cleanup")) if call.name in CLOSABLES else None
        if call.name == "setInterval" and (call.receiver is None or call.receiver.text == "window"):
            return RELEASE_WORDS["setInterval"]
        if call.name == "onSnapshot" and call.receiver is None:
            return RELEASE_WORDS["onSnapshot"]
        if call.receiver is None or call.name not in RELEASE_WORDS:
            return None
        if call.name in LISTENS:
            if len(call.arguments) < 2 or re.search(
                r"\bsignal\b|\bonce\s*:\s*true", " ".join(a.text for a in call.arguments[2:])
            ):
                return None
            if code.place(call.receiver, call.function).fresh:
                return None
            if call.receiver.text in ("window", "document"):
                return RELEASE_WORDS["addEventListener"].replace(r"|\.remove\(", "")
        return RELEASE_WORDS[call.name]


def _is_left_out(call: CallShape, cleanup: str) -> bool:
    """Whether the cleanup removes other listeners of the same object by their names, and not this one."""
    event = call.arguments[0].value if len(call.arguments) == 2 and call.receiver is not None else None
    if event is None or call.name not in LISTENS or call.receiver is None:
        return False
    removed = re.findall(
        rf"{re.escape(call.receiver.text)}\s*\??\.\s*(?:off|removeListener|removeEventListener)\s*\(\s*(['\"`]?)([^'\"`,)]*)",
        cleanup,
    )
    every = re.findall(r"\.\s*(?:off|remove\w*|close|disconnect|destroy|abort|unsubscribe|un)\s*\(", cleanup)
    return bool(removed) and len(every) == len(removed) and all(mark and name != event for mark, name in removed)


def _is_handed_out(code: Code, call: CallShape, text: str) -> bool:
    """Whether a composable returns what it has acquired, so that its user may release it."""
    target = code.outcome(call).target
    return target is not None and re.search(rf"\breturn\b[^;]*\b{re.escape(target.text)}\b", text) is not None


def _repainting(code: Code, function: Function, cleanup: str) -> CallShape | None:
    """A function inside an effect that asks for the next frame to call it again, and that nothing stops."""
    if re.search(r"cancelAnimationFrame|\bfalse\b|\btrue\b|\bnull\b|stop|cancel|destroy|dispose|[+]{2}", cleanup):
        return None
    for call in code.calls_in(function, inner=True):
        if call.name == "requestAnimationFrame" and call.function is not function and call.arguments:
            host = call.function
            again = call.arguments[0].function is host or any(
                inner.name == code.name_of(host) and inner.receiver is None
                for argument in call.arguments[:1]
                if argument.function is not None
                for inner in code.calls_in(argument.function)
            )
            if again and not code.surroundings(call.start, call.end).guards:
                return call
    return None


def _cleanup_text(code: Code, function: Function, effect: CallShape) -> str:
    """Everything that may run when the effect ends: what it returns, hooks of unmounting, helpers they name."""
    body = code.function_text(function)
    if effect.name in REACT_EFFECTS:
        given = [
            inner
            for inner in function.functions
            if inner.usage is not None and inner.usage.kind is UsageKind.RETURNED and inner.usage.call is None
        ]
        whole = len(re.findall(r"\breturn\b(?!\s*(?:undefined|null|;|\}|void\b))", body))
        if given and len(given) == whole - sum(_returns_inside(code, inner) for inner in function.functions):
            return _with_helpers(code, function, " ".join(code.function_text(inner) for inner in given))
        returns = [match.end() for match in re.finditer(r"\breturn\b", body)]
        if not returns:
            return ""
        tail = body[returns[0] :] if len(returns) == 1 else " ".join(body[start:] for start in returns)
        together = _with_helpers(code, function, tail)
        returned = re.match(r"\s*([A-Za-z_$][\w$]*)\s*;?\s*\}?\s*$", tail)
        if returned and together == tail:
            return (
                ".".join(word.replace("\\", "").strip("|") for word in RELEASE_WORDS.values())
                + " unsubscribe() disconnect close"
            )
        return together
    return " ".join(code.text(call.start, call.end) for call in code.calls(*UNMOUNT_HOOKS)) + (
        code.bare.decode("utf-8", "replace") if code.calls(*UNMOUNT_HOOKS) else body.partition("return")[2]
    )


def _returns_inside(code: Code, function: Function) -> int:
    return len(re.findall(r"\breturn\b(?!\s*(?:undefined|null|;|\}|void\b))", code.function_text(function)))


def _with_helpers(code: Code, function: Function, text: str) -> str:
    """A text, and the source of the functions of the file that it names."""
    names = set(re.findall(r"\b[A-Za-z_$][\w$]*\b", text))
    helpers = [
        code.function_text(inner)
        for inner in code.module.functions
        if inner.name and inner.name in names and inner is not function
    ]
    return " ".join([text, *helpers])


def _is_mentioned(code: Code, call: CallShape, cleanup: str) -> bool:
    """Whether the cleanup uses what the call returned."""
    target = code.outcome(call).target
    return target is not None and re.search(rf"(?<![\w$]){re.escape(target.text)}(?![\w$])", cleanup) is not None


def _name(call: CallShape) -> str:
    return f"new {call.name}" if call.is_new else call.callee
