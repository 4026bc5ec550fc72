// What a simulated call finds outside: sound files that are always there, and nobody who understands speech.
import type { Recogniser, WebAudio } from '../../engine/ports.ts'

export const simWebAudio: WebAudio = { get: async (url) => ({ result: 'ready', path: `/web/${url}`, seconds: 3 }) }

export const simRecogniser: Recogniser = {
  available: () => false,
  recognise: () => Promise.reject(new Error('simulated calls have no recogniser')),
}
