"""``unbounded-cache``: a cache that lives as long as the process gets an entry for each new key, for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.containers import Container, Insertion, containers_of
from leakline.js.lifetimes import EXCHANGE_NAMES, Lifetime, Origin
from leakline.js.model import Function
from leakline.js.shapes import ArgumentKind, UsageKind
from leakline.js.surroundings import Guard, OutcomeKind
from leakline.rules.editing import before_statement, indent_at, style_of
from leakline.rules.finding import Certainty, Finding, Fix
from leakline.rules.late_expiry import only_late_removal
from leakline.rules.object_keys import keyed_by_objects
from leakline.rules.requests import is_request_handler
from leakline.rules.rule import Family, Rule, shown
from leakline.text.edits import Edit

FINITE = frozenset(
    {
        "type",
        "kind",
        "ext",
        "extension",
        "extname",
        "locale",
        "lang",
        "language",
        "mode",
        "level",
        "constructor",
        "ctor",
    }
    | {
        "format",
        "encoding",
        "charset",
        "currency",
        "version",
        "category",
        "tag",
        "tagname",
        "status",
        "code",
        "flag",
        "unit",
    }
    | {
        "prop",
        "property",
        "field",
        "attr",
        "attribute",
        "plugin",
        "module",
        "loader",
        "env",
        "symbol",
        "platform",
        "arch",
    }
    | {
        "theme",
        "feature",
        "option",
        "column",
        "class",
        "classname",
        "method",
        "verb",
        "event",
        "command",
        "size",
        "arity",
    }
    | {
        "depth",
        "index",
        "bit",
        "char",
        "letter",
        "digit",
        "month",
        "day",
        "hour",
        "protocol",
        "scheme",
        "namespace",
        "prefix",
    }
    | {"suffix", "name", "proto", "target", "setting", "k", "i", "j", "statu"}
)
WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])|\$")
COMPARES = re.compile(r"(?:^|[^<])<=?\s*-?\d")
OPEN = re.compile(
    r"(?:^|[^a-z])(?:id|url|uri|href|path|pathname|ip|address|email|user|token|session|query|body|params|hash|key|input|str|text"
    r"|content|request|host|hostname|remote|uuid|sql|search|term|filename|file|source|src|pattern|selector|digest|cachekey)(?:$|[^a-z])"
    r"|Id$|Key$|Url$|Path$|Hash$|JSON\.stringify|\$\{|\+",
    re.IGNORECASE,
)
LIMIT = 1000  # entries, as good a bound as any
CACHE_NAME = re.compile(r"cache|memo(?!ry)|Cache")
CACHES = re.compile(
    r"cache|memo|store|instances|warned|sessions?$|seen|visited|history|lookup|results?$|responses?$|pending|entries|requests|users|clients|rooms"
    r"|tokens|files|templates|compiled|parsed|resolved|loaded|known|counters|stats|metrics|limits|hits|buckets|locks|ips",
    re.IGNORECASE,
)
EXPORTS = re.compile(
    rb"export\s*\{(?P<listed>[^}]*)\}?|exports\s*=\s*\{(?P<members>[^}]*\}?)|exports\.[\w$]+\s*=(?P<assigned>[^;\n]*[;\n])"
)
WORD = re.compile(rb"[\w$]+")
ALONE = re.compile(rb"\s*([\w$]+)\s*[;\n]")
MEMBER = re.compile(rb"([\w$]+)\s*(?=[,}\n])")
REGISTERS = re.compile(
    r"^_?(?:register|define|add|use|install|declare|extend|load|require|import|init|setup|configure|on[A-Z]|set$|set[A-Z])"
)


class UnboundedCache(Rule):
    """A cache that lives as long as the process gets an entry for each new key, and nothing takes entries out.

    ## Why it leaks
    A module's variable is never collected. A map, object or set in it that grows with what comes from outside grows
    until the process dies.

    ## Example
    ```js
    const cache = new Map();

    function profile(userId, load) {
      if (!cache.has(userId)) cache.set(userId, load(userId));
      return cache.get(userId);
    }
    module.exports = profile;
    ```

    ## Instead
    ```js
    const cache = new Map();

    function profile(userId, load) {
      if (!cache.has(userId)) {
        while (cache.size >= 1000) cache.delete(cache.keys().next().value);
        cache.set(userId, load(userId));
      }
      return cache.get(userId);
    }
    module.exports = profile;
    ```

    ## When it is fine
    Anything in the file that deletes, clears, replaces or tests the size; weak containers; keys from a finite set,
    such as types, extensions and locales; a container that other code gets hold of.

    ## What the heap would show
    A `Map` or object below a module's variable whose retained size grows with each interval.

    ## Fix safety
    Unsafe: the oldest entry goes when there are more than a thousand, which changes what is cached.

    ## References
    "A cache without an eviction policy is a leak"; the LRU idiom by insertion order of `Map`.
    """

    id: ClassVar[str] = "unbounded-cache"
    family: ClassVar[Family] = Family.COLLECTIONS
    patterns: ClassVar[tuple[str, ...]] = ("P11",)
    certainty: ClassVar[Certainty] = Certainty.HEURISTIC
    held_through: ClassVar[str | None] = "map"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each container of the process that only grows."""
        for container in code.once(containers_of):
            if container.kind not in ("map", "object", "set") or container.place.name.startswith("__webpack_"):
                continue
            named = CACHE_NAME.search(container.place.name) is not None
            lasts = container.place.lifetime is Lifetime.PROCESS or container.is_static or _is_single(code, container)
            memory = lasts or named or _is_memory(code, container)
            if not container.insertions or not memory or not (lasts or _outlives_calls(code, container)):
                continue
            late = container.takes_out and only_late_removal(code, container)
            if container.takes_out and not late:
                continue
            if container.escapes and not (container.only_exported and named):
                continue
            if _is_exported(code, container) and not named:
                continue
            origins = (Origin.MODULE, Origin.FIELD, Origin.LOCAL)
            if container.place.origin not in origins or keyed_by_objects(code, container):
                continue
            grown = [one for one in container.insertions if _is_open(code, container, one)]
            if not grown:
                continue
            first = grown[0]
            what = (
                "loses an old entry only when its key is asked for again"
                if late
                else "gets an entry for each new key and never loses one"
            )
            certain = lasts and not late and not container.escapes and any(_is_foreign(code, one) for one in grown)
            yield self.finding(
                first.start,
                first.end,
                f"'{shown(container.place.text)}' {what}",
                certainty=Certainty.CERTAIN if certain else Certainty.HEURISTIC,
                patterns=_patterns(container),
                held_through=container.kind,
                fixes=_bounded(code, container, first),
            )


