"""Renders ide data as text, JSON and other formats."""
