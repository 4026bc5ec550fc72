// A prompt in one short line, for a node’s card.
import { type Prompt, partsOf } from '../flow/prompt.ts'
import type { SummaryNames } from './nodeType.ts'

/** The first part of the prompt; a text is cut at 40 characters. Empty where there is none. */
export function promptSummary(prompt: Prompt | undefined, { name, option }: SummaryNames): string {
  const [first] = prompt ? partsOf(prompt) : []
  if (!first) return ''
  switch (first.kind) {
    case 'text':
      return `“${first.text.length > 40 ? `${first.text.slice(0, 39)}…` : first.text}”`
    case 'audio':
      return `♪ ${name('prompt', first.id)}`
    case 'sound':
      return `♪ ${first.name}`
    case 'tone':
      return option(first.tone)
    case 'digits':
      return first.digits
  }
}