def _patterns(container: Container) -> tuple[str, ...]:
    """A cache, or a table of what may have ended: the name alone tells the two apart."""
    named = CACHE_NAME.search(container.place.name) is not None
    return ("P11",) if named or container.kind == "set" else ("P11", "P12")


def _outlives_calls(code: Code, container: Container) -> bool:
    """A cache in a field, or in a function that returns the function which fills it."""
    if container.place.root == "this":
        owner = code.owners.of(container.made.function)
        return owner is not None and owner.is_class
    if container.place.lifetime is not Lifetime.CALL:
        return False
    maker = container.made.function
    return any(
        _is_given_away(one.function, maker) and one.key is not None and one.key.value is None
        for one in container.insertions
    )


def _is_given_away(function: Function, maker: Function) -> bool:
    """Whether a function returns another, which then remembers for as long as somebody has it."""
    usage = function.usage
    return function.parent is maker and usage is not None and usage.kind is UsageKind.RETURNED


def _is_single(code: Code, container: Container) -> bool:
    """Whether the container belongs to the one object that the file makes of a class of its own, when it is loaded."""
    owner = code.owners.of(container.made.function)
    if owner is None or not owner.is_class or not owner.name or container.place.root != "this":
        return False
    made = [call for call in code.calls(owner.name) if call.is_new]
    if len(made) != 1 or code.repeats(made[0].function):
        return False
    name = re.escape(owner.name.encode())
    return len(re.findall(rb"(?<![\w$.])" + name + rb"(?![\w$])", code.near(owner.name))) == 2


