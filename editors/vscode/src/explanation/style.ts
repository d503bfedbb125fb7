/** The look of the page, in the colours of the user's theme. */
export const STYLE = `
body { font: var(--vscode-font-size) var(--vscode-font-family); color: var(--vscode-foreground); padding: 0 24px 32px; max-width: 900px; line-height: 1.5; }
h1 { font-size: 1.6em; font-weight: 600; margin: 20px 0 2px; overflow-wrap: anywhere; }
h2 { font-size: 1.15em; font-weight: 600; margin: 28px 0 8px; }
p { margin: 6px 0; overflow-wrap: anywhere; }
a { color: var(--vscode-textLink-foreground); }
a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
code, .mono { font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); }
.muted { color: var(--vscode-descriptionForeground); }
.chart { width: 100%; max-width: 480px; display: block; }
.bar { fill: var(--vscode-charts-blue); opacity: 0.35; }
.line { fill: none; stroke: var(--vscode-charts-red); stroke-width: 2; }
.floor { stroke: var(--vscode-foreground); opacity: 0.3; }
.count { fill: var(--vscode-foreground); font-size: 13px; font-weight: 600; text-anchor: middle; }
.name { fill: var(--vscode-descriptionForeground); font-size: 11px; text-anchor: middle; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 8px 0; padding: 0; list-style: none; }
.trace { list-style: none; margin: 0; padding: 0; }
.trace li { position: relative; margin: 0 0 0 8px; padding: 0 0 14px 22px; border-left: 2px solid var(--vscode-editorIndentGuide-background1, #8884); }
.trace li:last-child { border-left-color: transparent; padding-bottom: 0; }
.trace li::before { content: ""; position: absolute; left: -6px; top: 6px; width: 8px; height: 8px; border-radius: 50%; border: 1px solid var(--vscode-foreground); background: var(--vscode-editor-background); }
.trace li.faulty { border-left-color: var(--vscode-charts-red); }
.trace li.faulty::before { background: var(--vscode-charts-red); border-color: var(--vscode-charts-red); }
.badge { display: inline-block; border: 1px solid var(--vscode-charts-red); color: var(--vscode-charts-red); border-radius: 3px; padding: 0 6px; font-size: 0.85em; margin-left: 6px; white-space: nowrap; }
.fix { border-left: 4px solid var(--vscode-charts-green); background: var(--vscode-textBlockQuote-background); padding: 8px 14px; }
.slots { margin: 0; padding-left: 20px; }
.slots li { overflow-wrap: anywhere; }
`;
