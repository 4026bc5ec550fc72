import { text } from './i18n/index.ts'

/** Why an operator is paused or unreachable: the host's codes as sentences, anything else as it was typed. */
export function reasonOf(reason: string | null): string {
  const known: Partial<Record<string, string>> = text.reasons
  return reason ? (known[reason] ?? reason) : ''
}
