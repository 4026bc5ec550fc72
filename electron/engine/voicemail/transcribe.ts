// Messages written down: in the background, after they are stored; the message shows its words when it is opened.
import type { Voicemail } from '../../../shared/domain/calls.ts'
import type { Ports } from '../ports.ts'
import type { Call } from '../session/call.ts'

export type TranscribeContext = Pick<Ports, 'voicemails'> & { live: { voicemail(message: Voicemail): void } }

/** Where the office wants it and can; a recogniser that fails costs the transcript and nothing else. */
export function transcribe(call: Call, { voicemails, live }: TranscribeContext, message: Voicemail): void {
  const { config } = call.office
  const { recogniser, media } = call.sound
  const { log, background } = call.pbx
  if (!config.speech.transcribe || !recogniser.available()) return
  const work = async () => {
    const path = media.absolute('voicemail', message.file)
    const { text } = await recogniser.recognise({ path, language: config.settings.language, scene: 'voicemail' })
    // It may have been heard, or removed, in the meantime.
    const now = voicemails.get(message.id)
    if (!now || text === '') return
    const written = { ...now, transcript: text }
    voicemails.save(written)
    live.voicemail(written)
  }
  background(
    work().catch((error: unknown) => log.warn('a message was not written down', { id: message.id, error: String(error) })),
  )
}
