// The long variants, which are run at night: `--nightly` with the runner, or CORDBOARD_NIGHTLY=1 with Vitest itself.
import { join, sep } from 'node:path'

/** The words without `--nightly`, and whether it was among them. */
export function nightlyOf(words: readonly string[]): { nightly: boolean; words: string[] } {
  return { nightly: words.includes('--nightly'), words: words.filter((word) => word !== '--nightly') }
}

/** `atNight` in a nightly run, else `byDay`. */
export const longer = <T>(byDay: T, atNight: T): T => (process.env.CORDBOARD_NIGHTLY ? atNight : byDay)

/** The files of `npm run test:faults -- --nightly`, as parts of their paths. */
export const nightlyFaults = [join('test', 'faults', sep), join('test', 'integration', 'transfers.test.ts')]
