"""Ways by which what an entry was kept for ends, while the entry stays: an answer, a timeout, an end by its key."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.containers import Container, Insertion
from leakline.js.entries import LookUp, look_ups_of, removals_of
from leakline.js.model import Function
from leakline.js.shapes import ArgumentKind, UsageKind
from leakline.js.timers import Timer, timers_of
from leakline.rules.entry_ends import is_made_here
from leakline.rules.unbounded_cache import has_finite_key

# What only runs when nobody answers, or when all ends; names of functions.
GIVES_UP = re.compile(r"cancel|abort|clearTimeout|clearImmediate|time_?out|expire", re.IGNORECASE)
ENDS_ALL = re.compile(
    r"^_?#?(?:destroy|dispose|close|disconnect|shutdown|end|terminate|teardown|reset|stop|cleanup|clear|onClose|onDisconnect"
    r"|handleClose|handleDisconnect|rejectAll\w*|ngOnDestroy|kill|quit)$"
)
ENDS_ONE = re.compile(
    r"^_?#?(?:unsubscribe|unregister|unwatch|unlisten|unobserve|leave|disconnect|detach|close|end|destroy|dispose|stop|cancel"
    r"|remove|release|off|kill|terminate|finish|complete)(?:[A-Z]\w*)?$"
)
# The end of what answers come from; names of methods.
LOSES = re.compile(
    r"^_?#?(?:on_?(?:close|disconnect|end|error)|handle(?:Close|Disconnect|End)|close|disconnect|destroy|terminate|dispose|stop)$",
    re.IGNORECASE,
)
# return () => ..., return { dispose() ... }, return toDisposable(() => ...)
UNDOES = re.compile(
    r"\breturn\s+(?:\(\s*\)\s*(?::\s*\w+\s*)?=>|function\s*\(\s*\)|\{(?:[^{}]*[,\s])?(?:async\s+)?(?:dispose|unsubscribe|remove|off|cancel|close|stop)\s*[(:]"
    r"|(?:new\s+)?\w*(?:[dD]isposable|Subscription)\w*\s*\(\s*(?:\(\s*\)\s*=>|function))"
)
SETTLES = re.compile(r"\b(?:resolve|reject|deferred|dfd|fulfill|promise)\b", re.IGNORECASE)
CALLS_BACK = re.compile(r"\b(?:callback|cb|done|fn|onReply|onResponse|ack)\b|\w+(?:Callback|Cb)\b")
WAITS = re.compile(r"(?:future|deferred|dfd|pending|request|req|transaction|promise|ticket|call|command)$")
NUMBERED = re.compile(
    r"(?:^|[^a-z])(?:id|uid|uuid|seq|sequence|nonce|num|counter|cid|rid|mid|xid)\b|_id\b|(?:Id|ID|Seq|Count|Counter|Number)\b|\+\+"
)


def is_kept_when_answered(code: Code, container: Container, one: Insertion) -> bool:
    """Whether what waits for an answer is looked up and called when it comes, and taken out for other reasons alone."""
    if container.kind not in ("map", "object") or container.escapes:
        return False
    if not (waits_for_answer(code, one) or _is_future(code, one)):
        return False
    looked = [look for look in look_ups_of(code, container) if look.uses]
    host = code.host(one.function)
    if not looked or any(code.host(look.function) is host for look in looked):
        return False
    for start, function in removals_of(code, container):
        if not (_gives_up(code, function) or ENDS_ALL.match(code.name_of(code.host(function)))):
            return False
        if one.start <= start < one.end or any(_reaches(code, look, function) for look in looked):
            return False
    return True


def is_kept_on_one_way(code: Code, container: Container, one: Insertion) -> bool:
    """Whether one of several functions that settle what waits does so without taking it out, as the others do."""
    if container.kind not in ("map", "object") or container.escapes or not waits_for_answer(code, one):
        return False
    removers = [function for _, function in removals_of(code, container)]
    looked = look_ups_of(code, container)
    keeping = [look for look in looked if not any(_reaches(code, look, remover) for remover in removers)]
    settles = re.compile(r"\.\s*(?:resolve|reject)\s*\(")
    forgetful = [look for look in keeping if look.uses and settles.search(code.function_text(look.function))]
    if not forgetful or len(keeping) == len(looked):
        return False
    for look in forgetful:
        host = code.host(look.function)
        name = code.name_of(host)
        calls = code.calls(name) if name else []
        if any(code.host(call.function) is code.host(one) for call in calls for one in removers):
            return False
    return True


def is_kept_after_timeout(code: Code, container: Container, one: Insertion) -> Timer | None:
    """The timeout that fails what waits for an answer, and leaves the entry that the answer would take out."""
    if container.kind not in ("map", "object") or container.escapes or not waits_for_answer(code, one):
        return None
    host = code.host(one.function)
    removals = removals_of(code, container)
    if not removals or any(function.is_within(host) for _, function in removals):
        return None
    if any(_gives_up(code, function) for _, function in removals):
        return None
    removers = {code.name_of(code.host(function)) for _, function in removals} - {""}
    for timer in timers_of(code, "setTimeout"):
        if timer.callback is None or not timer.call.function.is_within(host):
            continue
        text = code.function_text(timer.callback)
        if not re.search(r"\b(?:reject|callback|cb|done|fail|error)\w*\s*\(", text):
            continue
        known = any(re.search(rf"\b{re.escape(name)}\b", code.function_text(host)) for name in removers)
        return timer if container.place.name not in text and not known else None
    return None


def is_kept_when_ended(code: Code, container: Container, one: Insertion) -> bool:
    """Whether a method that ends one entry by its key finds it, and leaves it where it is."""
    if container.kind not in ("map", "object") or container.takes_out or container.escapes or one.key is None:
        return False
    if one.value is None or has_finite_key(one) or one.value.kind in (ArgumentKind.NUMBER, ArgumentKind.LITERAL):
        return False
    for look in look_ups_of(code, container):
        host = code.host(look.function)
        if look.is_group:
            return False
        if host is not code.host(one.function) and host.parameters and ENDS_ONE.match(code.name_of(host)):
            return True
    return False


def is_kept_on_disconnect(code: Code, container: Container, one: Insertion) -> bool:
    """Whether only an answer takes out what waits for one, in a class that learns when no answer can come any more."""
    owner = code.owners.of(one.function)
    if container.kind not in ("map", "object") or container.escapes or container.iterated or owner is None:
        return False
    if not owner.is_class or not waits_for_answer(code, one):
        return False
    looked = [look for look in look_ups_of(code, container) if look.uses]
    removals = removals_of(code, container)
    if not looked or not removals:
        return False
    host = code.host(one.function)
    for _, function in removals:
        if function.is_within(host) or _gives_up(code, function):
            return False
        if not any(_reaches(code, look, function) for look in looked):
            return False
    ends = any(LOSES.match(name) for name in owner.methods) or any(
        added.event in ("close", "disconnect", "end") and code.owners.around(added.function) is owner
        for added in code.listenings
    )
    return ends and b"setTimeout" not in code.near(container.place.name)


def is_kept_when_disposed(code: Code, container: Container, one: Insertion) -> bool:
    """Whether a function returns what is to undo it, and what it returns leaves in what the function has put in."""
    if container.takes_out or (container.escapes and container.place.root != "this") or one.value is None:
        return False
    host = code.host(one.function)
    if host.parent is None or not (one.value.text in host.parameters or is_made_here(code, one.value, one.function)):
        return False
    returned = UNDOES.search(code.function_text(host))
    return returned is not None and container.place.name not in code.function_text(host)[returned.start() :]


def waits_for_answer(code: Code, one: Insertion) -> bool:
    """Whether an entry settles a promise, or is a callback under a number of its own."""
    value = one.value
    if value is None or one.key is None:
        return False
    given = value.kind is ArgumentKind.IDENTIFIER and value.text in code.host(one.function).parameters
    if given and _is_counted(code, one):
        return True
    if value.kind is ArgumentKind.CALL:  # this.acks[this.ids] = args.pop()
        return _is_counted(code, one) and re.search(r"\.(?:pop|shift|bind)\(|[cC]allback", value.text) is not None
    if re.match(r"(?:callback|cb|done|fn)\s*(?:\|\||\?\?)", value.text):  # callback || noop
        return True
    if value.kind in (ArgumentKind.IDENTIFIER, ArgumentKind.OBJECT, ArgumentKind.FUNCTION):
        text = value.text if value.function is None else code.function_text(value.function)
        if _is_in_promise(one.function) and SETTLES.search(text):
            return True
        if value.kind is not ArgumentKind.FUNCTION and re.search(r"\b(?:resolve|reject|deferred|dfd)\b", text):
            return True
        called_back = value.kind is ArgumentKind.FUNCTION or CALLS_BACK.search(text) is not None
        return called_back and (NUMBERED.search(one.key.text) is not None or _is_counted(code, one))
    return False


def _is_future(code: Code, one: Insertion) -> bool:
    """Whether an entry is by its name an object that stands for an answer, made for the number of its key."""
    if one.value is None or one.key is None or WAITS.match(one.value.text) is None:
        return False
    return NUMBERED.search(one.key.text) is not None and is_made_here(code, one.value, one.function)


def _is_counted(code: Code, one: Insertion) -> bool:
    """Whether the key is a counter that goes on with each entry."""
    if one.key is None:
        return False
    name, host = one.key.text.rpartition(".")[2], code.host(one.function)
    known = code.once(_counted)
    if (name, host) not in known:
        key = re.escape(name)
        counts = rf"\b{key}\s*(?:\+\+|\+=)|\+\+\s*(?:[\w$#]+\.)*{key}\b|\b{key}\s*=\s*(?:[\w$#]+\.)*{key}\s*\+"
        known[name, host] = re.search(counts, code.near(name, host).decode("utf-8", "replace")) is not None
    return known[name, host]


def _counted(code: Code) -> dict[tuple[str, Function], bool]:  # noqa: ARG001
    """Which keys are counters in which functions, filled by ``_is_counted``."""
    return {}


def _is_in_promise(function: Function) -> bool:
    current: Function | None = function
    while current is not None:
        usage = current.usage
        call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
        if call is not None and call.is_new and "romise" in call.name:
            return True
        current = current.parent
    return False


def _gives_up(code: Code, function: Function) -> bool:
    """Whether a function runs when the answer does not come: by its name, or since a timer calls it."""
    current: Function | None = function
    while current is not None and current.parent is not None:
        usage = current.usage
        call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
        if call is not None and call.name in ("setTimeout", "setInterval"):
            return True
        if GIVES_UP.search(code.name_of(current)):
            return True
        if call is not None and call.arguments and call.arguments[0].value in ("abort", "timeout"):
            return True
        current = current.parent
    return False


def _reaches(code: Code, look: LookUp, remover: Function) -> bool:
    """Whether the function that answers takes out as well, or calls what does."""
    host, removing = code.host(look.function), code.host(remover)
    if removing.is_within(host) or look.function.is_within(removing):
        return True
    name = code.name_of(removing)
    return bool(name) and re.search(rf"\b{re.escape(name)}\s*\(", code.function_text(host)) is not None
