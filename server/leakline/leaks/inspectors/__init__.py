"""Heuristics that give an object on a retaining path a verdict with a reason: one file each."""
