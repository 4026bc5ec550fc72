// docs/compatibility.md on call actions and the API names what there is: codes, actions and their params, the webhooks' fields, operations.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { root } from '../../../../build/paths.ts'
import { failures, refusals } from '../../../../electron/engine/remote/callflow/codes.ts'
import { contract } from '../../../../shared/contract/index.ts'
import { callAction, callflowAnswer, callflowRequest, sessionSummary } from '../../../support/callActionSchemas.ts'

const page = readFileSync(join(root, 'docs/compatibility.md'), 'utf8')
const section = (title: string) => page.split(/^## /m).find((text) => text.startsWith(title)) ?? ''

/** The names of all fields in a schema. */
function fieldsOf(schema: z.core.JSONSchema.JSONSchema | boolean | undefined): string[] {
  if (typeof schema !== 'object') return []
  const { properties = {}, items, anyOf = [], oneOf = [] } = schema
  const inner = [...Object.values(properties), ...(Array.isArray(items) ? items : [items]), ...anyOf, ...oneOf]
  return [...Object.keys(properties), ...inner.flatMap((each) => fieldsOf(each as z.core.JSONSchema.JSONSchema))]
}

test('every code is on the page', () => {
  for (const code of [...Object.keys(refusals), ...Object.keys(failures)])
    expect(section('Call actions')).toContain(`\`${code}\``)
})

test('every action, param, and field of the webhooks and answers is on the page', async () => {
  const { toJSONSchema } = (await import('zod')).z
  const known = [callflowRequest, callflowAnswer, callAction, sessionSummary].flatMap((schema) =>
    fieldsOf(toJSONSchema(schema, { unrepresentable: 'any' })),
  )
  const named = section('Call actions')
  const generic = new Set([
    'action',
    'params',
    'payload',
    'details',
    'eventData',
    'callA',
    'callB',
    'errorDetails',
    'errorMsg',
    'errorCode',
  ])
  const missing = [...new Set(known)].filter((name) => !generic.has(name) && !named.includes(`\`${name}\``))
  expect(known.length).toBeGreaterThan(60)
  expect(missing.filter((name) => !named.includes(`.${name}\``))).toEqual([])
})

test('every operation of the API is on the page', () => {
  for (const procedure of Object.values(contract.integration))
    expect(section('Integration API')).toContain(`\`${procedure['~orpc'].route.operationId}\``)
})
