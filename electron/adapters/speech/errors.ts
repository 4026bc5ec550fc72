// What can go wrong with speech.

export type SpeechErrorCode =
  | 'unavailable' // no speech program on this machine
  | 'failed' // the program ended or could not say this
  | 'timeout'
  | 'empty' // nothing to say
  | 'tooLong'
  | 'aborted'

/** An error of text-to-speech; the message is a sentence and never holds the text to be said. */
export class SpeechError extends Error {
  readonly code: SpeechErrorCode
  constructor(code: SpeechErrorCode, message: string) {
    super(message)
    this.name = 'SpeechError'
    this.code = code
  }
}
