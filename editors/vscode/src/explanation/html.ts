const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as HTML shows it: names come from programs and may hold any character. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A link that makes the editor run a command. */
export function commandLink(command: string, argument: unknown, text: string, label?: string): string {
  const target = `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
  return `<a href="${escaped(target)}"${label ? ` aria-label="${escaped(label)}"` : ""}>${escaped(text)}</a>`;
}
