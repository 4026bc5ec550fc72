// Speech and sound from elsewhere, as the engine asks for them.
import type { Language } from '../../shared/domain/office.ts'

export type SpeechRequest = { text: string; language: Language; voice?: string; speed?: number }

/** Text-to-speech: renders to a telephony WAV (8 kHz, mono, 16 bit) and returns its absolute path. Throws SpeechError. */
export interface Speech {
  render(request: SpeechRequest, signal?: AbortSignal): Promise<{ path: string; seconds: number }>
  voices(): Promise<{ id: string; language: string; name: string }[]>
  /** A voice of that language and gender, where the engine has one. */
  voiceFor?(language: Language, gender: 'female' | 'male'): string | undefined
  close(): Promise<void>
}

/** Sound files of other servers (WAV, MP3; at most 5 MB): fetched, converted, and kept for an hour by their address. */
export interface WebAudio {
  get(
    url: string,
    signal?: AbortSignal,
  ): Promise<{ result: 'ready'; path: string; seconds: number } | { result: 'failed'; error: string }>
}

/** Speech-to-text. */
export interface Recogniser {
  /** Whether one is set up. */
  available(): boolean
  /** What is said in a telephony WAV; `scene` is a hint of the caller's own (a grammar's name). Throws SpeechError. */
  recognise(
    request: { path: string; language: Language; scene: string },
    signal?: AbortSignal,
  ): Promise<{ text: string; confidence: number }>
}
