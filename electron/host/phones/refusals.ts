// Phones that were turned away, in the audit trail: a phone that asks each minute is one line an hour, and not sixty.
import type { Store } from '../../adapters/store/store.ts'

/** The same refusal from the same address is noted once in so long, ms. */
const notedOnceMs = 3_600_000
/** Wrong codes from one address in so long, ms: then nothing is judged from there. */
const wrongMs = 600_000
const mostWrong = 30
/** So much is remembered. */
const mostKept = 1000

type Given = { audit: Pick<Store['audit'], 'add'>; now(): number }

export function refusals({ audit, now }: Given) {
  const noted = new Map<string, number>()
  const wrong = new Map<string, number[]>()
  const bounded = (map: Map<string, unknown>) => {
    for (const key of map.keys()) if (map.size > mostKept) map.delete(key)
  }
  const wrongOf = (from: string): number[] => (wrong.get(from) ?? []).filter((at) => at > now() - wrongMs)
  return {
    /** `target`: the phone’s id, or what was asked for. */
    note(target: string, why: string, from: string): void {
      const key = `${target} ${why} ${from}`
      if ((noted.get(key) ?? 0) > now() - notedOnceMs) return
      noted.delete(key)
      noted.set(key, now())
      bounded(noted)
      audit.add({ userId: 'host', action: 'phone.refuse', target, detail: `${why}; ${from}` })
    },
    wrongCode(from: string): void {
      const times = [...wrongOf(from), now()]
      wrong.delete(from)
      wrong.set(from, times.slice(-mostWrong))
      bounded(wrong)
    },
    tooMany: (from: string): boolean => wrongOf(from).length >= mostWrong,
  }
}
export type Refusals = ReturnType<typeof refusals>
