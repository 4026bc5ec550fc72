// The questions that are answered on a thread of their own, each by name. They read; none of them writes.

import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { AuditEntry } from '../../../../shared/domain/audit.ts'
import type { BackendLogEntry } from '../../../../shared/domain/backendLog.ts'
import type { CallFilter } from '../../../../shared/domain/callFilter.ts'
import type { Callback, CallNote, CallRecord, Voicemail } from '../../../../shared/domain/calls.ts'
import type { ListedContact } from '../../../../shared/domain/contacts.ts'
import type { StateChange, WaitBin } from '../../../../shared/domain/figures.ts'
import type { ShownMail } from '../../../../shared/domain/mail.ts'
import { type RecoveredFile, soundOf } from '../../../../shared/domain/recovered.ts'
import type { TraceEvent } from '../../../../shared/trace/event.ts'
import { auditReader } from '../audit.ts'
import { type BadRow, BadRows } from '../badRows.ts'
import { type CallbackFilter, callbackReader } from '../callbacks.ts'

import { callHistory } from '../callHistory.ts'
import { type ContactFilter, contactReader } from '../contacts.ts'
import { databaseName } from '../database.ts'
import { backendLogReader } from '../history/backendLog.ts'
import { numbersNamed } from '../history/named.ts'
import type { Budget, CallPage } from '../history/page.ts'
import { type QuarterHours, type QueueLimits, quarterHours } from '../history/quarterHours.ts'
import type { SearchIndex } from '../history/search.ts'
import { readSearchIndex } from '../history/searchIndex.ts'
import { waits } from '../history/waits.ts'
import { mailReader } from '../mails.ts'
import { operatorStateReader } from '../operatorStates.ts'
import { outboxReader, type ShownDelivery } from '../outboxRows.ts'
import { recoveredReader, soundsOfCall } from '../recovered.ts'
import { Sql } from '../sql.ts'
import { type TrafficSum, trafficOf } from '../traffic.ts'
import { type TrashedItem, trashReader } from '../trash.ts'
import { type VoicemailFilter, voicemailReader } from '../voicemails.ts'

/** What an agent wants to know of whoever rings. */
export type CallerCard = {
  call: CallRecord | null
  trace: TraceEvent[]
  contact: ListedContact | null
  /** Other calls of that number, newest first. */
  before: CallRecord[]
}

/** Every question: what it is asked with, and the answer. */
export type Questions = {
  /** `userId`: whose own contacts a text finds besides the office's. */
  calls: { ask: { filter: CallFilter; userId?: string; cursor?: string; limit: number }; answer: CallPage }
  call: { ask: { id: string }; answer: { call: CallRecord; trace: TraceEvent[]; notes: CallNote[]; sounds: string[] } | null }
  caller: { ask: { callId: string; number: string; userId: string; calls: number }; answer: CallerCard }
  contacts: { ask: { userId: string; filter: ContactFilter }; answer: { contacts: ListedContact[]; total: number } }
  holders: { ask: { userId: string; numbers: string[] }; answer: (ListedContact | null)[] }
  traffic: { ask: { flowId: string; from: number; until: number }; answer: TrafficSum[] }
  quarterHours: { ask: { from: number; until: number; queues: readonly QueueLimits[] }; answer: QuarterHours }
  waits: { ask: { from: number; until: number; queueIds: readonly string[] }; answer: WaitBin[] }
  operatorStates: { ask: { from: number; until: number }; answer: StateChange[] }
  voicemails: { ask: VoicemailFilter; answer: Voicemail[] }
  callbacks: { ask: CallbackFilter; answer: Callback[] }
  deliveries: { ask: { limit: number }; answer: ShownDelivery[] }
  mails: { ask: { limit: number }; answer: ShownMail[] }
  audit: { ask: { limit: number }; answer: AuditEntry[] }
  trash: { ask: { limit: number }; answer: TrashedItem[] }
  recovered: { ask: { limit: number }; answer: RecoveredFile[] }
  backendLog: { ask: { backendId: string; limit: number }; answer: BackendLogEntry[] }
}
export type QuestionName = keyof Questions

export type Answers = {
  answer<N extends QuestionName>(name: N, ask: Questions[N]['ask'], budget: Budget): Questions[N]['answer']
  close(): void
}

/** So long the calls before this one are looked for at most, ms: the rest of a caller's card takes next to nothing. */
const beforeMs = 1000

/** Opens the folder's database for reading; `onBad` is called with each row that cannot be read. */
export function openAnswers(folder: string, onBad: (row: BadRow) => void = () => {}): Answers {
  const database = new Database(join(folder, databaseName), { readonly: true, fileMustExist: true, timeout: 1000 })
  const sql = new Sql(database)
  let index: SearchIndex | null = null
  const current = () => {
    index ??= readSearchIndex(folder)
    return index
  }
  const calls = callHistory(sql, { index: current })
  const contacts = contactReader(sql)
  const traffic = trafficOf(sql)
  const soundsOf = soundsOfCall(sql)
  const badRows = new BadRows()
  badRows.onBad(onBad)
  const before = (number: string, callId: string, limit: number, budget: Budget) => {
    if (number.replace(/\D/g, '').length < 3) return []
    // A busy machine is no reason to say that nobody called before. Asked first, as it also says that nobody waits any more.
    const until = performance.now() + beforeMs
    const longer: Budget = { over: () => budget.over() && performance.now() > until }
    const page = calls.list({ number }, { limit: limit + 1 }, longer)
    return page.calls.filter(({ id }) => id !== callId).slice(0, limit)
  }
  const all: { [N in QuestionName]: (ask: Questions[N]['ask'], budget: Budget) => Questions[N]['answer'] } = {
    calls: ({ filter, userId = '', cursor, limit }, budget) => {
      const named = [...(filter.named ?? []), ...(filter.text ? numbersNamed(sql, contacts, userId, filter.text) : [])]
      return calls.list({ ...filter, ...(named.length > 0 ? { named } : {}) }, { cursor, limit }, budget)
    },
    call: ({ id }) => {
      const found = calls.get(id)
      return found && { ...found, notes: calls.notes(id), sounds: soundsOf(id).map(soundOf) }
    },
    caller: ({ callId, number, userId, calls: limit }, budget) => ({
      ...(calls.get(callId) ?? { call: null, trace: [] }),
      contact: /\d/.test(number) ? contacts.byNumber(userId, number) : null,
      before: before(number, callId, limit, budget),
    }),
    contacts: ({ userId, filter }) => contacts.list(userId, filter),
    holders: ({ userId, numbers }) => numbers.map((number) => contacts.byNumber(userId, number)),
    traffic: ({ flowId, from, until }) => traffic.sums(flowId, from, until),
    quarterHours: quarterHours(sql),
    waits: waits(sql),
    operatorStates: operatorStateReader(sql),
    voicemails: voicemailReader(sql, badRows).list,
    callbacks: callbackReader(sql, badRows).list,
    deliveries: ({ limit }) => outboxReader(sql, badRows).list(limit),
    mails: ({ limit }) => mailReader(sql, badRows).list(limit),
    audit: ({ limit }) => auditReader(sql).list(limit),
    trash: ({ limit }) => trashReader(sql).list(limit),
    recovered: ({ limit }) => recoveredReader(sql).list(limit),
    backendLog: ({ backendId, limit }) => backendLogReader(sql).list(backendId, limit),
  }
  return {
    answer: (name, ask, budget) => all[name](ask, budget),
    close: () => {
      index?.index.close()
      database.close()
    },
  }
}
