"""leakline: a language server for JavaScript memory leaks, with heap evidence on source lines."""

__version__ = "0.1.0"
