// What a simulated call finds outside: sound files that are always there, and nobody who understands speech or answers a stream.
import { type Recogniser, ScriptError, type Scripts, type StreamSockets, type WebAudio } from '../../engine/ports.ts'

export const simWebAudio: WebAudio = { get: async (url) => ({ result: 'ready', path: `/web/${url}`, seconds: 3 }) }

export const simRecogniser: Recogniser = {
  available: () => false,
  recognise: () => Promise.reject(new Error('simulated calls have no recogniser')),
}

/** An endpoint that takes everything and says nothing. */
export const simStreams: StreamSockets = { open: async () => ({ send: () => {}, waiting: 0, close: () => {} }) }

/** A simulated call runs no code of the office. */
export const simScripts: Scripts = {
  has: () => true,
  run: (name) => Promise.reject(new ScriptError('missing', `“${name}” is not run in a simulation.`, null, null)),
}
