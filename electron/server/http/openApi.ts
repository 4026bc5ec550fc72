// The integration API's description (OpenAPI 3.1): the ten procedures and the call-action endpoint, nothing of the console's own.
import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { z } from 'zod'
import type { ErrorCode, ProcedureMeta } from '../../../shared/contract/base.ts'
import { contract } from '../../../shared/contract/index.ts'
import { liveEvent } from '../../../shared/contract/live.ts'
import { callback, liveCall, operatorLive, queueLive, voicemail, waitingCaller } from '../../../shared/domain/calls.ts'
import { begun, callflowRequest, refused } from './callflowAnswers.ts'
import { answers, errorCode, errorResponses, errorSchema } from './openApiErrors.ts'
import { examples } from './openApiExamples.ts'

/** The API's own version: the paths begin with its first number, and within that only something is added. */
export const apiVersion = '1.1.0'

type Operation = OpenAPI.OperationObject
type Media = { schema?: unknown; example?: unknown }

const scheme = 'token'
const output = <S extends z.ZodType>(schema: S) => ({ schema, strategy: 'output' as const })

const info: OpenAPI.InfoObject = {
  title: 'Cordboard integration API',
  version: apiVersion,
  description:
    'What other programs do with an office: place and end calls, look after callbacks and operators, follow what happens, and drive calls with call-action documents. This description is public; everything it describes wants a token.',
  license: { name: 'MIT', identifier: 'MIT' },
}
const tags = [
  { name: 'Integration', description: 'Calls, callbacks, operators, and what happens.' },
  { name: 'Call actions', description: 'Calls that a backend written for 8x8’s Voice API drives.' },
]
const securitySchemes = {
  [scheme]: {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of Settings → API tokens. Its role, and its scopes where it has any, decide what it may do.',
  },
} as const satisfies Record<string, OpenAPI.SecuritySchemeObject>

/** The description, as programs read it. */
export async function openApiDocument(): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    filter: ({ path }) => path[0] === 'integration',
    info,
    tags,
    servers: [{ url: '/api', description: 'This host.' }],
    security: [{ [scheme]: [] }],
    commonSchemas: {
      Call: output(liveCall),
      Callback: output(callback),
      Operator: output(operatorLive),
      Queue: output(queueLive),
      Voicemail: output(voicemail),
      WaitingCaller: output(waitingCaller),
      LiveEvent: output(liveEvent),
    },
  })
  const paths: OpenAPI.PathsObject = {}
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    paths[path] = Object.fromEntries(
      Object.entries(methods ?? {}).map(([method, operation]) => [method, described(operation as Operation)]),
    )
  }
  paths['/v1/subaccounts/{id}/callflows'] = { post: callflows }
  const schemas = {
    ...document.components?.schemas,
    Problem: errorSchema,
    ErrorCode: errorCode,
    CallflowRequest: jsonSchema(callflowRequest, 'input'),
    SessionCreated: jsonSchema(begun, 'output'),
    SessionNotCreated: jsonSchema(refused, 'output'),
  }
  return { ...document, paths, components: { schemas, responses: errorResponses, securitySchemes } }
}

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): OpenAPI.SchemaObject => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return rest as OpenAPI.SchemaObject
}

const procedures = Object.entries(contract.integration).map(([name, procedure]) => {
  const { route, meta } = procedure['~orpc']
  return { name, operationId: route.operationId, role: (meta as ProcedureMeta).role }
})

/** The procedure's operation with who may, an example of what goes in and out, and the errors there are. */
function described(operation: Operation): Operation {
  const id = operation.operationId ?? ''
  const procedure = procedures.find(({ operationId }) => operationId === id)
  const example = examples[id]
  if (!procedure || !example) throw new Error(`The operation ${id} is not described.`)
  const body = operation.requestBody as OpenAPI.RequestBodyObject | undefined
  const success = operation.responses?.['200'] as OpenAPI.ResponseObject
  return {
    ...operation,
    description: `For tokens with the role *${procedure.role}* or above, and the scope \`integration.${procedure.name}\` where they have scopes. ${example.about}`,
    ...(body ? { requestBody: { ...body, content: withExample(body.content, example.request) } } : {}),
    parameters: ((operation.parameters ?? []) as OpenAPI.ParameterObject[]).map((each) => ({
      ...each,
      description: example.parameters?.[each.name] ?? '',
    })),
    responses: {
      200: { ...success, description: example.answers, content: withExample(success.content ?? {}, example.response) },
      ...answers(['UNAUTHENTICATED', 'FORBIDDEN', ...example.errors, ...(body ? (['MALFORMED', 'INVALID'] as ErrorCode[]) : [])]),
    },
  }
}

const withExample = (content: Record<string, Media>, example: unknown) =>
  Object.fromEntries(Object.entries(content).map(([type, media]) => [type, { ...media, example }])) as Record<
    string,
    OpenAPI.MediaTypeObject
  >

const json = (name: string, example: unknown) => ({
  'application/json': { schema: { $ref: `#/components/schemas/${name}` }, example },
})
const { callflow } = examples
const not = (statusCode: number, statusMessage: string) =>
  json('SessionNotCreated', {
    sessionStatus: 'NOT_CREATED',
    callFlowRequestId: '0b6f7f4e-6b0e-4d2c-9f0a-0a3c5e8d7b21',
    statusCode,
    statusMessage,
  })

/** The endpoint that is 8x8's: its answers, errors included, are not those of the other operations. */
const callflows = {
  operationId: 'startCallflow',
  tags: ['Call actions'],
  summary: 'Begins a call that a document drives',
  description:
    'For tokens with the role *supervisor* or above, and the scope `integration.callflows` where they have scopes. As 8x8’s Callflows API: the first action is makeCall, the session is told by webhooks of the backend whose subaccount it is.',
  parameters: [
    {
      name: 'id',
      in: 'path',
      required: true,
      description: 'The subaccount, or the id, of a backend for call actions.',
      schema: { type: 'string' as const },
    },
  ],
  requestBody: { required: true, content: json('CallflowRequest', callflow?.request) },
  responses: {
    200: { description: 'The call is being made.', content: json('SessionCreated', callflow?.response) },
    400: { description: 'The document will not do.', content: not(-1017, 'Invalid MSISDN format in Destination') },
    401: { description: 'There is no valid token.', content: not(401, 'Authentication header not found or token invalid') },
    403: { description: 'The token may not do this.', content: not(403, 'Your role does not allow this.') },
    404: { description: 'There is no such subaccount.', content: not(404, 'SubAccount not found by Id : shop') },
    413: { description: 'The document has more than 256 KB.', content: not(413, 'The message is too large.') },
    422: {
      description: 'The first action is not makeCall.',
      content: not(-1013, 'Invalid Callflow : First action should be a MakeCall action'),
    },
    503: {
      description: 'The telephone system does not answer.',
      content: not(503, 'The telephone system does not answer right now.'),
    },
  },
}
