// The code by which a phone gets its settings, once: twelve digits, so that they can be typed on a phone. With its settings a phone gets
// the next one, which opens nothing until somebody lets it.
import { randomInt, timingSafeEqual } from 'node:crypto'
import type { PhoneRow, PhoneStates } from '../../adapters/store/phoneStates.ts'

/** A code that nobody used is over then, ms. */
export const codeMs = 24 * 3_600_000
/** So many wrong ones, and it is over at once: 10 of 10¹² say nothing. */
const mostWrong = 10

const newCode = (): string => Array.from({ length: 12 }, () => randomInt(10)).join('')

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

const nobodyYet: PhoneRow = {
  ...{ code: '', open: null, wrong: 0, used: '', fetchedAt: null, fetchedFrom: '', fetched: '' },
  ...{ seenModel: '', firmware: '', problem: null, problemAt: null, problemFrom: '' },
}

export type CodeIs = 'right' | 'wrong' | 'used' | 'over' | 'notOpen'

export function phoneCodes(states: PhoneStates, now: () => number) {
  const rowOf = (id: string): PhoneRow => states.get(id) ?? nobodyYet
  return {
    rowOf,
    /** Opens the code that the phone has, where it has settings; else a new one. True where the phone knows it already. */
    open(id: string): boolean {
      const row = rowOf(id)
      const known = row.fetchedAt !== null && row.code !== '' && row.open === null && row.wrong === 0
      states.save(id, {
        ...row,
        code: known ? row.code : newCode(),
        open: now() + codeMs,
        wrong: 0,
        problem: null,
        problemAt: null,
      })
      return known
    },
    /** Whether it is the phone's code, or was the last that it used. */
    isOneOf(id: string, shown: string): boolean {
      const { code, used } = rowOf(id)
      return [code, used].some((each) => each !== '' && same(shown, each))
    },
    isOpen: (id: string): boolean => (rowOf(id).open ?? 0) > now(),
    /** Judges it, and counts a wrong one. */
    judge(id: string, shown: string): CodeIs {
      const row = rowOf(id)
      if (row.used !== '' && same(shown, row.used)) return 'used'
      if (row.code === '' || !same(shown, row.code)) {
        const wrong = row.wrong + 1
        states.save(id, { ...row, wrong, open: wrong >= mostWrong ? null : row.open })
        return 'wrong'
      }
      if (row.open === null) return row.wrong >= mostWrong ? 'over' : 'notOpen'
      return row.open > now() ? 'right' : 'over'
    },
    /** The next code. The one that was right is used from here on; what the phone fetched is noted with it. */
    use(
      id: string,
      fetched: Pick<PhoneRow, 'fetchedFrom' | 'seenModel' | 'firmware'>,
    ): { next: string; noted(hash: string): void } {
      const row = rowOf(id)
      const next = { ...row, ...fetched, code: newCode(), open: null, wrong: 0, used: row.code, fetchedAt: now() }
      const clean = { problem: null, problemAt: null, problemFrom: '' }
      states.save(id, { ...next, ...clean })
      return { next: next.code, noted: (hash) => states.save(id, { ...rowOf(id), fetched: hash }) }
    },
    failed(id: string, problem: NonNullable<PhoneRow['problem']>, from: string): void {
      states.save(id, { ...rowOf(id), problem, problemAt: now(), problemFrom: from })
    },
    forget: (id: string): void => void states.remove(id),
  }
}
export type PhoneCodes = ReturnType<typeof phoneCodes>
