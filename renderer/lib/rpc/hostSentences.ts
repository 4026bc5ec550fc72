// The host refuses in English sentences, which programs and logs read as they are. Here each is its own key, as in gettext: the console
// finds it among the English messages of `host` and says it in the reader's language, with what it names.
import english from '../i18n/en/host.json' with { type: 'json' }
import { say, text } from '../i18n/index.ts'

type Key = keyof typeof english
type Found = { key: Key; values: Record<string, string> }

const fixed = new Map<string, Key>()
const filled: { key: Key; pattern: RegExp; names: string[] }[] = []
for (const [key, message] of Object.entries(english) as [Key, string][]) {
  const names = [...message.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const literal = message.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (names.length === 0) fixed.set(message, key)
  else filled.push({ key, names, pattern: new RegExp(`^${literal.join('(.*)')}$`, 's') })
}

/** Which of the host's sentences that is; null for one that is not known here. */
export function knownSentence(sentence: string): Found | null {
  const key = fixed.get(sentence)
  if (key) return { key, values: {} }
  for (const each of filled) {
    const found = each.pattern.exec(sentence)
    if (found) return { key: each.key, values: Object.fromEntries(each.names.map((name, at) => [name, found[at + 1] ?? ''])) }
  }
  return null
}

/** The host's sentence in the reader's language; null for one that is not known here. */
export function hostSentence(sentence: string): string | null {
  const found = knownSentence(sentence)
  return found && say(text.host[found.key], found.values)
}
