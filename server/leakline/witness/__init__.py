"""Joins what the source says and what the heap says at one range."""
