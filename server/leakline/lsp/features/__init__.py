"""What the server does: one module for each part of LSP, each registers its handlers."""

from __future__ import annotations

from leakline.lsp.features import compare, hover, inlay, lens, lifecycle, progress, settings, suspects, sync

ALL = (lifecycle, settings, sync, hover, inlay, lens, compare, suspects, progress)
