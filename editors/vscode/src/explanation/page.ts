import type { Comparison, Place, Slot, Suspect, TraceStep } from "../suspects/contract";
import { holder, shortPlace, size, target, title } from "../suspects/wording";
import { chart } from "./chart";
import { commandLink, escaped } from "./html";
import { STYLE } from "./style";

const OPEN = "leakline.openPlace";
const MOST_NAME = 22;

/** The page about one suspect: no script runs in it, nothing is loaded, its links run the extension's own commands. */
export function page(suspect: Suspect, comparison: Comparison, nonce: string): string {
  const place = target(suspect);
  const held = holder(suspect);
  const names = comparison.snapshots.map((snapshot) => shortened(snapshot.path.replace(/^.*[\\/]/, "").replace(/\.heapsnapshot(\.gz)?$/, "")));
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<title>${escaped(title(suspect))}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title(suspect))}</h1>
<p class="muted">${escaped(suspect.kind)}${held ? `, kept through <code>${escaped(held)}</code>` : ""}${place ? `, ${link(place)}` : ""}</p>
${suspect.cause ? fix(suspect.cause.remedy, suspect.cause) : ""}
<h2>Growth</h2>
${chart(suspect.counts, names, `${title(suspect)} in each snapshot`)}
${facts(suspect)}
<h2>Kept alive by</h2>
${trace(suspect)}
${slots(suspect.slots)}
${suspect.why_not && !suspect.location ? `<h2>No source line</h2><p>${escaped(suspect.why_not.detail)}</p>` : ""}
<h2>More</h2>
<p>${commandLink("leakline.copySuspect", suspect.fingerprint, "Copy as Markdown")}</p>
</main>
</body>
</html>`;
}

function fix(remedy: string, place: Place): string {
  return `<h2>To do</h2><p class="fix">${escaped(remedy)}<br>${link(place, "Go to the place of the fix, ")}</p>`;
}

function facts(suspect: Suspect): string {
  const first = suspect.shallow_sizes[0] ?? 0;
  const last = suspect.shallow_sizes.at(-1) ?? 0;
  const lines = [`${size(suspect.retained_size)} kept by these alone`, `own size ${size(first)} → ${size(last)}`];
  const members = suspect.members.map((member) => `with it: ${member.name} ${member.counts.join(" → ")}`);
  return `<ul class="facts">${[...lines, ...members].map((line) => `<li>${escaped(line)}</li>`).join("")}</ul>`;
}

function trace(suspect: Suspect): string {
  return `<ol class="trace" aria-label="Leak trace, from the root to the leaked object">${suspect.trace.map((step, index) => traceStep(step, index === suspect.faulty_step)).join("")}</ol>`;
}

function traceStep(step: TraceStep, faulty: boolean): string {
  const name = step.name === "(anonymous)" ? step.kind : step.name;
  const via = step.via === "" || step.via === step.name ? "" : `<code>${escaped(step.via)}</code> → `;
  const badge = faulty ? '<span class="badge">the faulty reference</span>' : "";
  const verdict = step.reason ? `<div class="muted">${escaped(`${step.verdict}: ${step.reason}`)}</div>` : "";
  const place = step.location ? ` ${link(step.location, `${name}, `)}` : "";
  return `<li${faulty ? ' class="faulty"' : ""}><span>${via}<code>${escaped(name)}</code>${place}${badge}</span>${verdict}</li>`;
}

function slots(all: readonly Slot[]): string {
  const dead = all.filter((slot) => slot.dead);
  if (dead.length === 0) return "";
  return `<h2>Dragged along, never used</h2><ul class="slots">${dead.map(slot).join("")}</ul>`;
}

function slot(one: Slot): string {
  const by = one.captured_by.map((capture) => `<code>${escaped(capture.name || "a closure")}</code> (${link(capture)})`).join(", ");
  const what = [one.holds, size(one.retained_size)].filter(Boolean).join(", ");
  const why = by ? `: the same context holds it for ${by}` : "";
  return `<li><code>${escaped(one.name)}</code> (${escaped(what)})${why}</li>`;
}

function link(place: Place, label = ""): string {
  const { path, line, column } = place;
  return commandLink(OPEN, { path, line, column }, shortPlace(place), label && `${label}${shortPlace(place)}`);
}

function shortened(name: string): string {
  return name.length > MOST_NAME ? `${name.slice(0, MOST_NAME - 1)}…` : name;
}
