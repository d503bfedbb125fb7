"""``leakline.suspects``, ``leakline.explain`` and ``leakline.clearSnapshots``."""

from __future__ import annotations

from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from leakline.ide.model import Comparison
from leakline.ide.page import explain
from leakline.lsp.convert import EXPLAIN
from leakline.lsp.session import Session
from leakline.report.json import comparison_json

_NOTHING = Comparison(snapshots=(), suspects=(), warnings=())


def register(session: Session) -> None:
    """Add the commands."""
    session.command("leakline.suspects")(suspects)
    session.command(EXPLAIN)(explain_suspect)
    session.command("leakline.clearSnapshots")(clear_snapshots)


def suspects(ls: Session, _params: types.ExecuteCommandParams) -> dict[str, Any]:
    """The last comparison in the shape of ``leakline compare --format json``, with absolute paths; may be empty."""
    return comparison_json(ls.evidence.comparison or _NOTHING, None)


def explain_suspect(ls: Session, params: types.ExecuteCommandParams) -> str | None:
    """Markdown about the suspect with a fingerprint; null if the last comparison has no such suspect."""
    match params.arguments:
        case [str(fingerprint)]:
            comparison = ls.evidence.comparison
            return explain(comparison, fingerprint) if comparison else None
    raise JsonRpcInvalidParams(f"{EXPLAIN}: expected one fingerprint, got {params.arguments!r}")


def clear_snapshots(ls: Session, _params: types.ExecuteCommandParams) -> None:
    """Forget the comparison, end one that runs, and take its diagnostics away."""
    ls.comparing.cancel()
    ls.evidence.take(None)
    ls.publisher.publish()
    ls.refresh_diagnostics()
    ls.refresh_lenses()
