// What comes of ringing several telephones, when nobody answers.
import type { LegResult } from '../session/leg.ts'

const severity: Record<LegResult, number> = { failed: 0, noAnswer: 1, rejected: 2, busy: 3 }

const worst = (results: readonly LegResult[]): LegResult =>
  results.reduce<LegResult>((a, b) => (severity[b] > severity[a] ? b : a), 'failed')

/** Of one person's telephones: busy or rejected only where each that was reached says so; one that rang to the end was not answered. */
export const resultOfPerson = (results: readonly LegResult[]): LegResult =>
  results.includes('noAnswer') ? 'noAnswer' : worst(results)

/** Of several people's. */
export const resultOfAll = (people: readonly (readonly LegResult[])[]): LegResult => worst(people.map(resultOfPerson))
