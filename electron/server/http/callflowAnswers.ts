// What the call-action endpoint takes and answers, as its description says it.
import { z } from 'zod'

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

const refused = z
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
