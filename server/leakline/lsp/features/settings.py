"""``workspace/didChangeConfiguration``, and asking the client for the settings where it answers."""

from __future__ import annotations

import asyncio

from lsprotocol import types

from leakline.lsp.background import in_thread
from leakline.lsp.session import Session
from leakline.lsp.settings import parse, unknown_rules

SECTION = "leakline"


def register(session: Session) -> None:
    """Add the handlers."""
    session.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(did_change_configuration)


async def did_change_configuration(ls: Session, params: types.DidChangeConfigurationParams) -> None:
    """Take over changed settings: clients that answer questions are asked, the others send them along."""
    if ls.client.answers_settings:
        await pull(ls)
    elif isinstance(params.settings, dict):
        take(ls, params.settings.get(SECTION, params.settings))


async def register_for_changes(ls: Session) -> None:
    """Ask to be told about changes, where the client wants to be asked."""
    if ls.client.registers_settings:
        options = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
        registration = types.Registration("leakline-settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION, options)
        await ls.client_register_capability_async(types.RegistrationParams([registration]))


def expect(ls: Session) -> None:
    """Let what depends on the settings wait for them, from now on."""
    if ls.client.answers_settings and (ls.settings_known is None or ls.settings_known.done()):
        ls.settings_known = asyncio.get_running_loop().create_future()


async def pull(ls: Session) -> None:
    """Ask the client for the settings; those it has not (null) leave what ``initializationOptions`` said."""
    if not ls.client.answers_settings:
        return
    expect(ls)
    known = ls.settings_known
    assert known is not None
    try:
        item = types.ConfigurationItem(section=SECTION)
        answer = await ls.workspace_configuration_async(types.ConfigurationParams([item]))
        if answer and answer[0] is not None:
            take(ls, answer[0])
    finally:
        if not known.done():
            known.set_result(None)


def take(ls: Session, sent: object) -> None:
    """Use settings; what changes because of them is shown anew, and each bad value is told once."""
    before = ls.settings
    ls.settings, problems = parse(sent)
    _warn(ls, problems)
    if ls.settings.rules != before.rules:
        ls.evidence.leave_out(ls.settings.rules_off)
        ls.publisher.publish()
        ls.refresh_diagnostics()
        ls.tasks.start(_name_unknown_rules(ls, tuple(ls.settings.rules)))
    if ls.settings.code_lens != before.code_lens:
        ls.refresh_lenses()
    if ls.settings.inlay_contexts != before.inlay_contexts:
        ls.refresh_inlays()


async def _name_unknown_rules(ls: Session, chosen: tuple[str, ...]) -> None:
    """Tell of rules that do not exist, once what is open is checked."""
    if chosen:
        await ls.checker.idle()
        _warn(ls, await in_thread(lambda: tuple(unknown_rules(chosen))))


def _warn(ls: Session, problems: tuple[str, ...]) -> None:
    """Show each problem once."""
    for problem in problems:
        if problem not in ls.told:
            ls.told.add(problem)
            ls.window_show_message(types.ShowMessageParams(type=types.MessageType.Warning, message=problem))
