"""How the HTML report looks, in light and dark."""

STYLE = """
:root{color-scheme:light dark;--back:#fff;--card:#f6f7f9;--text:#1c2024;--soft:#60666f;--line:#d9dde3;
--error:#c62828;--warning:#b26a00;--information:#1565c0;--hint:#60666f;--mark:#fff1c2}
@media(prefers-color-scheme:dark){:root{--back:#14171a;--card:#1d2125;--text:#e4e7eb;--soft:#9aa2ad;--line:#343a41;
--error:#ff7b72;--warning:#e3b341;--information:#79b8ff;--hint:#9aa2ad;--mark:#3d3416}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:15px/1.5 system-ui,sans-serif}
main{max-width:68rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin:0 0 .8rem;overflow-wrap:anywhere}h3{font-size:1rem;margin:1rem 0 .3rem}
section{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--own);border-radius:6px;
padding:1rem 1.2rem;margin:1.2rem 0}
.error{--own:var(--error)}.warning{--own:var(--warning)}.information{--own:var(--information)}.hint{--own:var(--hint)}
.severity{color:var(--own)}
code,pre{font:13px/1.5 ui-monospace,monospace}
figure{margin:.6rem 0}figcaption{color:var(--soft)}
pre{margin:.2rem 0;padding:.5rem 0;overflow-x:auto;background:var(--back);
border:1px solid var(--line);border-radius:4px}
pre span,pre mark{display:block;white-space:pre;color:inherit;padding:0 .6rem}pre mark{background:var(--mark)}
pre i{color:var(--soft);font-style:normal;user-select:none}
.numbers{display:flex;gap:1rem;align-items:center}.numbers svg{flex:none;fill:var(--own)}
.trace{list-style:none;padding:0;margin:0}.trace span,.note,footer{color:var(--soft)}
.trace .stuck,.faulty{color:var(--error)}
.todo{border-top:1px solid var(--line);padding-top:.8rem;margin-bottom:0}
table{border-collapse:collapse}td,th{text-align:right;padding:.15rem 1rem .15rem 0;font-weight:normal}
td:first-child,th:first-child{text-align:left}th{color:var(--soft)}
a{color:inherit}
"""
