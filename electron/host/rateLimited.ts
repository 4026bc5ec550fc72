// A line that may come many thousand times: the first few of a minute as they are, the others as one number.

const windowMs = 60_000
const shown = 5

/** Wraps `say`; the number of what was left out follows at the end of its minute. */
export function rateLimited(say: (line: string) => void): (line: string) => void {
  let count = 0
  let counting = false
  return (line) => {
    count++
    if (count <= shown) say(line)
    if (counting) return
    counting = true
    setTimeout(() => {
      if (count > shown) say(`… and ${count - shown} more like these within a minute`)
      count = 0
      counting = false
    }, windowMs).unref()
  }
}
