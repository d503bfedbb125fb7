"""Leak patterns in the source: one file each."""
