// Secrets of flows: kept sealed, named, and read by the host's own requests only.
import { createHash } from 'node:crypto'
import { type FlowDocument, flowDocument } from '../../shared/flow/document.ts'
import { withReferences } from '../../shared/flow/secrets.ts'
import type { Secrets } from './secrets.ts'
import type { Sql } from './sql.ts'

export type FlowSecrets = ReturnType<typeof flowSecrets>

const prefix = 'flow:'
/** Done once for what was saved before version 160. */
const moved = 'flowSecretsMoved'

export function flowSecrets(sql: Sql, secrets: Secrets) {
  const set = (name: string, value: string) => {
    if (secrets.get(prefix + name) !== value) secrets.set(prefix + name, value)
  }
  /** The document with references in place of the secrets it brings, which are kept. */
  const hide = (document: FlowDocument): FlowDocument =>
    withReferences(document, ({ node, header }, value) => {
      const place = createHash('sha256').update(`${document.id}\n${node}\n${header}`).digest('hex').slice(0, 10)
      const name = `${header.replace(/\W/g, '_')}_${place}`
      set(name, value)
      return name
    })
  const repository = {
    hide,
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
  if (!sql.get(sql.build.selectFrom('settings').select('name').where('name', '=', moved))) moveOld(sql, hide)
  return repository
}

function moveOld(sql: Sql, hide: (document: FlowDocument) => FlowDocument): void {
  const hidden = (text: string): string | null => {
    const read = flowDocument.safeParse(JSON.parse(text))
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
    sql.run(sql.build.insertInto('settings').values({ name: moved, body: '{}' }))
  })
}
