// What 8x8 publishes of its Voice API, in our words: requests, answers, and the two webhooks of an IVR. Strict, so that a field which is
// not documented is seen. Sources: its OpenAPI description of the Voice API, "Session Summary (IVR)", "Voice Call Action Webhook Guide".
import { z } from 'zod'

const leg = z.enum(['COMPLETED', 'BUSY', 'NO_ANSWER', 'FAILED', 'CANCELED'])
const country = z.string().regex(/^[A-Z]{2}$/)
/** E.164 with its plus; an extension of the office is none, and stays as it is. */
const number = z.string().regex(/^(?:\+[1-9]\d{3,14}|\d{2,6}|anonymous|)$/)
const wholeSeconds = z.iso.datetime({ precision: 0 })
const duration = z.int().min(0)

const parties = {
  callId: z.uuid(),
  callDirection: z.enum(['INBOUND', 'OUTBOUND']),
  callType: z.enum(['PSTN', 'VOIP']),
  source: number,
  destination: number,
  sourceFormat: z.literal('MSISDN'),
  destinationFormat: z.literal('MSISDN'),
  sourceCountryCode: country,
  destinationCountryCode: country,
}

const callQuality = z.strictObject({
  mos: z.number().min(1).max(5),
  packetLossRate: z.number().min(0).max(1),
  jitter: z.int().min(0),
})

const legSummary = z
  .strictObject({
    ...parties,
    initiatedTimestamp: wholeSeconds,
    connectedTimestamp: wholeSeconds.optional(),
    disconnectedTimestamp: wholeSeconds,
    sourceRefId: z.string().min(1).optional(),
    destinationRefId: z.string().min(1).optional(),
    callStatus: leg,
    callDuration: duration,
    callQuality: callQuality.optional(),
  })
  .refine(({ callDirection, sourceRefId, destinationRefId }) =>
    callDirection === 'OUTBOUND' ? destinationRefId === undefined : sourceRefId === undefined,
  )
  .refine(({ callStatus, connectedTimestamp }) => callStatus !== 'COMPLETED' || connectedTimestamp !== undefined)

/** The session's summary (VSS) of an IVR, version 5. */
export const sessionSummary = z.strictObject({
  namespace: z.literal('VOICE'),
  eventType: z.literal('SESSION_SUMMARY'),
  description: z.string(),
  version: z.int(),
  payload: z
    .strictObject({
      sessionId: z.uuid(),
      subAccountId: z.string(),
      sessionStatus: z.enum(['COMPLETED', 'BUSY', 'NO_ANSWER', 'FAILED', 'CANCELED', 'ERROR']),
      startTime: wholeSeconds,
      endTime: wholeSeconds,
      lastAction: z.enum(['MAKE_CALL', 'SAY', 'PLAY_FILE', 'SAY_AND_CAPTURE', 'HANGUP']).optional(),
      callCount: z.int().min(1).max(2),
      clientRequestId: z.string().optional(),
      errorDetails: z.strictObject({ errorMsg: z.string().min(1), errorCode: z.int().max(-2001) }).optional(),
      details: z.strictObject({ callA: legSummary, callB: legSummary.optional() }),
    })
    .refine(({ sessionStatus, errorDetails }) => (sessionStatus === 'ERROR') === (errorDetails !== undefined))
    .refine(({ callCount, details }) => callCount === Object.keys(details).length),
})

/** The question for what is next (VCA). */
export const callAction = z.strictObject({
  namespace: z.literal('VOICE'),
  eventType: z.literal('CALL_ACTION'),
  description: z.string(),
  payload: z.strictObject({
    ...parties,
    eventId: z.uuid(),
    sessionId: z.uuid(),
    subAccountId: z.string(),
    callStatus: z.enum(['ACTION_COMPLETED', 'CALL_RECEIVED', 'DTMF_RECEIVED']),
    sourceRefId: z.string().nullable(),
    destinationRefId: z.string().nullable(),
    callDuration: duration,
    eventData: z.strictObject({ dtmf: z.string().nullable() }),
    // In the table of fields; the sample has it in `eventData` alone.
    dtmf: z.string().nullable(),
    sipCode: z.int(),
    timestamp: z.iso.datetime(),
    clientActionId: z.string().optional(),
  }),
})

/** Either webhook. */
export const webhook = z.discriminatedUnion('eventType', [callAction, sessionSummary])

const message = z.string().min(1).max(3000)
const speech = { voiceProfile: z.string(), speed: z.number().min(0.5).max(2).optional() }
const repetition = z.int().min(1).max(3).optional()
const whole = z.int().min(1).nullish()
const action = <N extends string, P extends z.ZodType>(name: N, params: P) => z.object({ action: z.literal(name), params })

/** A request, as a backend sends it. */
export const callflowRequest = z.object({
  validUntil: z.iso.datetime().optional(),
  clientRequestId: z.string().optional(),
  callflow: z
    .array(
      z.discriminatedUnion('action', [
        action('makeCall', z.object({ source: z.string(), destination: z.string(), callRecording: z.boolean().optional() })),
        action('say', z.object({ text: message, repetition, ...speech })),
        action(
          'sayAndCapture',
          z.object({
            promptMessage: message,
            successMessage: z.string().nullish(),
            failureMessage: z.string().nullish(),
            ...speech,
            completeOnHash: z.boolean().nullish(),
            minDigits: whole,
            maxDigits: whole,
            digitTimeout: whole,
            overallTimeout: whole,
            noOfTries: whole,
          }),
        ),
        action('playFile', z.object({ fileUrl: z.url(), repetition })),
        z.object({ action: z.literal('hangup'), params: z.strictObject({}).optional() }),
      ]),
    )
    .min(1),
})

/** What a request is answered with: a session, or why there is none. */
export const callflowAnswer = z.discriminatedUnion('sessionStatus', [
  z.strictObject({
    sessionId: z.string().min(1),
    sessionStatus: z.literal('CREATED'),
    callFlowRequestId: z.string().min(1),
    validUntil: z.iso.datetime().optional(),
    statusCode: z.literal(1),
    statusMessage: z.literal('Created'),
  }),
  z.strictObject({
    sessionStatus: z.literal('NOT_CREATED'),
    callFlowRequestId: z.string().min(1),
    statusCode: z.int(),
    statusMessage: z.string().min(1),
  }),
])
