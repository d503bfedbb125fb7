"""What to do reads like something that somebody would write."""

from __future__ import annotations

import pytest

from leakline.witness.remedies import remedy
from tests.witness.suspects import keeper


@pytest.mark.parametrize(
    ("receiver", "shown"),
    [
        ("(rooms[room] ??= [])", "rooms[room]"),
        ("(this.byName[name] || (this.byName[name] = []))", "(this.byName[name] || (this.byName[name] = []))"),
        ("(rooms.lobby ||= make(1))", "rooms.lobby"),
        ("rooms", "rooms"),
    ],
)
def test_a_container_that_is_made_where_it_is_missing_is_called_by_its_name(receiver: str, shown: str) -> None:
    said = remedy(keeper("array", ("rooms",)), receiver, None)
    assert said == f"take the element out of {shown} when it is done with, or bound its length"
