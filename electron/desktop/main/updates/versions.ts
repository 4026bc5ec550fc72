// Versions as they are compared: three numbers, and perhaps a pre-release.

/** Whether a version has no word in it that leads out of the feed's folder. */
export const isPlainVersion = (version: string): boolean => /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)

/** Whether `one` is newer than `other`. */
export function isNewer(one: string, other: string): boolean {
  const parts = (version: string) => version.replace('-', '.').split('.')
  const [a, b] = [parts(one), parts(other)]
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    // 1.0.0 is newer than 1.0.0-beta.
    const [mine, its] = [a[at], b[at]]
    if (mine === undefined || its === undefined) return at > 2 ? mine === undefined : its === undefined
    if (mine !== its) return mine.localeCompare(its, 'en', { numeric: true }) > 0
  }
  return false
}
