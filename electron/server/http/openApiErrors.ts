// The errors of the integration API in its description: one body for all of them, and a response for each status.
import type { OpenAPI } from '@orpc/openapi'
import { type ErrorCode, errorCodes } from '../../../shared/contract/base.ts'

/** Codes that an operation of the API may answer with, as its status' response; the consoles have more. */
const told = {
  MALFORMED: 'Malformed',
  UNAUTHENTICATED: 'Unauthenticated',
  FORBIDDEN: 'Forbidden',
  NOT_FOUND: 'NotFound',
  CONFLICT: 'Conflict',
  NOT_LOGGED_IN: 'Conflict',
  NO_PHONE: 'Conflict',
  THREE_WAY: 'Conflict',
  REFUSED: 'Conflict',
  INVALID: 'Invalid',
  LOCKED: 'TooMany',
  PBX_DOWN: 'Unavailable',
  BUSY: 'Unavailable',
  TOO_SLOW: 'Unavailable',
} as const satisfies Partial<Record<ErrorCode, string>>
type Told = keyof typeof told
export type ApiError = Told

/** What went wrong in the host itself; not one of the contract's. */
const internal = 'INTERNAL_SERVER_ERROR'

export const errorCode: OpenAPI.SchemaObject = {
  type: 'string',
  enum: [...Object.keys(told), internal],
  description: 'What went wrong, for programs. There may be more of them in a later version.',
}
export const errorSchema: OpenAPI.SchemaObject = {
  type: 'object',
  required: ['code', 'message'],
  properties: {
    code: { $ref: '#/components/schemas/ErrorCode' },
    status: { type: 'integer', description: 'The HTTP status.' },
    message: { type: 'string', description: 'A sentence in English, for whoever reads a log.' },
    defined: { type: 'boolean', description: 'Whether the code is one of the list.' },
    data: {
      type: 'object',
      description: 'More, by the code: `field` of INVALID, `reason` of REFUSED.',
      properties: { field: { type: 'string' }, reason: { type: 'string' } },
    },
  },
}

const descriptions: Record<(typeof told)[Told], string> = {
  Malformed: 'The body is not what its Content-Type says, JSON as a rule.',
  Unauthenticated: 'There is no valid token.',
  Forbidden: 'The token’s role or scopes do not allow this.',
  NotFound: 'There is nothing of that id.',
  Conflict: 'It cannot be done as things stand; the code says why.',
  Invalid: 'A field is missing or does not fit; `data.field` says which.',
  TooMany: 'Too many requests; wait a little.',
  Unavailable: 'The telephone system does not answer, or the host has too much to do. Try again.',
}

const body = (code: string, message: string, status: number, data?: object): OpenAPI.ResponseObject['content'] => ({
  'application/json': {
    schema: { $ref: '#/components/schemas/Problem' },
    example: { defined: code !== internal, code, status, message, ...(data ? { data } : {}) },
  },
})

const responseOf = (name: string): OpenAPI.ResponseObject => {
  const [code] = Object.entries(told).find(([, each]) => each === name) as [Told, keyof typeof descriptions]
  const { message, status } = errorCodes[code]
  return {
    description: descriptions[name as keyof typeof descriptions],
    content: body(code, message, status, code === 'INVALID' ? { field: 'to' } : undefined),
  }
}

/** By the names under which operations refer to them. */
export const errorResponses: Record<string, OpenAPI.ResponseObject> = {
  ...Object.fromEntries([...new Set(Object.values(told))].map((name) => [name, responseOf(name)])),
  Internal: {
    description: 'Something went wrong in the host; its log says what.',
    content: body(internal, 'Something went wrong in the host; its log says what.', 500),
  },
}

/** The responses of an operation that may answer with these codes; any may meet too many requests and a fault of the host. */
export const answers = (codes: readonly ErrorCode[]): OpenAPI.ResponsesObject =>
  Object.fromEntries([
    ...[...codes, 'LOCKED' as const].map((code) => [
      errorCodes[code].status,
      { $ref: `#/components/responses/${told[code as Told]}` },
    ]),
    [500, { $ref: '#/components/responses/Internal' }],
  ])
