"""JavaScript and TypeScript source: parse, scopes, V8's contexts, the function index, call shapes."""
