// Who calls: withheld numbers, and names that are too long for Asterisk.

/** What stands in place of a withheld number. */
export const withheld = 'anonymous'

/** Whether nothing is known of who calls: the number was withheld, or there is none. */
export const isWithheld = (number: string): boolean =>
  number === '' || /^(?:anonymous|restricted|private|withheld|unknown|unavailable)$/i.test(number)

const mostBytes = 79
/** Bytes in UTF-8. */
const bytesOf = (text: string): number =>
  [...text].reduce((sum, each) => {
    const code = each.codePointAt(0) ?? 0
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4)
  }, 0)
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The name, cut between two characters as people see them where it has more bytes than a caller id may have. */
export function cutToBytes(name: string, most = mostBytes): string {
  if (bytesOf(name) <= most) return name
  let [cut, bytes] = ['', 0]
  for (const { segment } of characters.segment(name)) {
    bytes += bytesOf(segment)
    if (bytes > most) break
    cut += segment
  }
  return cut
}
