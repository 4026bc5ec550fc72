// No recogniser is set up: whoever asks is told so.
import type { Recogniser } from '../../engine/ports.ts'
import { SpeechError } from '../errors.ts'

export const noRecogniser: Recogniser = {
  available: () => false,
  recognise: () => Promise.reject(new SpeechError('unavailable', 'No speech recogniser is set up.')),
}
