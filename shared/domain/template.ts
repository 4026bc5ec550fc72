// `{{name}}` in prompts, payloads and destinations.
const placeholder = /\{\{\s*([A-Za-z_][\w.]*)\s*\}\}/g

/** Replaces each `{{name}}`; unknown names become empty. Values are not read again for placeholders. */
export function fill(text: string, read: (name: string) => string): string {
  return text.includes('{{') ? text.replace(placeholder, (_, name: string) => read(name)) : text
}

/** As `fill`, each value escaped so that it stays inside its JSON string. */
export function fillJson(text: string, read: (name: string) => string): string {
  return fill(text, (name) => inJson(read(name)))
}

/** The value as it stands inside a JSON string. */
export const inJson = (value: string): string => JSON.stringify(value).slice(1, -1)

/** Names the text reads. */
export function placeholdersOf(text: string): string[] {
  if (!text.includes('{{')) return []
  return [...text.matchAll(placeholder)].map((found) => found[1] ?? '')
}

/** The text with other names in its placeholders; everything else stays. */
export function renamedPlaceholders(text: string, rename: (name: string) => string): string {
  return text.replace(placeholder, (whole, name: string) => whole.replace(name, () => rename(name)))
}
