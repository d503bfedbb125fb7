"""``window/workDoneProgress/cancel``."""

from __future__ import annotations

from lsprotocol import types

from leakline.lsp.session import Session


def register(session: Session) -> None:
    """Add the handler."""
    session.feature(types.WINDOW_WORK_DONE_PROGRESS_CANCEL)(cancel)


def cancel(ls: Session, params: types.WorkDoneProgressCancelParams) -> None:
    """End the work that the user cancelled; a token that is not known belongs to work that has ended."""
    if (stop := ls.cancellable.get(params.token)) is not None:
        stop()
