"""Offsets, lines, columns, edits and escapes: the only place that converts positions."""
