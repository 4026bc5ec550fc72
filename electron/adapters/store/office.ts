// The office as one aggregate: its settings and records, and the snapshot of all of it that the engine reads.

import { z } from 'zod'
import { withoutValues } from '../../../shared/domain/backend.ts'
import { backupSettings } from '../../../shared/domain/backup.ts'
import { callHandling, isUsual, withoutGone } from '../../../shared/domain/callHandling.ts'
import { mailSettings } from '../../../shared/domain/mail.ts'
import {
  audioPrompt,
  blockRule,
  extension,
  hoursOverride,
  mailbox,
  type OfficeConfig,
  type OfficeSettings,
  officeSettings,
  operator,
  outgoingRule,
  queue,
  route,
  settingsOf,
} from '../../../shared/domain/office.ts'
import { officeSchedule, overrideName } from '../../../shared/domain/officeSchedule.ts'
import { deskPhone } from '../../../shared/domain/phones.ts'
import { speechSettings } from '../../../shared/domain/voices.ts'
import { wallboard } from '../../../shared/domain/wallboard.ts'
import { webhookRecord } from '../../../shared/domain/webhooks.ts'
import { backends } from './backends.ts'
import type { BadRows } from './badRows.ts'
import { type Records, records } from './records.ts'
import type { Secrets } from './secrets.ts'
import type { Sql } from './sql.ts'
import { trunks } from './trunks.ts'

export type OfficeRepository = ReturnType<typeof officeRepository>

/** What an office is before anyone has set it up. */
export const newOffice: OfficeSettings = settingsOf({ timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone })

const byKey = <T>(list: readonly T[], key: (value: T) => string): ReadonlyMap<string, T> =>
  new Map(list.map((value) => [key(value), Object.freeze(value)]))

/** Repositories of everything the manager edits. Removing a record takes the references to it out of the others. */
export function officeRepository(sql: Sql, secrets: Secrets, badRows: BadRows) {
  const repository = {
    settings: settingsNamed(sql, 'office', officeSettings, () => ({ ...newOffice }), badRows),
    speech: settingsNamed(sql, 'speech', speechSettings, () => speechSettings.parse({}), badRows),
    mail: settingsNamed(sql, 'mail', mailSettings, () => mailSettings.parse({}), badRows),
    backup: settingsNamed(sql, 'backup', backupSettings, () => backupSettings.parse({}), badRows),
    queues: records(sql, 'queue', queue, (q) => q.id, badRows),
    operators: records(sql, 'operator', operator, (o) => o.id, badRows),
    extensions: records(sql, 'extension', extension, (e) => e.number, badRows),
    trunks: trunks(sql, secrets, badRows),
    mailboxes: records(sql, 'mailbox', mailbox, (m) => m.id, badRows),
    routes: records(sql, 'route', route, (r) => r.number, badRows),
    prompts: records(sql, 'prompt', audioPrompt, (p) => p.id, badRows),
    outgoing: records(sql, 'outgoing', outgoingRule, (r) => r.id, badRows),
    blocked: records(sql, 'blocked', blockRule, (r) => r.id, badRows),
    hours: records(sql, 'hours', hoursOverride, (h) => h.name, badRows),
    schedules: records(sql, 'schedule', officeSchedule, (s) => s.id, badRows),
    phones: records(sql, 'phone', deskPhone, (p) => p.id, badRows),
    webhooks: records(sql, 'webhook', webhookRecord, (w) => w.id, badRows),
    wallboards: records(sql, 'wallboard', wallboard, (w) => w.id, badRows),
    backends: backends(sql, secrets, badRows),
    handling: records(sql, 'handling', callHandling, (h) => h.extension, badRows),
  }
  return {
    ...repository,
    queues: { ...repository.queues, remove: (id: string) => removeQueue(sql, repository, id) },
    schedules: { ...repository.schedules, remove: (id: string) => removeSchedule(sql, repository, id) },
    extensions: { ...repository.extensions, remove: (number: string) => removeHandled(sql, repository, 'extension', number) },
    mailboxes: { ...repository.mailboxes, remove: (id: string) => removeHandled(sql, repository, 'mailbox', id) },
    operators: { ...repository.operators, remove: (id: string) => removeOperator(sql, repository.operators, id) },
    /** One immutable snapshot; taken anew after every change. */
    loadConfig: (): OfficeConfig =>
      Object.freeze({
        settings: Object.freeze(repository.settings.get()),
        queues: byKey(repository.queues.list(), (q) => q.id),
        operators: byKey(repository.operators.list(), (o) => o.id),
        extensions: byKey(repository.extensions.list(), (e) => e.number),
        trunks: byKey(repository.trunks.list(), (t) => t.id),
        mailboxes: byKey(repository.mailboxes.list(), (m) => m.id),
        routes: byKey(repository.routes.list(), (r) => r.number),
        prompts: byKey(repository.prompts.list(), (p) => p.id),
        outgoing: Object.freeze(repository.outgoing.list()),
        blocked: Object.freeze(repository.blocked.list()),
        overrides: byKey(repository.hours.list(), (h) => h.name),
        schedules: byKey(repository.schedules.list(), (s) => s.id),
        // The engine writes references to headers; what sends the request reads them.
        backends: byKey(repository.backends.list().map(withoutValues), (b) => b.id),
        handling: byKey(repository.handling.list(), (h) => h.extension),
        speech: Object.freeze(repository.speech.get()),
      }),
  }
}

