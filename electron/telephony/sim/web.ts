// What a simulated call finds outside: sound files that are always there, and nobody who understands speech or answers a stream.
import type { Recogniser, StreamSockets, WebAudio } from '../../engine/ports.ts'

export const simWebAudio: WebAudio = { get: async (url) => ({ result: 'ready', path: `/web/${url}`, seconds: 3 }) }

export const simRecogniser: Recogniser = {
  available: () => false,
  recognise: () => Promise.reject(new Error('simulated calls have no recogniser')),
}

/** An endpoint that takes everything and says nothing. */
export const simStreams: StreamSockets = { open: async () => ({ send: () => {}, waiting: 0, close: () => {} }) }
