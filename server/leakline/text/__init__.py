"""Offsets, lines, columns and edits: the only place that converts positions."""
