"""``textDocument/codeAction`` and ``codeAction/resolve``: mending findings, one by one and all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified

from leakline.ide.actions import Action, ActionKind, actions_at, fixes_of, needs_syntax
from leakline.ide.joined import findings_of_suspects_at
from leakline.ide.model import JoinedFinding, Range, SourceFile
from leakline.lsp.convert import position_of
from leakline.lsp.documents import Document
from leakline.lsp.session import Session

_OPTIONS = types.CodeActionOptions(
    code_action_kinds=[kind.value for kind in ActionKind], resolve_provider=True, work_done_progress=False
)
_AUTOMATIC = types.CodeActionTriggerKind.Automatic


def register(session: Session) -> None:
    """Add the handlers."""
    session.feature(types.TEXT_DOCUMENT_CODE_ACTION, _OPTIONS)(code_action)
    session.feature(types.CODE_ACTION_RESOLVE)(resolve)


async def code_action(ls: Session, params: types.CodeActionParams) -> list[dict[str, Any]]:
    """The actions for a range, of the kinds that the client asks for; edits come later where the client can wait."""
    if not ls.client.literal_actions:
        return []
    uri, place = params.text_document.uri, params.range
    document, offers = await _offered(ls, uri, place)
    actions = []
    for number, (source, action) in enumerate(offers):
        if _is_wanted(action, params.context):
            literal = _literal(ls, source, action, params.context)
            if ls.client.resolves_edits:
                version = document.version if document is not None else None
                literal["data"] = {"uri": uri, "version": version, "range": ls.protocol.plain(place), "number": number}
            else:
                literal["edit"] = _edit(ls, source, action)
            actions.append(literal)
    return actions


async def resolve(ls: Session, params: types.CodeAction) -> dict[str, Any]:
    """The edit of an action that was offered; raises ContentModified if its document changed since."""
    answer: dict[str, Any] = ls.protocol.plain(params)
    match params.data:
        case {"uri": str(uri), "version": version, "range": place, "number": int(number)}:
            document, offers = await _offered(ls, uri, ls.protocol.range_of(place))
            if document is None or document.version != version:
                raise JsonRpcContentModified("the document changed")
            if number >= len(offers) or offers[number][1].title != params.title:
                raise JsonRpcContentModified("the finding is gone")
            answer["edit"] = _edit(ls, *offers[number])
    return answer


Offer = tuple[SourceFile, Action]
"""An action with the text that it changes, which may be another file's."""


async def _offered(ls: Session, uri: str, place: types.Range) -> tuple[Document | None, list[Offer]]:
    """The newest version of a document and everything that can be done about a range of it."""
    known = await ls.findings.current(uri)
    if known is None:
        return None, []
    source = known.document.source
    touched = _place(ls, source, place)
    findings = [one for one in known.diagnostics if ls.settings.rules.get(one.rule) != "off"]
    if findings and needs_syntax(source) and not await ls.analyses.ready(known.document):
        raise JsonRpcContentModified("the document changed")
    offers = [(source, action) for action in actions_at(source, touched, findings)]
    here = {one for _, action in offers for one in action.findings}
    comparison = ls.evidence.comparison
    for joined in findings_of_suspects_at(source.path, touched, comparison) if comparison is not None else ():
        offers = [*[offer for offer in await _of_suspect(ls, joined) if not here & {*offer[1].findings}], *offers]
    return known.document, offers


async def _of_suspect(ls: Session, joined: JoinedFinding) -> list[Offer]:
    """The fixes of a finding that explains what grows, wherever it is."""
    path = joined.place.path
    findings = [one for one in await ls.findings.of_file(path) if one.rule == joined.rule]
    source = _text(ls, path)
    near = joined.place.range
    found = next((one for one in findings if one.range.start <= near.end and near.start <= one.range.end), None)
    return [(source, action) for action in fixes_of(found)] if found is not None and source is not None else []


def _text(ls: Session, path: Path) -> SourceFile | None:
    document = ls.documents.at(path)
    if document is not None:
        return document.source
    try:
        return SourceFile(path, path.read_bytes())
    except OSError:
        return None


def _is_wanted(action: Action, context: types.CodeActionContext) -> bool:
    """Whether a client asks for a kind, by its name or the start of it; without a question only quick fixes come."""
    if context.only is None:
        return action.kind is ActionKind.QUICKFIX or context.trigger_kind != _AUTOMATIC
    kinds = [_value(kind) for kind in context.only]
    return any(kind == "" or f"{action.kind.value}.".startswith(f"{kind}.") for kind in kinds)


def _literal(ls: Session, source: SourceFile, action: Action, context: types.CodeActionContext) -> dict[str, Any]:
    """An action without its edit; the diagnostics are the client's own, which it recognises."""
    literal: dict[str, Any] = {"title": action.title, "kind": action.kind.value}
    places = {(one.rule, one.range) for one in action.findings}
    mended = [one for one in context.diagnostics if (one.code, _place(ls, source, one.range)) in places]
    if mended:
        literal["diagnostics"] = ls.protocol.plain(mended)
    if action.preferred and ls.client.preferred_actions:
        literal["isPreferred"] = True
    return literal


def _place(ls: Session, source: SourceFile, asked: types.Range) -> Range:
    """A client's range of a text in our units."""
    ends = (source.lines.offset(position_of(end), ls.client.encoding) for end in (asked.start, asked.end))
    return Range(*map(source.lines.position, ends))


def _edit(ls: Session, source: SourceFile, action: Action) -> dict[str, Any]:
    """A workspace edit; it names the version that it fits where the client looks at versions."""
    uri, edits = ls.uri_of(source.path), ls.converter.edits(source.lines, action.edits)
    if not ls.client.versioned_edits:
        return {"changes": {uri: edits}}
    document = ls.documents.at(source.path)
    identifier = {"uri": uri, "version": document.version if document is not None else None}
    return {"documentChanges": [{"textDocument": identifier, "edits": edits}]}


def _value(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind
