"""From a text to a tree and to the facts of its functions: parse, walk, and the same again after an edit."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache

from tree_sitter import Node, Parser, Point, Tree

from leakline.js.collection import collection_paused
from leakline.js.facts import BindingKind, FunctionFacts, FunctionKind, ScopeKind, Variable
from leakline.js.language import Language, ModuleKind, grammar
from leakline.js.reuse import nothing_known, reusable_facts
from leakline.js.walk import Handler, Reuse, Walk, new_function, settle
from leakline.js.walk_blocks import BLOCK_HANDLERS, descend, visit_statements
from leakline.js.walk_classes import CLASS_HANDLERS
from leakline.js.walk_functions import DIRECTIVE_QUOTES, FUNCTION_HANDLERS, has_directive
from leakline.js.walk_jsx import JSX_HANDLERS
from leakline.js.walk_names import NAME_HANDLERS
from leakline.text.edits import Edit

_BLOCK_SIZE = 4096

LEXICAL_STATEMENTS = frozenset(
    {
        "lexical_declaration",
        "using_declaration",
        "class_declaration",
        "abstract_class_declaration",
        "function_declaration",
        "generator_function_declaration",
        "enum_declaration",
    }
)
MODULE_STATEMENTS = frozenset({"import_statement", "export_statement"})
LEAVES = frozenset(
    {
        "comment",
        "html_comment",
        "hash_bang_line",
        "property_identifier",
        "statement_identifier",
        "string",
        "number",
        "regex",
        "true",
        "false",
        "null",
        "escape_sequence",
        "string_fragment",
        "jsx_text",
        "html_character_reference",
        "import",
        "optional_chain",
        "empty_statement",
        "debugger_statement",
        "continue_statement",
        "break_statement",
        "import_attribute",
        "namespace_export",
        "method_signature",
        "abstract_method_signature",
        "function_signature",
        "index_signature",
        "property_signature",
        "call_signature",
        "construct_signature",
        "interface_declaration",
        "type_alias_declaration",
        "ambient_declaration",
        "type_annotation",
        "type_arguments",
        "type_parameters",
        "type_predicate_annotation",
        "asserts_annotation",
        "implements_clause",
        "accessibility_modifier",
        "override_modifier",
        "type_identifier",
        "nested_type_identifier",
    }
)
TYPE_SUFFIXES = ("_type", "_type_query", "type_query", "_annotation", "_predicate")
BOM = b"\xef\xbb\xbf"  # Node cuts it off ES modules
CASTS = frozenset({"as_expression", "satisfies_expression", "type_assertion", "instantiation_expression"})
COMMONJS_PARAMETERS = ("exports", "require", "module", "__filename", "__dirname")


@dataclass(frozen=True, slots=True)
class Changed:
    """Where a tree differs from the one before: from ``start`` to ``old_end`` there, to ``new_end`` here, in bytes.

    Nodes that do not touch it were there before, and only moved.
    """

    start: int
    old_end: int
    new_end: int


@dataclass(frozen=True, slots=True)
class SourceTree:
    """A parsed text. ``tree`` is tree-sitter's; broken code gives ERROR nodes, never an exception.

    ``changed`` is there where the tree was made of another one.
    """

    source: bytes
    language: Language
    tree: Tree
    changed: Changed | None = None


def parse(
    source: bytes, language: Language, previous: SourceTree | None = None, edit: Edit | None = None
) -> SourceTree:
    """Parse UTF-8 source; with ``previous`` and the edit that led from it to ``source``, only what it touched."""
    parser = Parser(grammar(language))
    if previous is None or edit is None or previous.language is not language:
        return SourceTree(source, language, _parse(parser, source))
    old = previous.tree.copy()
    old.edit(
        start_byte=edit.start,
        old_end_byte=edit.old_end,
        new_end_byte=edit.new_end,
        start_point=_point(previous.source, edit.start),
        old_end_point=_point(previous.source, edit.old_end),
        new_end_point=_point(source, edit.new_end),
    )
    tree = _parse(parser, source, old)
    return SourceTree(source, language, tree, _changed(old, tree, edit))


def _changed(old: Tree, new: Tree, edit: Edit) -> Changed:
    ranges = old.changed_ranges(new)
    start = min([edit.start, *(one.start_byte for one in ranges)])
    end = max([edit.new_end, *(one.end_byte for one in ranges)])
    return Changed(start, end - edit.delta, end)


def _parse(parser: Parser, source: bytes, old: Tree | None = None) -> Tree:
    """Parse block by block: between blocks other threads run, such as a language server that answers meanwhile.

    Given all bytes at once, tree-sitter keeps Python's lock to the end: for 1.4 MB 93 ms, instead of 10 at a time.
    """

    def block(offset: int, _point: Point) -> bytes:
        return source[offset : offset + _BLOCK_SIZE]

    return parser.parse(block) if old is None else parser.parse(block, old)


def has_module_syntax(tree: SourceTree) -> bool:
    """Whether the top level has an ``import`` or ``export`` statement."""
    return any(child.type in MODULE_STATEMENTS for child in tree.tree.root_node.named_children)


def walk_tree(tree: SourceTree, kind: ModuleKind, reuse: Reuse = nothing_known) -> FunctionFacts:
    """Facts of the module's own function, which hold those of all functions inside."""
    source = tree.source
    handlers, kinds = _tables(tree.language)
    walk = Walk(source, handlers, kinds, reuse)
    root = tree.tree.root_node
    statements = root.named_children
    strict = kind is ModuleKind.ESM or has_directive(walk, statements, DIRECTIVE_QUOTES)
    scope_kind = {
        ModuleKind.COMMONJS: ScopeKind.FUNCTION,
        ModuleKind.ESM: ScopeKind.MODULE,
        ModuleKind.SCRIPT: ScopeKind.SCRIPT,
    }[kind]
    start = len(BOM) if kind is ModuleKind.ESM and source.startswith(BOM) else 0
    facts = new_function(
        FunctionKind.MODULE, (0, len(source)), 0, "", None, strict, strict, (start, start, start), scope_kind
    )
    facts.has_error = root.has_error
    if kind is ModuleKind.COMMONJS:
        for name in COMMONJS_PARAMETERS:
            facts.parameters.append(name)
            facts.scope.variables[name] = Variable(name, BindingKind.PARAMETER, [])
    walk.fn, walk.scope = facts, facts.scope
    with collection_paused() if reuse is nothing_known else nullcontext():
        visit_statements(walk, statements)
        walk.run()
        settle(facts, _exported_names(walk, facts) if kind is ModuleKind.ESM else frozenset())
    return facts