def _is_exported(code: Code, container: Container) -> bool:
    """Whether other files can empty it."""
    return container.place.name.encode() in code.once(_exported)


def _exported(code: Code) -> frozenset[bytes]:
    """The names of what a file exports as it is."""
    found: set[bytes] = set()
    for match in EXPORTS.finditer(code.bare):
        listed, assigned, members = match["listed"], match["assigned"], match["members"]
        if listed is not None:
            found.update(WORD.findall(listed))
        if assigned is not None and (name := ALONE.fullmatch(assigned)) is not None:
            found.add(name[1])
        if members is not None:
            found.update(MEMBER.findall(members))
    return frozenset(found)


def _is_open(code: Code, container: Container, one: Insertion) -> bool:
    """Whether new keys can come without end."""
    key = one.key or one.value
    if key is None or not code.repeats(one.function):
        return False
    if code.repetition.looks_like_start(one.function) and not _answers_inside(one):
        return False
    if key.kind in (ArgumentKind.STRING, ArgumentKind.NUMBER, ArgumentKind.LITERAL) and key.value is not None:
        return False
    if has_finite_key(one) and not _is_put_together(code, one):
        return False
    host = code.host(one.function)
    cached = CACHES.search(container.place.name) is not None or _remembers(code, container, one)
    if REGISTERS.match(host.name) and not cached:
        return False
    around = code.surroundings(one.start, one.end)
    if any(_limits(code, one, guard) for guard in around.guards):
        return False
    if around.in_loop and not _is_foreign(code, one):
        return False
    if container.kind == "set" or one.key is None:
        return bool(CACHES.search(container.place.name)) and bool(OPEN.search(key.text))
    return cached or (OPEN.search(key.text) is not None and _is_foreign(code, one))


def _answers_inside(one: Insertion) -> bool:
    """Whether a function inside another is asked for its parameter, however often the one around it runs."""
    parent = one.function.parent
    inside = parent is not None and parent.parent is not None
    return inside and one.key is not None and one.key.text in one.function.parameters


def _is_memory(code: Code, container: Container) -> bool:
    """Whether a variable's container remembers answers, whatever it is called."""
    return container.place.root != "this" and any(_remembers(code, container, one) for one in container.insertions)


def _remembers(code: Code, container: Container, one: Insertion) -> bool:
    """``if (src in images) return images[src]; images[src] = load(src)``: a cache, whatever it is called."""
    key, host = one.key, code.host(one.function)
    if container.kind == "set" or key is None or not _is_asked(code, one):
        return False
    name, word = re.escape(container.place.name), re.escape(key.text)
    entry = rf"\b{name}\s*(?:\.get\(\s*{word}\s*\)|\[\s*{word}\s*\])"
    known = rf"\b{word}\s+in\s+[\w$.]*{name}\b|{entry}|\b{name}\s*\.has\(\s*{word}\s*\)"
    before, after = code.text(host.start, one.start), code.text(one.end, host.end)
    answered = re.search(r"\breturn\b", before) or re.search(rf"\breturn\s+[\w$.]*{entry}", after)
    if (
        answered is None and container.place.lifetime is not Lifetime.CALL
    ):  # let known = images.get(src); if (!known) { ... } return known;
        held = re.search(rf"\b([\w$]+)\s*=\s*[\w$.]*{entry}\s*[;\n]", before)
        answered = re.search(rf"\breturn\s+{re.escape(held[1])}\s*[;\n}}]", after) if held is not None else None
    return re.search(known, before) is not None and answered is not None


