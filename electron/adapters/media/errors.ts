// What can go wrong with stored sound.

export type MediaErrorCode = 'notAudio' | 'tooLong' | 'empty' | 'tooLarge' | 'notFound' | 'failed'

/** An error of the media store; the message is a sentence for people. */
export class MediaError extends Error {
  readonly code: MediaErrorCode
  constructor(code: MediaErrorCode, message: string) {
    super(message)
    this.name = 'MediaError'
    this.code = code
  }
}
