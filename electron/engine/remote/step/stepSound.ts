// What an action of a step provider says: recordings, a file, or a text, which may have to be asked for first.
import type { Media } from '../../actions/media.ts'
import { spokenBy } from '../callflow/voices.ts'
import { RemoteFailure, soundOf, soundOfAll } from '../sound.ts'
import { fetched } from './api.ts'
import { isObject, type SoundFields } from './schemas.ts'
import type { Work } from './work.ts'

/** How long a text is waited for, ms. */
const textMs = 10_000
/** Where a text stands in an answer, first to last; `data` and `response_data` are looked into. */
const textFields = ['tts_text', 'text', 'message', 'content', 'speech']
const deepest = 4

/** The text in an API's answer, as RustPBX looks for it; undefined where there is none. */
export function textIn(answer: unknown, depth = 0): string | undefined {
  if (typeof answer === 'string') return answer === '' ? undefined : answer
  if (!isObject(answer) || depth > deepest) return undefined
  const found = textFields.map((name) => answer[name]).find((value) => typeof value === 'string' && value !== '')
  return (found as string | undefined) ?? textIn(answer.data, depth + 1) ?? textIn(answer.response_data, depth + 1)
}

async function textOf(work: Work, { tts_api_url: url, tts_text: text }: SoundFields): Promise<string | undefined> {
  if (!url) return text
  try {
    return textIn(await fetched(work, url, textMs)) ?? text
  } catch (error) {
    work.call.check()
    work.call.trace('prompt.failed', { error: error instanceof Error ? error.message : String(error) })
    return text
  }
}

/** `tts://text?voice=name`, percent-encoded, in place of a file. */
function spokenFile(file: string | undefined): { text: string; voice: string | undefined } | null {
  const [, text, voice] = /^tts:\/\/([^?]*)(?:\?voice=(.*))?$/s.exec(file?.trim() ?? '') ?? []
  if (text === undefined) return null
  try {
    return { text: decodeURIComponent(text), voice: voice || undefined }
  } catch {
    return { text, voice: voice || undefined } // no percent-encoding
  }
}

const listed = (list: string | string[]): string[] =>
  (Array.isArray(list) ? list : list.split(/[,;|]/)).map((name) => name.trim()).filter((name) => name !== '')

/** Ready to play; silence where the action says nothing. Throws RemoteFailure. */
export async function stepSound(work: Work, action: SoundFields): Promise<Media> {
  const { call } = work
  const recordings = listed(action.record_name_list ?? '')
  if (recordings.length > 0) return soundOfAll(call, recordings)
  const spoken = spokenFile(action.file)
  const file = spoken ? undefined : action.file
  const text = spoken?.text ?? (await textOf(work, action))
  if (!file?.trim() && !text?.trim() && action.tts_api_url) throw new RemoteFailure('speech', 'no text came to be spoken')
  const voice = (spoken?.voice ?? action.tts_voice)?.trim()
  return soundOf(call, { file, text, ...(voice ? spokenBy(call, voice) : {}) })
}
