"""What the server does: one module for each part of LSP, each registers its handlers."""

from __future__ import annotations

from leakline.lsp.features import (
    actions,
    compare,
    diagnostics,
    hover,
    inlay,
    lens,
    lifecycle,
    next_suspect,
    progress,
    settings,
    suspects,
    sync,
    watching,
    workspace,
)

ALL = (
    lifecycle,
    settings,
    sync,
    diagnostics,
    workspace,
    watching,
    hover,
    actions,
    inlay,
    lens,
    compare,
    suspects,
    next_suspect,
    progress,
)