def _is_asked(code: Code, one: Insertion) -> bool:
    """Whether a key is what the caller asks for, or is put together from it."""
    assert one.key is not None
    named = one.key.text in code.host(one.function).parameters and OPEN.search(one.key.text) is not None
    return named or _is_put_together(code, one)


def _is_put_together(code: Code, one: Insertion) -> bool:
    """``const key = JSON.stringify(args)``: a key for all that a function was given."""
    if one.key is None or re.fullmatch(r"[\w$]+", one.key.text) is None:
        return False
    made = rf"\b{re.escape(one.key.text)}\s*=\s*(?:JSON\.stringify|[\w$.]+\.join|[\w$.]*[hH]ash\w*)\("
    return re.search(made, code.text(code.host(one.function).start, one.start)) is not None


def has_finite_key(one: Insertion) -> bool:
    """Whether the keys, by their name, come from a set that does not grow: types, events, locales."""
    key = one.key or one.value
    if key is None:
        return False
    last = re.split(r"[.\s(\[]", key.text.rstrip("])").strip())[-1]
    words = [word.lower().removesuffix("s") for word in WORDS.findall(last)]
    return (bool(words) and words[-1] in FINITE) or "typeof" in key.text or ".constructor" in key.text


def _limits(code: Code, one: Insertion, guard: Guard) -> bool:
    """Whether a condition compares with numbers, itself or by a variable that has the answer: ``index < 256``."""
    if COMPARES.search(guard.text):
        return True
    target = code.target_at(guard.start, guard.end)
    binding = target.binding if target is not None and not target.path else None
    if binding is None or binding.function is not one.function:
        return False
    return any(COMPARES.search(value.value_text) for value in code.module.assignments_to(binding))


def _is_foreign(code: Code, one: Insertion) -> bool:
    """Whether the key comes from a request, or is given to the function where one is answered."""
    key, host = one.key or one.value, code.host(one.function)
    root = re.match(r"([\w$]+)\s*\??\.", key.text) if key is not None else None
    if root is not None and EXCHANGE_NAMES.match(root[1]):
        return True
    if is_request_handler(code, host):
        return True
    given = key is not None and key.text in host.parameters
    return given and any(is_request_handler(code, code.host(call.function)) for call in code.repetition.all_calls(host))


def _bounded(code: Code, container: Container, first: Insertion) -> tuple[Fix, ...]:
    start, end = code.statement(first.start, first.end)
    style = style_of(code)
    title = f"Bound '{container.place.text}' to {LIMIT} entries (unsafe: old entries go)"
    if container.kind == "object" and first.assignment is not None:
        target = first.assignment.target.text
        name = target[: target.rindex("[")] if "[" in target else container.place.text
        oldest = f"delete {name}[Object.keys({name})[0]]"
        edit = before_statement(code, first.start, first.end, f"if (Object.keys({name}).length >= {LIMIT}) {oldest}")
        return (Fix(title, False, (edit,)),) if edit is not None else ()
    if container.kind not in ("map", "set") or first.call is None or first.call.receiver is None:
        return ()
    name = first.call.receiver.text
    whole = code.text(start, end).startswith(code.text(first.start, first.end))
    if not whole or code.outcome(first.call).kind is not OutcomeKind.DISCARDED:
        text = f"while ({name}.size >= {LIMIT}) {name}.delete({name}.keys().next().value)"
        edit = before_statement(code, first.start, first.end, text)
        return (Fix(title, False, (edit,)),) if edit is not None else ()
    line = code.source.rfind(b"\n", 0, start) + 1
    text = f"while ({name}.size > {LIMIT}) {name}.delete({name}.keys().next().value){style.semicolon}"
    if code.source[line:start].strip():
        return ()
    inner = style.newline + indent_at(code, start)
    return (Fix(title, False, (Edit(end, end, (inner + text).encode()),)),)