def walk_again(tree: SourceTree, kind: ModuleKind, known: FunctionFacts, edit: Edit) -> FunctionFacts:
    """Facts of an edited text; functions that the edit did not touch keep theirs."""
    return walk_tree(tree, kind, reusable_facts(known, edit))


def _exported_names(walk: Walk, facts: FunctionFacts) -> frozenset[str]:
    names = {name for name in walk.exported if isinstance(name, str)}
    ranges = [place for place in walk.exported if not isinstance(place, str)]
    for name, variable in facts.scope.variables.items():
        starts = [start for start, _ in variable.declarations]
        if any(begin <= start < end for start in starts for begin, end in ranges):
            names.add(name)
    return frozenset(names)


def _cast(walk: Walk, node: Node) -> None:
    """Only the expression of a TypeScript cast is code; types have no nodes with handlers except by accident."""
    children = node.named_children
    if children:
        walk.stack.append(children[-1] if node.type == "type_assertion" else children[0])


@cache
def _tables(language: Language) -> tuple[dict[int, Handler], dict[str, frozenset[int]]]:
    """Handlers by tree-sitter's numbers of node kinds, and the sets of kinds that the walk asks for."""
    rules = grammar(language)
    special = NAME_HANDLERS | BLOCK_HANDLERS | FUNCTION_HANDLERS | CLASS_HANDLERS | JSX_HANDLERS
    handlers: dict[int, Handler] = {0xFFFF: descend}
    ids: dict[str, set[int]] = {}
    for number in range(rules.node_kind_count):
        name = rules.node_kind_for_id(number)
        if name is None or not rules.node_kind_is_named(number):
            continue
        ids.setdefault(name, set()).add(number)
        if name in special:
            handlers[number] = special[name]
        elif name in CASTS:
            handlers[number] = _cast
        elif name not in LEAVES and not name.endswith(TYPE_SUFFIXES):
            handlers[number] = descend
    kinds = {
        "lexical": frozenset(number for name in LEXICAL_STATEMENTS for number in ids.get(name, ())),
        "expression": frozenset(ids["expression_statement"]),
        "perhaps lexical": frozenset(ids["expression_statement"] | ids["labeled_statement"]),
    }
    return handlers, kinds


def _point(text: bytes, offset: int) -> Point:
    """tree-sitter's row and byte column, which count LF alone."""
    line_start = text.rfind(b"\n", 0, offset) + 1
    return Point(text.count(b"\n", 0, offset), offset - line_start)
