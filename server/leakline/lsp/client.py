"""What the connected client can do, asked once."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder, get_capability

from leakline.text.positions import Encoding


@dataclass(frozen=True, slots=True)
class Client:
    """The announced capabilities that change what we send; the defaults are a client that announces nothing."""

    encoding: Encoding = Encoding.UTF16
    related_information: bool = False
    diagnostic_data: bool = False
    diagnostic_version: bool = False
    markdown: bool = False
    progress: bool = False
    lens_refresh: bool = False
    inlay_refresh: bool = False
    answers_settings: bool = False
    registers_settings: bool = False


def client_of(capabilities: types.ClientCapabilities) -> Client:
    """Read the capabilities of ``initialize``; the position encoding is the first of the client's that we speak."""
    encoding = ServerCapabilitiesBuilder.choose_position_encoding(capabilities)
    formats = get_capability(capabilities, "text_document.hover.content_format", ())
    return Client(
        encoding=Encoding(encoding.value if isinstance(encoding, types.PositionEncodingKind) else encoding),
        related_information=get_capability(
            capabilities, "text_document.publish_diagnostics.related_information", False
        ),
        diagnostic_data=get_capability(capabilities, "text_document.publish_diagnostics.data_support", False),
        diagnostic_version=get_capability(capabilities, "text_document.publish_diagnostics.version_support", False),
        markdown=types.MarkupKind.Markdown in formats,
        progress=get_capability(capabilities, "window.work_done_progress", False),
        lens_refresh=get_capability(capabilities, "workspace.code_lens.refresh_support", False),
        inlay_refresh=get_capability(capabilities, "workspace.inlay_hint.refresh_support", False),
        answers_settings=get_capability(capabilities, "workspace.configuration", False),
        registers_settings=get_capability(
            capabilities, "workspace.did_change_configuration.dynamic_registration", False
        ),
    )
