"""The language server: a thin shell around ide."""
