"""``cached_property`` without the lock of Python 3.11.

That lock is one for all objects: the model of a small file would wait for that of a large one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Answer = TypeVar("Answer")


class cached_property(Generic[Answer]):  # noqa: N801 - it stands in for functools' own
    """A property that is worked out when first asked for; two threads at once may both do so, and get the same."""

    def __init__(self, ask: Callable[[Any], Answer]) -> None:
        self._ask = ask
        self.__doc__ = ask.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> cached_property[Answer]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> Answer: ...

    def __get__(self, instance: object | None, owner: type) -> Answer | cached_property[Answer]:
        if instance is None:
            return self
        # Found in the instance from now on, as this is no data descriptor; of two answers the first one stays.
        answer: Answer = instance.__dict__.setdefault(self._name, self._ask(instance))
        return answer
