// What happens in the office that somebody wants a mail of: queued as it happens, each once. docs/mail.md says what is mailed when.
import type { Callback, CallRecord } from '../../../shared/domain/calls.ts'
import { dayOf } from '../../../shared/domain/days.ts'
import type { HealthProblem } from '../../../shared/domain/health.ts'
import { callbackWaitMs, noticeMails } from '../../../shared/domain/mail.ts'
import type { Notice } from '../../../shared/domain/notice.ts'
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import type { CallOutcome } from '../../../shared/domain/outcome.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { EngineApi } from '../../engine/api.ts'
import type { CallLog, Clock, Log } from '../../engine/ports.ts'
import type { BackupPort, PbxPort } from '../services.ts'
import { watchTrunks } from './trunks.ts'

/** Callers who reached nobody and left nothing. */
const missed: readonly CallOutcome[] = ['abandoned', 'lost', 'failed']
/** A problem that comes and goes is mailed once in this time, ms. */
const problemEveryMs = 3_600_000
/** Older ones were queued long ago, and their mails may be gone, ms. */
const callbacksOfMs = 86_400_000

export type NoticeDeps = {
  store: Pick<Store, 'mails' | 'callbacks' | 'calls' | 'office'>
  clock: Clock
  log: Log
  config(): OfficeConfig
}

/** What notices come from, besides calls. */
export type NoticeSources = {
  live: EngineApi['live']
  health: { readonly problems: HealthProblem[]; follow(follower: (problems: HealthProblem[]) => void): () => void }
  backups: Pick<BackupPort, 'follow'>
  registrations: PbxPort['registrations']
}

/** When a callback is to be made: as soon as it was asked for, or at the time it was put off to, epoch ms. */
export const dueAtOf = ({ retryAt, createdAt }: Pick<Callback, 'retryAt' | 'createdAt'>): number => retryAt ?? createdAt

type Place = { key: string; about: string; nextAt?: number }

/** `callLog` is to stand before the one that writes; `follow` goes on until it is released. */
export function officeNotices(deps: NoticeDeps) {
  const { store, clock, log, config } = deps
  const queue = (notice: Notice, place: Place) => {
    try {
      store.mails.add(noticeMails(store.office.mail.get(), notice, { ...place, now: clock.now() }))
    } catch (error) {
      log.error('a notice was not queued', { kind: notice.kind, about: place.about, error: String(error) })
    }
  }
  const call = ({ id: callId, from, fromName, to, startedAt, queueId }: MissedCall, endedAt: number) => {
    const name = queueId === null ? null : (config().queues.get(queueId)?.name ?? queueId)
    const facts = { callId, from, fromName, to, at: startedAt, endedAt, queue: name }
    queue({ kind: 'missed', ...facts }, { key: callId, about: callId })
  }
  const callback = (value: Callback) => {
    if (value.status !== 'pending') return
    const dueAt = dueAtOf(value)
    queue({ kind: 'callback', dueAt }, { key: `${value.id}:${dueAt}`, about: value.id, nextAt: dueAt + callbackWaitMs })
  }
  // Those of which a host that was killed has not heard.
  const bringCallbacks = () => {
    try {
      const oldest = clock.now() - callbacksOfMs
      for (const open of store.callbacks.open()) if (dueAtOf(open) > oldest) callback(open)
    } catch (error) {
      log.error('callbacks were not looked for', { error: String(error) })
    }
  }
  return {
    callLog: (callLog: CallLog): CallLog => withMissedCalls(callLog, { lookup: store.calls.record, missed: call }),
    follow({ live, health, backups, registrations }: NoticeSources): () => void {
      bringCallbacks()
      const problems = (found: readonly HealthProblem[]) => {
        for (const { code, count, since } of found)
          queue({ kind: 'health', code, count, at: since }, { key: `${code}:${Math.floor(since / problemEveryMs)}`, about: code })
      }
      problems(health.problems)
      const releases = [
        health.follow(problems),
        live.follow({}, (event) => {
          if (event.type === 'snapshot') return
          for (const change of event.changes) {
            if (change.kind === 'callback') callback(change.value)
            if (change.kind !== 'alert') continue
            const { id, at, kind, text } = change.value
            queue({ kind: 'alert', alert: kind, text, at }, { key: id, about: id })
          }
        }),
        backups.follow(({ failed }) => {
          if (failed?.kind !== 'make') return
          const { reason, at } = failed
          const day = dayOf(at, config().settings.timeZone)
          queue({ kind: 'backup', failure: reason, at }, { key: day, about: day })
        }),
        watchTrunks({
          clock,
          log,
          registrations: async () => (store.office.mail.get().troubles.length > 0 ? registrations() : []),
          lastOf: (trunkId) => lastTrunkNotice(store, trunkId),
          changed(trunkId, { problem, status, at }) {
            const name = config().trunks.get(trunkId)?.name ?? trunkId
            queue({ kind: 'trunk', name, problem, status, at }, { key: `${trunkId}:${at}`, about: trunkId })
          },
        }),
      ]
      return () => {
        for (const release of releases) release()
      }
    },
  }
}

/** What was mailed of a trunk last, so that a host that starts anew mails no outage twice; null where nothing was. */
function lastTrunkNotice({ mails }: Pick<Store, 'mails'>, trunkId: string): 'down' | 'up' | null {
  const notices = mails.of(trunkId).flatMap(({ notice }) => (notice?.kind === 'trunk' ? [notice] : []))
  const last = notices.sort((a, b) => b.at - a.at)[0]
  return last === undefined ? null : last.problem === null ? 'up' : 'down'
}

type MissedCall = Pick<CallRecord, 'id' | 'kind' | 'from' | 'fromName' | 'to' | 'startedAt' | 'queueId'>

/** The call log, which tells of each call from outside that reached nobody. `lookup`: a call that began before this host did. */
function withMissedCalls(
  callLog: CallLog,
  on: { lookup(callId: string): MissedCall | null; missed(call: MissedCall, endedAt: number): void },
): CallLog {
  const running = new Map<string, MissedCall>()
  return {
    ...callLog,
    started(call) {
      callLog.started(call)
      running.set(call.id, { ...call, queueId: null })
    },
    update(callId, change) {
      callLog.update(callId, change)
      const { endedAt, outcome, queueId } = change
      const known = running.get(callId)
      if (known && queueId !== undefined) running.set(callId, { ...known, queueId })
      if (endedAt === undefined) return
      running.delete(callId)
      if (outcome === undefined || !missed.includes(outcome)) return
      const call = known ?? on.lookup(callId)
      if (call?.kind === 'inbound') on.missed({ ...call, queueId: queueId ?? call.queueId }, endedAt)
    },
  }
}
