// Secrets of flows: kept sealed, named, and read by the host's own requests only.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { secretPlaceholder } from '../../../shared/domain/secretReference.ts'
import { type FlowDocument, flowDocument } from '../../../shared/flow/document.ts'
import { hideSecrets, withReferences } from '../../../shared/flow/secrets.ts'
import type { Secrets } from './secrets.ts'
import type { Sql } from './sql.ts'

export type FlowSecrets = ReturnType<typeof flowSecrets>

const prefix = 'flow:'
/** Done once for what was saved before addresses, bodies and metadata were looked at. */
const moved = 'secretsMoved'

export function flowSecrets(sql: Sql, secrets: Secrets) {
  const set = (name: string, value: string) => {
    if (secrets.get(prefix + name) !== value) secrets.set(prefix + name, value)
  }
  const put = (owner: string, place: string, value: string): string => {
    const unique = createHash('sha256').update(`${owner}\n${place}`).digest('hex').slice(0, 10)
    const name = `${place
      .replace(/\W/g, '_')
      .replace(/^(?=\d)/, '_')
      .slice(0, 60)}_${unique}`
    set(name, value)
    return name
  }
  /** The document with references in place of the secrets it brings, which are kept. */
  const hide = (document: FlowDocument): FlowDocument =>
    withReferences(document, ({ node, place }, value) => put(`${document.id}\n${node}`, place, value))
  /** The same for a record of the office; headers of backends are hidden by their repository. */
  const hideIn = <T extends { url: string }>(owner: string, record: T): T => {
    const { headers, ...rest } = record as T & { headers?: unknown }
    const hidden = hideSecrets(rest, (place, value) => secretPlaceholder(put(owner, place, value)))
    return hidden === rest ? record : ({ ...record, ...hidden } as T)
  }
  const repository = {
    hide,
    hideIn,
    set,
    /** Empty when there is none. */
    read: (name: string): string => secrets.get(prefix + name) ?? '',
    has: (name: string): boolean => secrets.get(prefix + name) !== null,
    /** False when there was none. */
    remove: (name: string): boolean => secrets.remove(prefix + name),
    names: (): string[] =>
      sql
        .all(sql.build.selectFrom('secrets').select('name').where('name', 'like', `${prefix}%`).orderBy('name'))
        .map(({ name }) => name.slice(prefix.length)),
  }
  if (!sql.get(sql.build.selectFrom('settings').select('name').where('name', '=', moved))) moveOld(sql, hide, hideIn)
  return repository
}

/** A row that cannot be read is told of by whoever reads it next. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // no JSON: not for this
  }
}

function moveOld(
  sql: Sql,
  hide: (document: FlowDocument) => FlowDocument,
  hideIn: <T extends { url: string }>(owner: string, record: T) => T,
): void {
  const hidden = (text: string): string | null => {
    const read = flowDocument.safeParse(parsed(text))
    if (!read.success) return null
    const document = hide(read.data)
    return document === read.data ? null : JSON.stringify(document)
  }
  sql.transaction(() => {
    for (const { id, draft } of sql.all(sql.build.selectFrom('flows').select(['id', 'draft']))) {
      const text = hidden(draft)
      if (text !== null) sql.run(sql.build.updateTable('flows').set({ draft: text }).where('id', '=', id))
    }
    const versions = sql.all(sql.build.selectFrom('flow_versions').select(['flow_id', 'version', 'document']))
    for (const { flow_id, version, document } of versions) {
      const text = hidden(document)
      if (text === null) continue
      const one = sql.build.updateTable('flow_versions').set({ document: text })
      sql.run(one.where('flow_id', '=', flow_id).where('version', '=', version))
    }
    const records = sql.build.selectFrom('records').select(['kind', 'id', 'body']).where('kind', 'in', ['webhook', 'backend'])
    for (const { kind, id, body } of sql.all(records)) {
      const record = z.looseObject({ url: z.string() }).safeParse(parsed(body))
      if (!record.success) continue
      const text = JSON.stringify(hideIn(`${kind}:${id}`, record.data))
      sql.run(sql.build.updateTable('records').set({ body: text }).where('kind', '=', kind).where('id', '=', id))
    }
    sql.run(sql.build.insertInto('settings').values({ name: moved, body: '{}' }))
  })
}
