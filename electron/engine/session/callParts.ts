// Who of the office speaks in a call: each stay in its conversation is a part that the history keeps.
import type { OfficeContext, PbxContext, RecordsContext } from './context.ts'

/** The call, as far as its parts have to know of it. */
type PartsCall = {
  readonly id: string
  readonly pbx: Pick<PbxContext, 'clock'>
  readonly office: Pick<OfficeContext, 'config'>
  readonly records: Pick<RecordsContext, 'callLog'>
}

export class CallParts {
  private readonly call: PartsCall
  private readonly speaking = new Set<string>()
  private handedBy: string | null = null
  private handedTo: { by: string; to: string } | null = null
  private spokenMs = 0

  constructor(call: PartsCall) {
    this.call = call
  }

  /** That extension hands the call on to `to`, where the next who joins has it from them. */
  handed(by: string | null, to: string | null): void {
    this.handedBy = by
    this.handedTo = by !== null && to !== null ? { by, to } : null
  }

  /** Extensions of whoever is in the conversation now; nobody once it is over. */
  present(extensions: readonly string[]): void {
    const { id, pbx, office, records } = this.call
    const at = pbx.clock.now()
    for (const extension of [...this.speaking].filter((each) => !extensions.includes(each))) {
      this.speaking.delete(extension)
      const { by, to } = this.handedTo ?? {}
      records.callLog.left(id, { extension, at, transferredTo: by === extension ? (to ?? null) : null })
    }
    for (const extension of extensions.filter((each) => !this.speaking.has(each))) {
      this.speaking.add(extension)
      const operator = [...office.config.operators.values()].find((each) => each.extension === extension)
      const transferredBy = this.handedBy === extension ? null : this.handedBy
      this.handed(null, null)
      records.callLog.joined(id, { extension, operatorId: operator?.id ?? null, at, transferredBy })
    }
  }

  /** A conversation was that long; returns how long all of the call were, ms. */
  spoke(ms: number): number {
    this.spokenMs += ms
    return this.spokenMs
  }
}
