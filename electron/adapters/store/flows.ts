// Flows: a draft with a revision, published versions, restore. Versions are immutable, so what was parsed once is kept.
import { type FlowDocument, flowDocument } from '../../../shared/flow/document.ts'
import type { Clock, FlowSource } from '../../engine/ports.ts'
import type { BadRows } from './badRows.ts'
import { StoreError } from './errors.ts'
import type { Sql } from './sql.ts'
import type { Tables } from './tables.ts'

export type FlowVersion = { version: number; publishedAt: number; by: string; note: string }
export type FlowRow = {
  id: string
  name: string
  publishedVersion: number | null
  draftUpdatedAt: number
  /** The draft's. */
  revision: number
  changed: boolean
}

export type FlowRepository = FlowSource & {
  list(): FlowRow[]
  draft(id: string): { document: FlowDocument; revision: number } | null
  /** Makes a flow whose draft this is; its revision is 1. Throws CONFLICT when the id is taken. */
  create(document: FlowDocument): void
  /** Returns the new revision. Throws CONFLICT when `revision` is not the draft's, NOT_FOUND. */
  save(document: FlowDocument, revision: number): number
  /** Publishes the draft. Throws CONFLICT when `revision` is not the draft's, NOT_FOUND. */
  publish(id: string, revision: number, by: string, note: string): FlowVersion
  /** Newest first. */
  versions(id: string): FlowVersion[]
  /** Makes that version the draft; returns the new revision. Throws NOT_FOUND. */
  restore(id: string, version: number): number
  /** Takes the flow off the list; its versions stay for the history and for calls in progress. */
  remove(id: string): boolean
  /** Puts a removed one back on the list; false when there is none. */
  bringBack(id: string): boolean
}

const cachedDocuments = 200

/** `hide` puts references in the place of secrets that a document brings. */
export function flowRepository(
  sql: Sql,
  clock: Clock,
  badRows: BadRows,
  hide: (document: FlowDocument) => FlowDocument,
): FlowRepository {
  const lastPublished = new Map<string, NonNullable<ReturnType<FlowSource['published']>>>()
  const version = publishedDocuments(sql)
  const inForce = sql.prepare('SELECT published_version AS version FROM flows WHERE id = ? AND removed = 0')
  const row = (id: string) => sql.get(sql.build.selectFrom('flows').selectAll().where('id', '=', id).where('removed', '=', 0))
  const existing = (id: string) => row(id) ?? notFound(id)

  return {
    version,
    published(id) {
      try {
        const number = (inForce.get(id) as { version: number | null } | undefined)?.version ?? null
        const document = number === null ? null : version(id, number)
        const found = number === null || document === null ? null : { version: number, document }
        if (found) lastPublished.set(id, found)
        else lastPublished.delete(id)
        return found
      } catch (error) {
        badRows.add({ table: 'flow_versions', id, reason: String(error) })
        return lastPublished.get(id) ?? null // callers are served by what was read last
      }
    },
    named: (name) =>
      sql.get(
        sql.build
          .selectFrom('flows')
          .select('id')
          .where('name', '=', name)
          .where('removed', '=', 0)
          .where('published_version', 'is not', null),
      )?.id ?? null,
    list: () => sql.all(sql.build.selectFrom('flows').selectAll().where('removed', '=', 0).orderBy('name')).map(summary),
    draft(id) {
      const found = row(id)
      return found ? { document: flowDocument.parse(JSON.parse(found.draft)), revision: found.revision } : null
    },
    create: (document) => sql.transaction(() => create(sql, hide(document), clock.now())),
    save: (document, revision) =>
      sql.transaction(() => {
        expectRevision(existing(document.id), revision)
        return writeDraft(sql, hide(document), revision + 1, clock.now())
      }),
    publish: (id, revision, by, note) =>
      sql.transaction(() => publish(sql, expectRevision(existing(id), revision), by, note, clock.now())),
    versions: (id) =>
      sql.all(
        sql.build
          .selectFrom('flow_versions')
          .select(['version', 'published_at as publishedAt', 'by', 'note'])
          .where('flow_id', '=', id)
          .orderBy('version', 'desc'),
      ),
    restore: (id, number) =>
      sql.transaction(() => {
        const document = version(id, number) ?? notFound(`${id}, version ${number}`)
        return writeDraft(sql, document, existing(id).revision + 1, clock.now())
      }),
    bringBack: (id) =>
      sql.run(sql.build.updateTable('flows').set({ removed: 0 }).where('id', '=', id).where('removed', '=', 1)) > 0,
    remove: (id) => sql.run(sql.build.updateTable('flows').set({ removed: 1 }).where('id', '=', id).where('removed', '=', 0)) > 0,
  }
}

/** Reads published documents, and keeps what it parsed: a version never changes. */
function publishedDocuments(sql: Sql): FlowSource['version'] {
  const parsed = new Map<string, FlowDocument>()
  return (id, number) => {
    const key = `${number}@${id}`
    const known = parsed.get(key)
    if (known) return known
    const stored = sql.get(
      sql.build.selectFrom('flow_versions').select('document').where('flow_id', '=', id).where('version', '=', number),
    )
    if (!stored) return null
    const document = flowDocument.parse(JSON.parse(stored.document))
    if (parsed.size >= cachedDocuments) parsed.clear()
    parsed.set(key, document)
    return document
  }
}

const summary = (row: Tables['flows']): FlowRow => ({
  id: row.id,
  name: row.name,
  publishedVersion: row.published_version,
  draftUpdatedAt: row.draft_updated_at,
  revision: row.revision,
  changed: row.published_revision !== row.revision,
})

function notFound(what: string): never {
  throw new StoreError('NOT_FOUND', `There is no flow ${what}.`)
}

function expectRevision(row: Tables['flows'], revision: number): Tables['flows'] {
  if (row.revision === revision) return row
  throw new StoreError('CONFLICT', 'Someone else saved this flow in the meantime.')
}

function create(sql: Sql, document: FlowDocument, now: number): void {
  if (sql.get(sql.build.selectFrom('flows').select('id').where('id', '=', document.id)))
    throw new StoreError('CONFLICT', 'There is a flow of that id already.')
  sql.run(
    sql.build.insertInto('flows').values({
      id: document.id,
      name: document.name,
      draft: JSON.stringify(document),
      revision: 1,
      draft_updated_at: now,
      published_version: null,
      published_revision: null,
      removed: 0,
    }),
  )
}

function writeDraft(sql: Sql, document: FlowDocument, revision: number, now: number): number {
  const change = { name: document.name, draft: JSON.stringify(document), revision, draft_updated_at: now }
  sql.run(sql.build.updateTable('flows').set(change).where('id', '=', document.id))
  return revision
}

function publish(sql: Sql, row: Tables['flows'], by: string, note: string, now: number): FlowVersion {
  const last = sql.get(
    sql.build
      .selectFrom('flow_versions')
      .select((q) => q.fn.max('version').as('version'))
      .where('flow_id', '=', row.id),
  )
  const version = (last?.version ?? 0) + 1
  sql.run(
    sql.build.insertInto('flow_versions').values({ flow_id: row.id, version, document: row.draft, published_at: now, by, note }),
  )
  sql.run(
    sql.build.updateTable('flows').set({ published_version: version, published_revision: row.revision }).where('id', '=', row.id),
  )
  return { version, publishedAt: now, by, note }
}
