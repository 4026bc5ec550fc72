// A prompt in one short line, for a node’s card.
import { type Prompt, partsOf } from '../flow/prompt.ts'

/** The first part of the prompt; a text is cut at 40 characters. */
export function promptSummary(prompt: Prompt): string {
  const [first] = partsOf(prompt)
  if (!first) return ''
  switch (first.kind) {
    case 'text':
      return `“${first.text.length > 40 ? `${first.text.slice(0, 39)}…` : first.text}”`
    case 'audio':
      return `♪ ${first.id}`
    case 'sound':
      return `♪ ${first.name}`
    case 'tone':
      return first.tone
    case 'digits':
      return first.digits
  }
}
