"""What the connected client can do, asked once."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder, get_capability

from leakline.text.positions import Encoding


@dataclass(frozen=True, slots=True)
class Client:
    """The announced capabilities that change what we send; the defaults are a client that announces nothing.

    ``pulls_diagnostics`` is a client that asks for diagnostics and can be told to ask again: what the heap says changes
    without an edit, and one that cannot be told (Neovim before 0.12) would show it for ever.
    """

    encoding: Encoding = Encoding.UTF16
    related_information: bool = False
    diagnostic_data: bool = False
    diagnostic_version: bool = False
    code_description: bool = False
    pulls_diagnostics: bool = False
    markdown: bool = False
    progress: bool = False
    lens_refresh: bool = False
    inlay_refresh: bool = False
    answers_settings: bool = False
    registers_settings: bool = False
    registers_watchers: bool = False
    literal_actions: bool = False
    preferred_actions: bool = False
    resolves_edits: bool = False
    versioned_edits: bool = False
    shows_documents: bool = False


def client_of(capabilities: types.ClientCapabilities) -> Client:
    """Read the capabilities of ``initialize``; the position encoding is the first of the client's that we speak."""
    encoding = ServerCapabilitiesBuilder.choose_position_encoding(capabilities)
    formats = get_capability(capabilities, "text_document.hover.content_format", ())
    return Client(
        encoding=Encoding(encoding.value if isinstance(encoding, types.PositionEncodingKind) else encoding),
        related_information=_of_diagnostics(capabilities, "related_information"),
        diagnostic_data=_of_diagnostics(capabilities, "data_support"),
        diagnostic_version=get_capability(capabilities, "text_document.publish_diagnostics.version_support", False),
        code_description=_of_diagnostics(capabilities, "code_description_support"),
        pulls_diagnostics=get_capability(capabilities, "text_document.diagnostic", None) is not None
        and get_capability(capabilities, "workspace.diagnostics.refresh_support", False),
        markdown=types.MarkupKind.Markdown in formats,
        progress=get_capability(capabilities, "window.work_done_progress", False),
        lens_refresh=get_capability(capabilities, "workspace.code_lens.refresh_support", False),
        inlay_refresh=get_capability(capabilities, "workspace.inlay_hint.refresh_support", False),
        answers_settings=get_capability(capabilities, "workspace.configuration", False),
        registers_settings=get_capability(
            capabilities, "workspace.did_change_configuration.dynamic_registration", False
        ),
        registers_watchers=get_capability(
            capabilities, "workspace.did_change_watched_files.dynamic_registration", False
        ),
        literal_actions=get_capability(capabilities, "text_document.code_action.code_action_literal_support", None)
        is not None,
        preferred_actions=get_capability(capabilities, "text_document.code_action.is_preferred_support", False),
        resolves_edits=get_capability(capabilities, "text_document.code_action.data_support", False)
        and "edit" in get_capability(capabilities, "text_document.code_action.resolve_support.properties", ()),
        versioned_edits=get_capability(capabilities, "workspace.workspace_edit.document_changes", False),
        shows_documents=get_capability(capabilities, "window.show_document.support", False),
    )


def _of_diagnostics(capabilities: types.ClientCapabilities, name: str) -> bool:
    """Whether diagnostics may have something, by what the client says of those it is sent or of those it asks for."""
    return any(
        get_capability(capabilities, f"text_document.{way}.{name}", False)
        for way in ("publish_diagnostics", "diagnostic")
    )
