// How the recording of a message is in its mail.
import { readFile, stat } from 'node:fs/promises'
import type { Voicemail } from '../../../shared/domain/calls.ts'
import type { Mailbox, OfficeConfig } from '../../../shared/domain/office.ts'
import { encodeMp3 } from '../../adapters/media/encodeMp3.ts'
import { linkTo } from '../../adapters/outbound/mail/letterParts.ts'
import { attachmentName, type LetterSound } from '../../adapters/outbound/mail/letters.ts'
import type { Letter } from '../../adapters/outbound/mail/smtp.ts'
import type { Log, MediaStore } from '../../engine/ports.ts'

/** Larger recordings are not attached, bytes: many servers take no mail above 25 MB, and base64 adds a third. */
export const largestAttachment = 15_000_000
/** Larger ones are not encoded, bytes: the longest message has 29 MB. */
const largestEncoded = 60_000_000

type SoundDeps = { media: Pick<MediaStore, 'absolute'>; log: Log; config(): OfficeConfig }
type Attachment = Letter['attachments'][number]
type MessageSound = { sound: LetterSound; attachment: Attachment | null }

/** What the mailbox wants of the recording, as far as it can be had. */
export async function soundOf(
  { media, log, config }: SoundDeps,
  message: Voicemail,
  { sound, deleteAfterMail }: Mailbox,
  consoleAddress: string,
): Promise<MessageSound> {
  const link = linkTo(consoleAddress, 'voicemail')
  if (sound === 'none') return { sound: { kind: 'none' }, attachment: null }
  if (sound === 'link') return { sound: { kind: 'link', link }, attachment: null }
  try {
    const path = media.absolute('voicemail', message.file)
    const { size } = await stat(path)
    const nameOf = (ending: 'wav' | 'mp3') => attachmentName(message.at, config().settings, ending)
    const mp3 = sound === 'mp3' && size <= largestEncoded ? await asMp3(path, message.id, log) : null
    const attachment: Attachment = mp3
      ? { filename: nameOf('mp3'), content: mp3, contentType: 'audio/mpeg' }
      : { filename: nameOf('wav'), path, contentType: 'audio/wav' }
    const bytes = mp3 ? mp3.length : size
    if (bytes > largestAttachment) return { sound: { kind: 'large', bytes, link }, attachment: null }
    return { sound: { kind: 'attached', removed: deleteAfterMail }, attachment }
  } catch (error) {
    log.error('a recording cannot be mailed', { id: message.id, error: String(error) })
    return { sound: { kind: 'missing' }, attachment: null }
  }
}

/** Null where it cannot be encoded: it goes as it is then. */
async function asMp3(path: string, id: string, log: Log): Promise<Buffer | null> {
  const wav = await readFile(path)
  try {
    return Buffer.from(await encodeMp3(wav))
  } catch (error) {
    log.warn('a recording is mailed as WAV', { id, error: String(error) })
    return null
  }
}