/** One document of settings under its name; `otherwise` stands where none was saved, and in place of each field that cannot be read. */
function settingsNamed<T extends object>(sql: Sql, name: string, schema: z.ZodType<T>, otherwise: () => T, badRows: BadRows) {
  const row = () => sql.get(sql.build.selectFrom('settings').select('body').where('name', '=', name))
  return {
    get(): T {
      const saved = row()
      if (!saved) return otherwise()
      const read = badRows.readable(
        'settings',
        [saved],
        () => name,
        ({ body }) => schema.parse(JSON.parse(body)),
      )[0]
      return read ?? whatCanBeRead(saved.body, schema, otherwise())
    },
    /** False until the first `save`. */
    saved: () => row() !== undefined,
    save(value: T): void {
      const body = JSON.stringify(value)
      sql.run(
        sql.build
          .insertInto('settings')
          .values({ name, body })
          .onConflict((on) => on.column('name').doUpdateSet({ body })),
      )
    },
  }
}

/** The document with every field that is wrong replaced by what stands where none was saved. */
function whatCanBeRead<T extends object>(body: string, schema: z.ZodType<T>, otherwise: T): T {
  try {
    const saved = z.record(z.string(), z.unknown()).parse(JSON.parse(body))
    const wrong = new Set(schema.safeParse(saved).error?.issues.map(({ path }) => path[0]))
    const good = Object.entries(saved).filter(([field]) => !wrong.has(field))
    return schema.parse({ ...otherwise, ...Object.fromEntries(good) })
  } catch {
    return otherwise // reported already, as a row that cannot be read
  }
}

type Operators = Records<ReturnType<typeof operator.parse>>

function removeQueue(sql: Sql, office: { queues: { remove(id: string): boolean }; operators: Operators }, id: string): boolean {
  return sql.transaction(() => {
    for (const one of office.operators.list())
      if (one.queues.some((q) => q.queueId === id))
        office.operators.save({ ...one, queues: one.queues.filter((q) => q.queueId !== id) })
    return office.queues.remove(id)
  })
}

function removeOperator(sql: Sql, operators: Operators, id: string): boolean {
  return sql.transaction(() => {
    sql.run(sql.build.deleteFrom('pins').where('operator_id', '=', id))
    sql.run(sql.build.updateTable('users').set({ operator_id: null }).where('operator_id', '=', id))
    return operators.remove(id)
  })
}

type Handled = {
  extensions: Records<unknown>
  mailboxes: Records<unknown>
  handling: Records<ReturnType<typeof callHandling.parse>>
}

/** What leads to somebody's calls leads nowhere any more: it goes from their rules. */
function forgetIn(handling: Handled['handling'], kind: 'extension' | 'mailbox' | 'schedule', id: string): void {
  for (const rules of handling.list()) {
    const kept = withoutGone(rules, (what) => what.kind === kind && what.id === id)
    if (isUsual(kept)) handling.remove(rules.extension)
    else if (JSON.stringify(kept) !== JSON.stringify(rules)) handling.save(kept)
  }
}

function removeHandled(sql: Sql, office: Handled, kind: 'extension' | 'mailbox', id: string): boolean {
  return sql.transaction(() => {
    if (kind === 'extension') office.handling.remove(id)
    forgetIn(office.handling, kind, id)
    return (kind === 'extension' ? office.extensions : office.mailboxes).remove(id)
  })
}

/** With the switch by hand that was over it. */
function removeSchedule(
  sql: Sql,
  office: Pick<Handled, 'handling'> & { hours: Records<unknown>; schedules: Records<unknown> },
  id: string,
): boolean {
  return sql.transaction(() => {
    office.hours.remove(overrideName(id))
    forgetIn(office.handling, 'schedule', id)
    return office.schedules.remove(id)
  })
}
