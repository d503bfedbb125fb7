"""Timeouts that go on after what they were to limit: whose handle is dropped, or cleared in some cases alone."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.lifetimes import Lifetime
from leakline.js.model import Binding, Function
from leakline.js.shapes import ArgumentKind, CallShape
from leakline.js.timers import CLEARING, Timer, is_cleared, is_dropped, rearms
from leakline.rules.settling import Work, forgetful_exit, works_around

SHORT = 1000  # milliseconds: a timeout below it is gone before anybody misses the memory
TESTS_FLAG = re.compile(
    r"^(?:[^{]*?(?:=>|\)))\s*\{?\s*if\s*\(\s*(?:!\s*)?([A-Za-z_$][\w$]*(?:\.[\w$]+)*)\s*(?:[)=!]|&&)"
)
FAILS = re.compile(
    r"\b_?(?:reject|callback|cb|done|next|fail|onError|destroy|abort|terminate|kill|close|end|disconnect)(?:[A-Z]\w*)?\s*\("
    r"|\.emit\s*\(\s*['\"](?:error|timeout)"
)
# ``() => this.onTimeout()``: what the method asks counts as asked by the callback.
CALLS_OWN = re.compile(r"^(?:\(\s*\)\s*=>|function\s*\(\s*\))\s*\{?\s*(?:return\s+)?this\.([\w$#]+)\(\s*\)\s*;?\s*\}?$")
CALLED_BACK = re.compile(r"^(?:callback|cb|done|next|fn|resolve|reject)$")
WAITING = frozenset({"setTimeout", "setInterval", "clearTimeout", "clearInterval", "removeListener", "off", "bind"})


def is_brief(timer: Timer) -> bool:
    """Whether the delay is a number below a second, or missing."""
    delay = timer.call.arguments[1] if len(timer.call.arguments) > 1 else None
    if delay is None:
        return True
    return re.fullmatch(r"[\d_]+(?:\.\d+)?", delay.text) is not None and float(delay.text.replace("_", "")) < SHORT


def aborts_work(code: Code, timer: Timer) -> str | None:
    """The controller of this call that a timeout aborts, when nobody keeps or clears the handle."""
    if timer.callback is None or is_brief(timer) or not (is_dropped(timer) or _is_kept_in_vain(code, timer)):
        return None
    match = re.search(r"\b([\w$]+)\.abort\s*\(", code.function_text(timer.callback))
    if match is None:
        return None
    host = timer.call.function
    made = re.search(rf"\b{re.escape(match[1])}\s*=\s*new\s+AbortController\b", code.function_text(host))
    used = re.search(rf"\b{re.escape(match[1])}\.signal\b", code.function_text(host))
    returned = re.search(
        rf"\breturn\s+(?:{re.escape(match[1])}|{re.escape(match[1])}\.signal)\s*[;\n}}]", code.function_text(host)
    )
    return match[1] if made is not None and used is not None and returned is None else None


def asks_whether_done(code: Code, timer: Timer) -> str | None:
    """The flag that a timeout asks before it fails the work, where nobody can clear the timeout itself."""
    if timer.callback is None or not (is_dropped(timer) or _is_never_cleared(code, timer)) or is_brief(timer):
        return None
    text = code.function_text(timer.callback)
    owner, called = code.owners.of(timer.callback), CALLS_OWN.search(text)
    method = owner.methods.get(called[1]) if owner is not None and called is not None else None
    text = code.function_text(method) if method is not None else text
    match = TESTS_FLAG.match(text)
    if match is None or not FAILS.search(text):
        return None
    if "." in match[1] and not match[1].startswith(("this.", "self.", "process.")):
        return match[1]
    name = re.escape(match[1].rpartition(".")[2].encode())
    sets = re.compile(rb"\b" + name + rb"\s*=[^=>]|\b" + name + rb"\s*:\s*(?:true|false)")
    inside = len(sets.findall(code.bare, timer.callback.start, timer.callback.end))
    return match[1] if len(sets.findall(code.near(match[1]))) > inside else None


def also_called_by(code: Code, timer: Timer) -> CallShape | None:
    """The call that gets the very function which the timeout would call when that call takes too long."""
    callback = timer.call.arguments[0]
    if callback.kind not in (ArgumentKind.IDENTIFIER, ArgumentKind.MEMBER) or not is_dropped(timer) or is_brief(timer):
        return None
    if rearms(code, timer) or (callback.binding is not None and callback.binding.function.parent is None):
        return None
    for call in code.calls_in(timer.call.function):
        if call is timer.call or call.name in WAITING or call.is_new:
            continue
        if any(argument.text == callback.text for argument in call.arguments):
            return call
    return None


def answers_besides(code: Code, timer: Timer) -> str | None:
    """The callback that a dropped timeout fails, where an answer to the same question calls it as well."""
    host = timer.call.function
    if timer.callback is None or not is_dropped(timer) or is_brief(timer):
        return None
    if code.surroundings(timer.call.start, timer.call.end).guards:
        return None
    whole, late = code.function_text(host), code.function_text(timer.callback)
    if re.search(r"\bclear\w*\(", whole):
        return None
    for name in host.parameters:
        if not CALLED_BACK.match(name) or not re.search(rf"\b{re.escape(name)}\s*\(\s*(?:new\s|err|'|\")", late):
            continue
        for other in host.functions:
            usage = other.usage
            call = usage.call if usage is not None else None
            if other is timer.callback or call is None or call.name not in ("on", "once", "then", "addListener", "set"):
                continue
            if re.search(rf"\b{re.escape(name)}\s*\(", code.function_text(other)):
                return name
    return None


def forgotten_on_one_way(code: Code, timer: Timer, clearing: str) -> int | None:
    """Where a promise or callback settles and leaves the timer behind that its other ways out clear."""
    place = timer.place
    if place is None or place.path or place.binding is None:
        return None
    clears = [call for call in code.once(_clears).get(place.binding, ()) if call.name == clearing]
    for work in works_around(code, timer.call.function) if clears else ():
        inside = [call for call in clears if work.function.start <= call.start < work.function.end]
        own = (timer.callback,) if clearing == "clearTimeout" and timer.callback is not None else ()
        where = forgetful_exit(code, work, inside, timer.call, own)
        where = _handed_exit(code, work, inside) if where is None else where
        if where is not None:
            return where
    return None


def _handed_exit(code: Code, work: Work, clears: list[CallShape]) -> int | None:
    """``request.on('error', reject)``: a way out that is handed over as it is, where the others clear the timer."""
    if not clears or any(call.function is work.function for call in clears):
        return None
    settles = "|".join(re.escape(name) for name in sorted(work.settlers))
    if not settles or not any(
        re.search(rf"\b(?:{settles})\s*\(", code.function_text(call.function)) for call in clears
    ):
        return None
    hands = r"\.catch\(|\.(?:on|once|addEventListener)\(\s*['\"](?:error|close|abort)['\"]\s*,|\.onerror\s*="
    handed = re.compile(rf"(?:{hands})\s*({settles})\s*[),;\n]")
    other = re.compile(rf"\}}\s*,\s*({settles})\s*\)")  # .then((value) => { ... }, reject)
    text = code.function_text(work.function)
    match = handed.search(text) or (other.search(text) if ".then(" in text else None)
    if match is None or "finally" in code.function_text(work.function):
        return None
    return work.function.start + len(code.function_text(work.function)[: match.start(1)].encode())


def _clears(code: Code) -> dict[Binding, list[CallShape]]:
    """The calls that clear what a variable holds."""
    found: dict[Binding, list[CallShape]] = {}
    for call in code.calls("clearTimeout", "clearInterval"):
        binding = call.arguments[0].binding if call.arguments else None
        if binding is not None and call.arguments[0].kind is ArgumentKind.IDENTIFIER:
            found.setdefault(binding, []).append(call)
    return found


def is_cleared_by_entry(code: Code, timer: Timer) -> bool:
    """Whether a handle is put into an object under a name by which it is cleared: ``clearTimeout(entry.timer)``."""
    place = timer.place
    if place is None or place.binding is None or place.path:
        return False
    name = re.escape(place.name)
    text = code.function_text(timer.call.function)
    names = set(re.findall(rf"([\w$]+)\s*:\s*{name}\b", text))
    if re.search(rf"[{{,]\s*{name}\s*[,}}]", text):
        names.add(place.name)
    known = code.once(_cleared_words)
    return any(one.encode() in known for one in names)


def survives_teardown(code: Code, timer: Timer) -> Function | None:
    """The method that ends the object and leaves a timeout pending that only its own restart clears."""
    place = timer.place
    if place is None or place.root != "this" or place.lifetime is not Lifetime.OWNER or is_brief(timer):
        return None
    owner = code.owners.of(timer.call.function)
    if owner is None or not owner.is_class:
        return None
    name = place.name.encode()
    mentioning = code.once(_cleared_words).get(name, ())
    clearing = {code.module.enclosing_function(place) for place in mentioning}
    hosts = {code.host(function) for function in clearing}
    if not hosts or hosts != {code.host(timer.call.function)}:
        return None
    ends = [function for key, function in owner.methods.items() if key in LAST]
    if len(ends) != 1:
        return None
    text = code.function_text(ends[0])
    called = {code.name_of(host) for host in hosts}
    return (
        None if name.decode() in text or any(re.search(rf"\b{re.escape(one)}\b", text) for one in called) else ends[0]
    )


def _cleared_words(code: Code) -> dict[bytes, list[int]]:
    """Where something is cleared, by each word of what it is called."""
    found: dict[bytes, list[int]] = {}
    for match in CLEARING.finditer(code.bare):
        for word in set(re.findall(rb"[\w$]+", match[1])):
            found.setdefault(word, []).append(match.start())
    return found


LAST = frozenset(
    {
        "destroy",
        "dispose",
        "disconnectedCallback",
        "componentWillUnmount",
        "ngOnDestroy",
        "beforeDestroy",
        "beforeUnmount",
    }
    | {"unmounted", "destroyed", "close", "shutdown", "onModuleDestroy", "teardown", "_destroy"}
)


def _is_never_cleared(code: Code, timer: Timer) -> bool:
    """Whether a field has the handle, and nothing in the file asks for it."""
    place = timer.place
    if place is None or place.root != "this" or is_cleared(code, timer):
        return False
    return len(re.findall(rb"\." + re.escape(place.name.encode()) + rb"\b", code.near(place.name))) == 1


def _is_kept_in_vain(code: Code, timer: Timer) -> bool:
    place = timer.place
    return place is not None and place.binding is not None and not place.path and not is_cleared(code, timer)
