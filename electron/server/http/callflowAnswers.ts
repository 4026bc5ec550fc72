// What the call-action endpoint takes and answers, as its description says it. The engine judges documents, with 8x8's codes; this tells of them.
import { z } from 'zod'

const number = z.string().min(2).max(40).meta({ description: 'E.164, with or without its plus, or an extension.' })
const message = z.string().min(1).max(3000)
const voiceProfile = z
  .string()
  .max(100)
  .meta({ description: 'A published name such as en-US-ZiraRUS, or one of the office’s own.' })
const speed = z.number().min(0.5).max(2).default(1).optional()
const repetition = z.int().min(1).max(3).default(1).optional()
const milliseconds = z.int().min(1).max(300_000)
const digits = z.int().min(1).max(25)
const fileUrl = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/\S+$/)
  .meta({ description: 'WAV or MP3 below 5 MB.' })
const action = <N extends string, P extends z.ZodType>(name: N, params: P) =>
  z.object({ action: z.literal(name), params }).meta({ title: name })

/** A call-action document that begins a call. */
export const callflowRequest = z.object({
  validUntil: z.iso.datetime({ offset: true }).nullish().describe('No call is begun from then on.'),
  clientRequestId: z.string().nullish().describe('The sender’s own name for the request; the summary has it.'),
  clientActionId: z.string().nullish().describe('The first question for what is next has it.'),
  callflow: z
    .array(
      z.union([
        action(
          'makeCall',
          z.object({ source: number, destination: number, callRecording: z.boolean().default(false).optional() }),
        ),
        action('say', z.object({ text: message, voiceProfile, speed, repetition })),
        action(
          'sayAndCapture',
          z.object({
            promptMessage: message,
            successMessage: z.string().max(3000).nullish(),
            failureMessage: z.string().max(3000).nullish(),
            voiceProfile,
            speed,
            completeOnHash: z.boolean().nullish().describe('Default true; false wants maxDigits.'),
            minDigits: digits.nullish().describe('Wants maxDigits.'),
            maxDigits: digits.nullish(),
            digitTimeout: milliseconds.nullish().describe('Wants overallTimeout.'),
            overallTimeout: milliseconds.nullish().describe('Default 30000.'),
            noOfTries: z.int().min(1).max(100).nullish().describe('Default 3.'),
          }),
        ),
        action('playFile', z.object({ fileUrl, repetition })),
        z.object({ action: z.literal('hangup') }).meta({ title: 'hangup' }),
      ]),
    )
    .min(1)
    .describe('The first one is makeCall, of which there are two at most; hangup is the last.'),
})

export const begun = z
  .object({
    sessionId: z.string(),
    sessionStatus: z.literal('CREATED'),
    callFlowRequestId: z.string(),
    validUntil: z.iso.datetime({ offset: true }).optional().describe('As it was asked for.'),
    statusCode: z.literal(1),
    statusMessage: z.string(),
  })
  .meta({ title: 'SessionCreated' })
export type Begun = z.infer<typeof begun>

export const refused = z
  .object({
    sessionStatus: z.literal('NOT_CREATED'),
    callFlowRequestId: z.string(),
    statusCode: z.int().describe('A code of 8x8’s, or the HTTP status.'),
    statusMessage: z.string(),
  })
  .meta({ title: 'SessionNotCreated' })

/** The answer to a request that began nothing. */
export const notBegun = (callFlowRequestId: string, statusCode: number, statusMessage: string): z.infer<typeof refused> => ({
  sessionStatus: 'NOT_CREATED',
  callFlowRequestId,
  statusCode,
  statusMessage,
})
