"""``leakline.nextSuspect``: walks through the suspects, shown in the editor where it can be asked to show something."""

from __future__ import annotations

from typing import Any

from lsprotocol import types
from lsprotocol.converters import get_converter
from pygls.exceptions import JsonRpcInvalidParams

from leakline.ide.diagnostics import shown_place
from leakline.ide.sentences import headline
from leakline.lsp.session import Session

NEXT = "leakline.nextSuspect"


def register(session: Session) -> None:
    """Add the command."""
    session.command(NEXT)(next_suspect)


async def next_suspect(ls: Session, params: types.ExecuteCommandParams) -> dict[str, Any] | None:
    """Fingerprint, title, URI and range of the suspect after the one whose fingerprint is the argument.

    Without an argument, after the one that was shown last; after the last comes the first. Null when no suspect has a
    place.
    """
    match params.arguments:
        case None | [] | () | [None]:
            after = ls.last_suspect
        case [str(fingerprint)]:
            after = fingerprint
        case _:
            raise JsonRpcInvalidParams(f"{NEXT}: expected a fingerprint or nothing, got {params.arguments!r}")
    comparison = ls.evidence.comparison
    places = ((one, shown_place(one)) for one in (comparison.suspects if comparison is not None else ()))
    placed = [(one, place) for one, place in places if place is not None]
    if not placed:
        return None
    known = [one.fingerprint for one, _ in placed]
    suspect, place = placed[(known.index(after) + 1) % len(placed) if after in known else 0]
    ls.last_suspect = suspect.fingerprint
    uri, where = ls.uri_of(place.path), ls.converter.range(place.path, place.head)
    if ls.client.shows_documents:
        selection = get_converter().structure(where, types.Range)
        await ls.window_show_document_async(types.ShowDocumentParams(uri, take_focus=True, selection=selection))
    return {"fingerprint": suspect.fingerprint, "title": headline(suspect), "uri": uri, "range": where}
