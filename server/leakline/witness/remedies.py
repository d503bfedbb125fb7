"""What to do about a reference that keeps too much, as one sentence with code."""

from __future__ import annotations

import re

from leakline.leaks.model import ES_MODULE_TABLES, MODULE_OBJECT, Keeper

_MADE_IF_MISSING = re.compile(r"^\(([\w$.\[\]'\"#]+) (?:\?\?|\|\|)?= .*\)$", re.DOTALL)
"""``(rooms[name] ??= [])``, whose container is ``rooms[name]``."""


def remedy(keeper: Keeper, receiver: str, handler: str | None) -> str:
    """The advice for one kind of keeper.

    ``receiver`` is its text, ``handler`` the name of what it holds, if it has one.
    """
    receiver = _MADE_IF_MISSING.sub(r"\1", receiver)
    event = f"'{keeper.member}'" if keeper.member else "…"
    match keeper.shape:
        case "emitter":
            first = "remove the listener" if handler else "keep a reference to the listener and remove it"
            return f"{first} when it is done with: {receiver}.off({event}, {handler or 'listener'})"
        case "event target":
            name = handler or "listener"
            removing = f"remove the listener when it is done with: {receiver}.removeEventListener({event}, {name})"
            # a signal that is never aborted keeps what waits for it, once or not
            return removing if keeper.member == "abort" else f"{removing}, or pass {{ signal }} or {{ once: true }}"
        case "timer" if keeper.member == "setInterval":
            return "keep the timer that setInterval returns and pass it to clearInterval when it is done with"
        case "timer":
            return f"keep what {keeper.member} returns and clear it when it is done with"
        case "map" if keeper.constructor in ES_MODULE_TABLES:
            return "import the file once: Node keeps a module for each address that was ever imported"
        case "map":
            return f"delete the entry when it is done with, or bound the map: {receiver}.delete(key)"
        case "set":
            return f"delete the entry when it is done with: {receiver}.delete(value)"
        case "array" if keeper.held == MODULE_OBJECT:
            return "load the file once: each module that is loaded stays with the one that required it"
        case "array":
            return f"take the element out of {receiver} when it is done with, or bound its length"
        case "promise" | "await":
            return f"{receiver} may never settle: settle it, or wait for it with a limit, so that what waits is let go"
        case "race":
            return f"{keeper.text} gets a reaction for each race: race with a promise that is made for the one call"
        case "pipe":
            return "unpipe the source when it is done with, or end it: source.unpipe(destination), source.destroy()"
        case "piped":
            return f"unpipe the destination when it is done with: {receiver}.unpipe(destination)"
        case "channel":
            return f"unsubscribe when it is done with: {receiver}.unsubscribe({handler or 'listener'})"
        case "registry":
            return "keep the object out of its own held value, or unregister it: a registry keeps what it is given"
        case "pending signal":
            return "remove the listener when it is done with, or pass { once: true }: a signal with listeners stays"
        case "signal any":
            return "follow signals that live as long as the call does, or abort the controller when it is done with"
        case "performance" if keeper.member == "observe":
            return "disconnect the observer when it is done with: observer.disconnect()"
        case "performance":
            return f"clear the entries when they are read: performance.clear{(keeper.member or '').title()}s()"
        case "handle":
            return "close it when it is done with (close, destroy, end, terminate), or use one for all"
        case "object":
            return f"delete the property of {receiver} when it is done with, or bound how many there are"
        case _:
            return f"set {receiver} to null, or let it go out of scope, when it is done with"


def remedy_of_function(keeper: Keeper, function: str, container: str) -> str:
    """The advice for a call of Node's that is given the container: ``once(bus, 'ready')``."""
    event = f"'{keeper.member}'" if keeper.member else "…"
    match keeper.shape:
        case "emitter" if function == "on":
            return f"end the loop over {container} when it is done with, or pass {{ signal }} and abort it"
        case "emitter":
            return f"{container} may never emit {event}: wait with a limit, or pass {{ signal }} and abort it"
        case "event target":
            return f"dispose of what {function} returns when it is done with"
    return remedy(keeper, container, None)


def undoing(keeper: Keeper) -> str:
    """The advice for a call of a function that puts what it is given into a container of its own."""
    return f"undo this call when it is done with: what it hands over stays in {keeper.text}"
