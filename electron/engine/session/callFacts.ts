// What a call knows: its own facts, its language, and the variables that its flow has set.
import type { Language } from '../../../shared/domain/office.ts'

/** Who calls whom, and since when. */
export type CallIdentity = { id: string; from: string; fromName: string; to: string; startedAt: number }

export class CallFacts {
  readonly variables = new Map<string, string>()
  private spoken: Language
  private readonly identity: CallIdentity

  constructor(identity: CallIdentity, language: Language) {
    this.identity = identity
    this.spoken = language
  }

  get language(): Language {
    return this.spoken
  }

  /** A variable's value; unknown names are empty. */
  readonly read = (name: string): string => {
    const { id, from, fromName, to, startedAt } = this.identity
    switch (name) {
      case 'call.id':
        return id
      case 'call.from':
        return from
      case 'call.fromName':
        return fromName
      case 'call.to':
        return to
      case 'call.startedAt':
        return new Date(startedAt).toISOString()
      case 'call.language':
        return this.spoken
      default:
        return this.variables.get(name) ?? ''
    }
  }
  set(name: string, value: string): void {
    if (name === 'call.language') this.spoken = value as Language
    else this.variables.set(name, value)
  }
}
