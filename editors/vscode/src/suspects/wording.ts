import * as path from "node:path";

import type { Location, Place, Slot, Suspect, TraceStep } from "./contract";

const BARS = "▁▂▃▄▅▆▇█";
const STEP = 1000;
const UNITS = ["bytes", "kB", "MB", "GB", "TB"];

/** Bytes as people write them, in powers of a thousand, such as `7.6 kB`. */
export function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= STEP && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${UNITS[unit]}`;
}

/** Counts as a row of bars, from zero to the largest. */
export function sparkline(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts.map((count) => BARS[Math.round((count / most) * (BARS.length - 1))]).join("");
}

/** What a suspect is called, without its numbers. */
export function title(suspect: Suspect): string {
  const anonymous = suspect.name === "" || suspect.name === "(anonymous)";
  const owner = suspect.location?.function;
  return anonymous ? (owner ? `${suspect.kind} in ${owner}` : `anonymous ${suspect.kind}`) : suspect.name;
}

/** How a suspect grew: `0 → 10 → 20  ▁▅█`. */
export function growth(suspect: Suspect): string {
  return suspect.counts.length > 1
    ? `${suspect.counts.join(" → ")}  ${sparkline(suspect.counts)}`
    : `${suspect.counts.join("")} × ${title(suspect)}`;
}

/** The step that holds on to what should go, in words: `on('error')[8] of EventEmitter`. */
export function holder(suspect: Suspect): string | undefined {
  const step = suspect.faulty_step === null ? undefined : suspect.trace[suspect.faulty_step];
  if (!step) return undefined;
  const owner = suspect.trace[(suspect.faulty_step ?? 0) - 1];
  return owner ? `${step.via} of ${owner.name}` : step.via;
}

/** `leak.js:15`. */
export function shortPlace(place: Place): string {
  return `${path.posix.basename(place.path.replaceAll("\\", "/"))}:${place.line}`;
}

/** Where to go first for a suspect: where the fix belongs, else where the code is. */
export function target(suspect: Suspect): Place | Location | null {
  return suspect.cause ?? suspect.location;
}

/** One step of a trace: `on('error')[8] → closure`. */
export function stepLabel(step: TraceStep): string {
  const name = step.name === "(anonymous)" ? step.kind : step.name;
  return step.via === "" || step.via === step.name ? name : `${step.via} → ${name}`;
}

/** What a slot costs, and why it is there. */
export function slotSentence(slot: Slot): string {
  const what = `${slot.name} (${[slot.holds, size(slot.retained_size)].filter(Boolean).join(", ")})`;
  if (!slot.dead) return `${what} is kept`;
  const by = slot.captured_by.map((capture) => `${capture.name || "a closure"} (${shortPlace(capture)})`).join(", ");
  return `${what} is never used by it, but kept${by ? ` because ${by} captured it in the same context` : ""}`;
}
