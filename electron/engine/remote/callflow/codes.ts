// 8x8's codes for what goes wrong, each with the sentence of its table: of a request that is refused, and of a session that failed.

/** Why a request or a document is refused. */
export const refusals = {
  [-1001]: 'Invalid JSON request body',
  [-1002]: 'Speech profile or language parameter invalid',
  [-1003]: 'Valid maxDigits required when minDigits provided',
  [-1005]: 'Valid overallTimeout is required when digitTimeout provided',
  [-1006]: 'OverallTimeout should be greater than digitTimeout',
  [-1007]: 'Invalid action type was used. Accepted action type is [say, sayAndCapture, makeCall, hangup, playFile]',
  [-1008]: 'Valid maxDigits is required when completeOnHash is false',
  [-1009]: 'Invalid call flow entry provided.',
  [-1010]: 'Some actions are provided beyond the allowed count',
  [-1011]: 'Multiple destination phone numbers found in the request',
  [-1012]: 'Invalid Callflow : Incorrect use of action Hangup',
  [-1013]: 'Invalid Callflow : First action should be a MakeCall action',
  [-1014]: 'Source or caller ID is not allowed',
  [-1015]: 'The validity period of the call flow request has expired',
  [-1016]: 'Invalid Callflow Content: Some special characters are invalid/unaccepted',
  [-1017]: 'Invalid MSISDN format in Destination',
} as const
export type ProblemCode = keyof typeof refusals

/** Why a session failed. */
export const failures = {
  [-2003]: 'The call flow provided is invalid',
  [-2004]: 'No coverage available for requested area',
  [-2005]: 'Unable to synthesize text to speech',
  [-2006]: 'Unable to download file for playback',
  [-2010]: 'The trunk capacity has been exceeded',
} as const
export type ErrorCode = keyof typeof failures
