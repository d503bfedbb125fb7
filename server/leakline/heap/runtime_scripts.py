"""Which scripts are part of the JavaScript runtime, and which of an installed package, by their names."""

from __future__ import annotations

import re

_RUNTIME = re.compile(r"^(node:|internal/|electron/|extensions::|native |v8/|bootstrap_node|wasm:)|^[a-z_]+\.js$")

_DEPENDENCY = re.compile(r"[\\/]node_modules[\\/]")


def is_program_script(url: str) -> bool:
    """Whether a script is a program's: one with a name that is not the runtime's. Code from a string has no name."""
    return bool(url) and not is_runtime_script(url)


def is_runtime_script(url: str) -> bool:
    """Whether a script is Node's own.

    ``node:fs``, ``node:internal/timers``; before Node 15 ``fs.js``, ``internal/timers.js``.
    """
    return bool(_RUNTIME.match(url))


def is_dependency_script(url: str) -> bool:
    """Whether a script belongs to an installed package."""
    return bool(_DEPENDENCY.search(url))
