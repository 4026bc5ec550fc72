// What can go wrong with the managed Asterisk: a closed set of codes, each with a sentence for people.

export type PbxErrorCode =
  | 'PBX_UNAVAILABLE' // no Asterisk here and none can be brought
  | 'PACKAGE_UNAVAILABLE' // Chromium or SIPp can neither be found nor brought
  | 'PBX_START_FAILED' // Asterisk ended before ARI answered
  | 'PBX_START_TIMEOUT' // Asterisk runs, ARI never answered
  | 'PBX_COMMAND_FAILED' // `asterisk -rx` failed
  | 'PBX_CONFIG' // the configuration contradicts itself
  | 'ABORTED' // the caller's signal was aborted

/** An error of the managed Asterisk. `message` says what was being done and what to do about it. */
export class PbxError extends Error {
  readonly code: PbxErrorCode
  constructor(code: PbxErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'PbxError'
    this.code = code
  }
}
