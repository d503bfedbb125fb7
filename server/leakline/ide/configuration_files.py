"""The names of the files that configure checks."""

from __future__ import annotations

FILE = "leakline.json"
PACKAGE = "package.json"
NAMES = (FILE, PACKAGE)
