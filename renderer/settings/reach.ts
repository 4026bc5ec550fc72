import { text } from '../lib/i18n/index.ts'

type Words = typeof text.outside.reach

/** What the host says of a request that did not get through (electron/outbound/http.ts), and its sentence. */
const reasons: [RegExp, (found: RegExpExecArray, words: Words) => string][] = [
  [/^No answer within ([\d.]+) s\.$/, ([, seconds = ''], words) => words.late(seconds)],
  [/ECONNREFUSED/, (_, words) => words.refused],
  [/(?:ENOTFOUND|EAI_AGAIN) (\S+)/, ([, host = ''], words) => words.unknownName(host)],
  [/EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|ETIMEDOUT|connect timeout/i, (_, words) => words.noWay],
  [/ECONNRESET|EPIPE|other side closed|socket hang up|terminated/i, (_, words) => words.broken],
  [/is an address that requests may not go to/, (_, words) => words.forbidden],
  [/wrong version number|packet length too long/i, (_, words) => words.notSecure],
  [/certificate|self.signed|altname|SSL|TLS/i, ({ input }, words) => words.certificate(input)],
  [/^Not an http or https address/, (_, words) => words.notWeb],
  [/^The answer is larger than/, (_, words) => words.tooLarge],
  [/^The server redirects/, (_, words) => words.elsewhere],
]

/** Why a request did not get through, in the console's language and a sentence's second half; what no sentence fits stays as it is. */
export function reach(error: string): string {
  for (const [pattern, say] of reasons) {
    const found = pattern.exec(error)
    if (found) return say(found, text.outside.reach)
  }
  return error
}
