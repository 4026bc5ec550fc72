// Tests that need what not every machine has.
import { describe } from 'vitest'

/** What marks a suite that was not run, before the reason; the reporter lists such tests. */
export const notRun = '[not run: '

/** A suite that is skipped for a reason, which stands in the last lines of the run; null: it is run. */
export function describeUnless(why: string | null, name: string, tests: () => void): void {
  describe.skipIf(why !== null)(why === null ? name : `${name} ${notRun}${why}]`, tests)
}
