import { locale, text } from '../lib/i18n/index.ts'

type Reasons<W> = [RegExp, (found: RegExpExecArray, words: W) => string][]

/** What the host says of a request that did not get through (electron/adapters/outbound/http.ts), and its sentence. */
const reasons: Reasons<typeof text.integrations.reach> = [
  [/^No answer within ([\d.]+) s\.$/, ([, seconds = ''], words) => words.late({ seconds })],
  [/ECONNREFUSED/, (_, words) => words.refused],
  [/(?:ENOTFOUND|EAI_AGAIN) (\S+)/, ([, host = ''], words) => words.unknownName({ host })],
  [/EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|ETIMEDOUT|connect timeout/i, (_, words) => words.noWay],
  [/ECONNRESET|EPIPE|other side closed|socket hang up|terminated/i, (_, words) => words.broken],
  [/is an address that requests may not go to/, (_, words) => words.forbidden],
  [/wrong version number|packet length too long/i, (_, words) => words.notSecure],
  [/certificate|self.signed|altname|SSL|TLS/i, ({ input }, words) => words.certificate({ detail: input })],
  [/^Not an http or https address/, (_, words) => words.notWeb],
  [/^The answer is larger than/, (_, words) => words.tooLarge],
  [/^The server redirects/, (_, words) => words.elsewhere],
]

const said = <W>(error: string, reasons: Reasons<W>, words: W): string | null => {
  for (const [pattern, say] of reasons) {
    const found = pattern.exec(error)
    if (found) return say(found, words)
  }
  return null
}

/** Why a request did not get through, in the console's language and a sentence's second half; what no sentence fits stays as it is. */
export function reach(error: string): string {
  return said(error, reasons, text.integrations.reach) ?? error
}

const sentence = (words: string): string => words.slice(0, 1).toLocaleUpperCase(locale()) + words.slice(1)

/** What the host says of a voice that does not speak (electron/adapters/speech), and its sentence. */
const silences: Reasons<typeof text.integrations.speech.silence> = [
  [/^The speech service: (.*)$/s, ([, why = '']) => sentence(reach(why))],
  [/^The speech service answered (\d+)\.$/, ([, status = ''], words) => words.status({ status })],
  [/^(.+) cannot be run: /, ([, program = ''], words) => words.noProgram({ program })],
  [/^There is no Piper voice for \w+ in (.+)\.$/, ([, folder = ''], words) => words.noVoice({ folder })],
  [/ took too long\.$/, (_, words) => words.slow],
]

/** Why a voice is not heard, in the console's language; what no sentence fits stays as it is. */
export function silence(error: string): string {
  return said(error, silences, text.integrations.speech.silence) ?? error
}
