"""JavaScript and TypeScript source: parse, scopes, V8's contexts, the function index, call shapes."""

from leakline.js.analysis import analyse, reanalyse
from leakline.js.contexts import ChainLink, ClosureContexts, contexts_of
from leakline.js.facts import BindingKind, FunctionKind, ScopeKind
from leakline.js.language import V8, Language, ModuleKind, language_of
from leakline.js.matching import WhyNotUnique
from leakline.js.model import Binding, ContextScope, Function, Reference, Scope, Slot
from leakline.js.module import Module
from leakline.js.shapes import (
    Argument,
    ArgumentKind,
    AssignmentShape,
    CallShape,
    ClassShape,
    Target,
    Usage,
    UsageKind,
)
from leakline.js.sizes import SizeClass
from leakline.js.syntax import SourceTree, parse

__all__ = [
    "V8",
    "Argument",
    "ArgumentKind",
    "AssignmentShape",
    "Binding",
    "BindingKind",
    "CallShape",
    "ChainLink",
    "ClassShape",
    "ClosureContexts",
    "ContextScope",
    "Function",
    "FunctionKind",
    "Language",
    "Module",
    "ModuleKind",
    "Reference",
    "Scope",
    "ScopeKind",
    "SizeClass",
    "Slot",
    "SourceTree",
    "Target",
    "Usage",
    "UsageKind",
    "WhyNotUnique",
    "analyse",
    "contexts_of",
    "language_of",
    "parse",
    "reanalyse",
]
