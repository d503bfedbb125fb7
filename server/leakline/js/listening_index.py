"""Additions or removals of listeners by what they can match: a file may have a hundred thousand of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from leakline.js.lifetimes import Place
from leakline.js.listeners import ListenerStep, Listening

MOST_ANSWERS = 50


class ListeningIndex:
    """Listenings of one module in document order, found by receiver, event or handler."""

    def __init__(self, ones: Sequence[Listening]) -> None:
        self.ones = ones
        self._answers: dict[object, list[Listening]] = {}
        self._numbers = {id(one): number for number, one in enumerate(ones)}
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_event: dict[str, list[int]] = defaultdict(list)
        self._by_target: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_handler: dict[str, list[int]] = defaultdict(list)
        self._any_event: list[int] = []
        for number, one in enumerate(ones):
            name = bare_name(one.place)
            self._by_key[one.place.key].append(number)
            self._by_name[name].append(number)
            self._by_event[one.event].append(number)
            for target in {one.place.key, f"*{name}"}:
                self._by_target[one.event, target].append(number)
            if one.handler_key:
                self._by_handler[one.handler_key].append(number)
            if not is_plain_event(one) or one.step is ListenerStep.REMOVE_ALL:
                self._any_event.append(number)

    def of_key(self, key: str) -> list[Listening]:
        """Those of the receiver with a place's key."""
        return self._remembered(("key", key), self._by_key.get(key, ()))

    def of_handler(self, key: str) -> list[Listening]:
        """Those of the handler with a key that is not empty."""
        return self._remembered(("handler", key), self._by_handler.get(key, ()))

    def of_event(self, event: str) -> list[Listening]:
        """Those whose event is written in the same way."""
        return self._remembered(("event", event), self._by_event.get(event, ()))

    def near(self, place: Place) -> list[Listening]:
        """Those whose receiver has the key or, signs before it left out, the name of a place."""
        key, name = place.key, bare_name(place)
        return self._remembered(("near", key, name), self._by_key.get(key, ()), self._by_name.get(name, ()))

    def on_target(self, event: str, place: Place) -> list[Listening]:
        """Those of ``near`` whose event is written in the same way."""
        return self._found(
            self._by_target.get((event, place.key), ()), self._by_target.get((event, f"*{bare_name(place)}"), ())
        )

    def of_like_event(self, other: Listening) -> Sequence[Listening]:
        """Those that may mean the event of another, and some more: all of which ``same_event`` is true."""
        if not is_plain_event(other):
            return self.ones
        return self._remembered(("like", other.event), self._by_event.get(other.event, ()), self._any_event)

    def in_order(self, ones: Iterable[Listening]) -> list[Listening]:
        """Some of them in document order, each once."""
        return [self.ones[number] for number in sorted({self._numbers[id(one)] for one in ones})]

    def _remembered(self, asked: object, *numbers: Iterable[int]) -> list[Listening]:
        """The listenings with these numbers; the last answers are kept, since many ask the same one after the other."""
        known = self._answers.get(asked)
        if known is None:
            if len(self._answers) >= MOST_ANSWERS:
                self._answers.clear()
            known = self._answers[asked] = self._found(*numbers)
        return known

    def _found(self, *numbers: Iterable[int]) -> list[Listening]:
        return [self.ones[number] for number in sorted(set().union(*numbers))]


def bare_name(place: Place) -> str:
    """The name of a place without the signs that private fields begin with."""
    return place.name.lstrip("_#$")


def is_plain_event(one: Listening) -> bool:
    """Whether an event is a literal that no other text can mean, as jQuery's ``resize.menu`` and lists of events do."""
    return one.has_literal_event and "." not in one.event and len(one.event.split()) == 1
