"""Where a class is written, given its constructor."""

from __future__ import annotations

from leakline.js import Function
from leakline.sources.model import Place
from leakline.sources.places import place_of, place_of_function
from leakline.sources.source_file import SourceFile


def place_of_constructor(file: SourceFile, function: Function) -> Place:
    """The class around a constructor; a function used as a constructor is its own place."""
    for shape in file.module.classes:
        if shape.constructor == function:
            return place_of(file, shape.start, shape.end, function.parent)
    return place_of_function(file, function)
