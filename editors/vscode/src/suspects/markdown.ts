import type { Suspect } from "./contract";
import { growth, shortPlace, size, slotSentence, stepLabel, target, title } from "./wording";

const SPECIAL = /([\\`*_[\]<>#|])/g;

/** Suspects as Markdown for an issue or a message; string contents of the snapshots are never in it. */
export function asMarkdown(suspects: readonly Suspect[]): string {
  return suspects.map(one).join("\n");
}

function one(suspect: Suspect): string {
  const place = target(suspect);
  const lines = [
    `### ${escaped(title(suspect))}${place ? ` (${escaped(shortPlace(place))})` : ""}`,
    "",
    `**${growth(suspect)}** ${suspect.kind}, ${size(suspect.retained_size)} kept by it alone`,
    "",
    "```text",
    ...suspect.trace.map((step, index) => {
      const at = step.location ? `  ${shortPlace(step.location)}` : "";
      const reason = step.reason ? `  [${step.verdict}: ${step.reason}]` : "";
      return `${"  ".repeat(index)}${stepLabel(step)}${at}${reason}${index === suspect.faulty_step ? "  <- the faulty reference" : ""}`;
    }),
    "```",
    ...suspect.slots.filter((slot) => slot.dead).map((slot) => `- ${escaped(slotSentence(slot))}`),
  ];
  if (suspect.cause) lines.push("", `**To do** (${escaped(shortPlace(suspect.cause))}): ${escaped(suspect.cause.remedy)}`);
  return [...lines, ""].join("\n");
}

function escaped(text: string): string {
  return text.replace(SPECIAL, "\\$1");
}
