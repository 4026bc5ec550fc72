// What a text-to-speech engine is to the host: it turns a text into a sound file's bytes. Keeping and converting is done around it.
import type { Language } from '../../../../shared/domain/office.ts'

export type Voice = { id: string; language: string; name: string }

export type Utterance = { text: string; language: Language; voice: string | undefined; speed: number }

export type SpeechEngine = {
  /** Part of what names a kept file: another engine or setting says the same text differently. */
  readonly generation: string
  /** A WAV or MP3. Throws SpeechError. */
  speak(utterance: Utterance): Promise<Uint8Array>
  voices(): Promise<Voice[]>
  voiceFor?(language: Language, gender: 'female' | 'male'): string | undefined
}
