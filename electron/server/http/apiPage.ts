// The API as a page for people: the integration's operations with what goes in and comes out, made from the OpenAPI document.
import { z } from 'zod'

const schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.unknown().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
})
const operation = z.looseObject({
  summary: z.string().optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().optional() })).optional(),
  requestBody: z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) }).optional(),
  responses: z
    .record(z.string(), z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })).optional() }))
    .optional(),
})
const openApi = z.looseObject({
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()).default({}) }).default({ schemas: {} }),
})

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

type Schemas = Record<string, unknown>

/** A schema in short: the names of an object's fields, or its type. */
function shape(of: unknown, schemas: Schemas): string {
  const read = schema.safeParse(of)
  if (!read.success) return ''
  const { properties, type, items, $ref } = read.data
  if ($ref) return shape(schemas[$ref.split('/').at(-1) ?? ''], schemas)
  if (properties) return `{ ${Object.keys(properties).join(', ')} }`
  return type === 'array' ? `[ ${shape(items, schemas)} ]` : String(type ?? '')
}

function row(path: string, method: string, of: z.infer<typeof operation>, schemas: Schemas): string {
  const parameters = (of.parameters ?? []).map((each) => `${each.name} (${each.in}${each.required ? '' : ', optional'})`)
  const body = Object.values(of.requestBody?.content ?? {}).map((each) => shape(each.schema, schemas))
  const good = Object.entries(of.responses ?? {}).find(([status]) => status.startsWith('2'))?.[1]
  const answer = Object.entries(good?.content ?? {}).map(([type, each]) =>
    type === 'text/event-stream' ? 'events' : shape(each.schema, schemas),
  )
  const cells = [
    `<code>${method.toUpperCase()} /api${escaped(path)}</code>`,
    escaped(of.summary ?? ''),
    escaped([...parameters, ...body].join(', ')),
    escaped(answer.join(', ')),
  ]
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
}

/** The page, a row for each operation. */
export function apiPage(document: unknown): string {
  const { info, paths, components } = openApi.parse(document)
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, value]) => {
      const read = operation.safeParse(value)
      return read.success ? [row(path, method, read.data, components.schemas)] : []
    }),
  )
  const title = `${escaped(info.title)} ${escaped(info.version)}`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><main><h1>${title}</h1>
<p>Send a token of Settings → API tokens as <code>Authorization: Bearer …</code>. Errors answer with <code>{ code, message, data }</code>, those of call actions as 8x8’s.
The whole description is <a href="/api/openapi.json">openapi.json</a>.</p>
<table border="1" cellpadding="6"><thead><tr><th>Request</th><th>What it does</th><th>Takes</th><th>Answers</th></tr></thead>
<tbody>${operations.join('\n')}</tbody></table></main></body></html>`
}
