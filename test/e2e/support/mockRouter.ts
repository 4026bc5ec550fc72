// The contract answered from the sample office; only enough memory to click through the console.
import { implement, ORPCError } from '@orpc/server'
import { contract } from '../../../shared/contract/index.ts'
import type { LiveEvent } from '../../../shared/contract/live.ts'
import type { Callback, Voicemail } from '../../../shared/domain/calls.ts'
import { isTestCall } from '../../../shared/domain/outcome.ts'
import { mockAdmin, mockDirectory } from './mockAdmin.ts'
import { mockBackups } from './mockBackups.ts'
import { mockFigures } from './mockFigures.ts'
import { mockHandling } from './mockHandling.ts'
import type { MockOffice, Os } from './mockOffice.ts'
import { mockPreferences } from './mockPreferences.ts'
import { mockRecords } from './mockRecords.ts'
import { mockWallboards } from './mockWallboards.ts'
import * as sample from './sampleOffice.ts'

async function* follow(office: MockOffice, signal: AbortSignal | undefined): AsyncGenerator<LiveEvent> {
  const waiting: LiveEvent[] = [office.snapshot()]
  let wake = () => {}
  const listener = (event: LiveEvent) => {
    waiting.push(event)
    wake()
  }
  office.listeners.add(listener)
  signal?.addEventListener('abort', () => wake())
  try {
    while (!signal?.aborted) {
      const event = waiting.shift()
      if (event) yield event
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    office.listeners.delete(listener)
  }
}

const ok = { ok: true } as const

function deskOf(os: Os, office: MockOffice) {
  const { options } = office
  const pbx = options.pbx ?? 'managed'
  const mine = () => office.live.operators.find((each) => each.operatorId === 'anna')
  const change = (part: object) => {
    const operator = mine()
    if (!operator) return ok
    Object.assign(operator, part, { since: Date.now() })
    office.push({ kind: 'operator', value: operator })
    return ok
  }
  return {
    me: os.desk.me.handler(() => ({
      userId: 'u1',
      name: 'Anna Bergmann',
      login: 'anna',
      role: options.role ?? 'admin',
      operatorId: 'anna',
      extension: options.extension === undefined ? '201' : options.extension,
      office: sample.office,
      pbx,
      version: '0.1.0',
      ringing: office.ringing,
    })),
    ring: os.desk.ring.handler(({ input }) => {
      office.ringing = input
      return ok
    }),
    login: os.desk.login.handler(({ input, errors }) => {
      if (input.pin !== '4711') throw errors.WRONG_PIN({ data: { triesLeft: 3 } })
      change({ state: 'available', queues: ['sales', 'support'] })
      const operator = mine()
      if (!operator) throw new ORPCError('NOT_FOUND')
      return operator
    }),
    logout: os.desk.logout.handler(() => change({ state: 'offline', queues: [] })),
    doNotDisturb: os.desk.doNotDisturb.handler(({ input }) => change({ doNotDisturb: input.on })),
    pause: os.desk.pause.handler(({ input }) => change({ state: 'paused', reason: input.reason })),
    resume: os.desk.resume.handler(() => change({ state: 'available', reason: null })),
    endWrapUp: os.desk.endWrapUp.handler(() => change({ state: 'available', wrapUpUntil: null })),
    extendWrapUp: os.desk.extendWrapUp.handler(() => change({ wrapUpUntil: Date.now() + 30_000 })),
    noted: os.desk.noted.handler(({ input }) => {
      const noted = office.noted.get(input.callId) ?? {}
      return { note: '', others: office.othersNotes, disposition: '', queueId: null, ...noted }
    }),
    note: os.desk.note.handler(({ input: { callId, ...change } }) => {
      office.noted.set(callId, { ...office.noted.get(callId), ...change })
      office.push({ kind: 'noted', callId })
      return ok
    }),
  }
}

function phoneOf(os: Os, office: MockOffice) {
  return {
    credentials: os.phone.credentials.handler(() => ({
      extension: '201',
      user: '201-web',
      realm: 'asterisk',
      domain: 'cordboard.test',
      ha1: '0'.repeat(32),
      webSocket: '/sip',
      displayName: 'Anna',
    })),
    heartbeat: os.phone.heartbeat.handler(() => ok),
    callMe: os.phone.callMe.handler(() => ({ callId: 'test' })),
    transfer: os.phone.transfer.handler(() => ok),
    transferAttended: os.phone.transferAttended.handler(() => ok),
    merge: os.phone.merge.handler(() => ok),
    caller: os.phone.caller.handler(() => ({
      contact: null,
      path: ['Welcome', 'Main menu'],
      keyed: [{ node: 'Main menu', keys: '1' }],
      calls: office.calls.slice(0, 2),
      screenPop: null,
      screenPopAt: 'ring' as const,
    })),
    park: os.phone.park.handler(() => ({ slot: '701' })),
    hangup: os.phone.hangup.handler(() => ok),
    ringAgain: os.phone.ringAgain.handler(() => ok),
    hold: os.phone.hold.handler(() => ok),
    pauseRecording: os.phone.pauseRecording.handler(() => ok),
    directory: os.phone.directory.handler(() => [
      ...sample.extensions.map((each, index) => ({
        kind: 'extension' as const,
        target: each.number,
        name: each.name,
        state: (['free', 'busy', 'offline', 'free', 'unknown'] as const)[index % 5] ?? 'unknown',
        away: index === 1 ? { until: Date.now() + 3_600_000, text: 'At lunch' } : null,
      })),
      ...sample.queues.map((each) => ({
        kind: 'queue' as const,
        target: `queue:${each.id}`,
        name: each.name,
        state: 'unknown' as const,
        away: null,
      })),
      ...sample.mailboxes.map((each) => ({
        kind: 'mailbox' as const,
        target: `voicemail:${each.id}`,
        name: each.name,
        state: 'unknown' as const,
        away: null,
      })),
    ]),
  }
}

function workOf(os: Os, office: MockOffice) {
  const callback = (id: string, part: Partial<Callback>) => {
    const item = office.callbacks.get(id)
    if (!item) throw new ORPCError('NOT_FOUND')
    const value = { ...item, ...part }
    office.callbacks.set(id, value)
    office.push({ kind: 'callback', value })
    return value
  }
  const message = (id: string, part: Partial<Voicemail>) => {
    const item = office.voicemails.get(id)
    if (!item) throw new ORPCError('NOT_FOUND')
    const value = { ...item, ...part }
    office.voicemails.set(id, value)
    office.push({ kind: 'voicemail', value })
    return value
  }
  /** It was said how the last attempt went. */
  const told = (id: string, result: string) => ({
    attempts: (office.callbacks.get(id)?.attempts ?? []).map(({ outcomeDue, ...attempt }) =>
      outcomeDue ? { ...attempt, result } : attempt,
    ),
  })
  const closed = (item: Callback) => item.status === 'done'
  return {
    callbacks: {
      list: os.callbacks.list.handler(({ input }) =>
        [...office.callbacks.values()].filter((item) => closed(item) === input.closed),
      ),
      claim: os.callbacks.claim.handler(({ input }) =>
        callback(input.id, { status: 'claimed', claimedBy: 'anna', leaseUntil: Date.now() + 600_000 }),
      ),
      release: os.callbacks.release.handler(({ input }) =>
        callback(input.id, { status: 'pending', claimedBy: null, leaseUntil: null }),
      ),
      return: os.callbacks.return.handler(({ input }) => {
        callback(input.id, { status: 'dialing', claimedBy: 'anna' })
        return { callId: 'return' }
      }),
      finish: os.callbacks.finish.handler(({ input }) =>
        callback(input.id, { status: 'done', outcome: input.outcome, ...told(input.id, input.outcome) }),
      ),
      retry: os.callbacks.retry.handler(({ input }) =>
        callback(input.id, {
          ...{ status: 'pending', claimedBy: null, retryAt: input.at },
          ...told(input.id, input.result ?? 'failed'),
        }),
      ),
      note: os.callbacks.note.handler(({ input }) => callback(input.id, { note: input.note })),
      reopen: os.callbacks.reopen.handler(({ input }) =>
        callback(input.id, { status: 'pending', outcome: null, claimedBy: null }),
      ),
      create: os.callbacks.create.handler(({ input: { number, queueId, note = null, at = null } }) => {
        const made: Callback = {
          ...{ id: 'b-new', number, queueId, note, retryAt: at, createdAt: Date.now(), callId: null },
          ...{ status: 'pending', claimedBy: null, leaseUntil: null, outcome: null, attempts: [] },
        }
        office.callbacks.set(made.id, made)
        return callback(made.id, {})
      }),
    },
    voicemails: {
      list: os.voicemails.list.handler(() => [...office.voicemails.values()]),
      setStatus: os.voicemails.setStatus.handler(({ input }) => message(input.id, { status: input.status })),
      assign: os.voicemails.assign.handler(({ input }) => message(input.id, { assignedTo: input.operatorId })),
      note: os.voicemails.note.handler(({ input }) => message(input.id, { note: input.note })),
      remove: os.voicemails.remove.handler(({ input }) => {
        office.voicemails.delete(input.id)
        office.push({ kind: 'voicemailGone', id: input.id })
        return ok
      }),
    },
    calls: {
      list: os.calls.list.handler(async ({ input }) => {
        await office.callsHeldUp
        const fits = office.calls.filter(
          (call) =>
            (!input.text ||
              `${call.from} ${call.fromName} ${call.disposition} ${call.note}`
                .toLowerCase()
                .includes(input.text.toLowerCase())) &&
            (!input.number || [call.from, call.to].includes(input.number)) &&
            (!input.queueId || call.queueId === input.queueId) &&
            (!input.operatorId ||
              call.operatorId === input.operatorId ||
              call.parts.some(({ operatorId }) => operatorId === input.operatorId)) &&
            (!input.outcome || call.outcome === input.outcome) &&
            (!input.direction || (input.direction === 'out') === ['phone', 'return'].includes(call.kind)) &&
            (!input.missedBy || ['c-2', 'c-5'].includes(call.id)) &&
            (!input.from || call.startedAt >= input.from) &&
            (!input.until || call.startedAt < input.until) &&
            call.talkMs >= (input.minTalkMs ?? 0) &&
            call.talkMs < (input.maxTalkMs ?? Number.POSITIVE_INFINITY),
        )
        const start = Number(input.cursor ?? 0)
        const end = start + input.limit
        return {
          calls: fits.slice(start, end),
          next: end < fits.length ? String(end) : null,
          total: fits.filter((call) => !isTestCall(call)).length,
          tests: fits.filter(isTestCall).length,
          totalIsMinimum: false,
        }
      }),
      get: os.calls.get.handler(({ input }) => {
        const call = office.calls.find((each) => each.id === input.id)
        if (!call) throw new ORPCError('NOT_FOUND')
        const nodeLabels = Object.fromEntries(sample.flow.nodes.map((node) => [node.id, node.label]))
        return { call, trace: sample.traceSample(call.id, call.startedAt), notes: office.othersNotes, nodeLabels, sounds: [] }
      }),
      traceCaller: os.calls.traceCaller.handler(({ input }) => {
        office.traced.push(input)
        return { number: office.traced.length === 1 ? '+4930555001' : null }
      }),
    },
  }
}

type Records = ReturnType<typeof mockRecords>
type Admin = ReturnType<typeof mockAdmin>

const withAdmin = (records: Records, admin: Admin) => ({
  ...records,
  settings: { ...records.settings, ...admin.settings },
  system: { ...records.system, ...admin.system },
})

/** The procedures the pages call; the others answer that they are not there. */
export function mockRouter(office: MockOffice) {
  const os = implement(contract)
  const list = <T>(items: T[]) => (office.options.empty ? [] : items)
  return {
    live: {
      epoch: os.live.epoch.handler(() => ({ epoch: 'mock', now: Date.now() })),
      traces: os.live.traces.handler(() => ({ events: [] })),
      feed: os.live.feed.handler(({ signal }) => follow(office, signal)),
    },
    desk: deskOf(os, office),
    preferences: mockPreferences(os),
    callHandling: mockHandling(os, office),
    phone: phoneOf(os, office),
    ...workOf(os, office),
    supervise: {
      lockouts: os.supervise.lockouts.handler(() =>
        list([{ key: 'extension 204', failures: 5, lockedUntil: Date.now() + 700_000 }]),
      ),
      liftLockout: os.supervise.liftLockout.handler(() => ok),
      resetPin: os.supervise.resetPin.handler(() => ({ pin: '8362' })),
      pauseOperator: os.supervise.pauseOperator.handler(() => ok),
      resumeOperator: os.supervise.resumeOperator.handler(() => ok),
      logoutOperator: os.supervise.logoutOperator.handler(() => ok),
      monitor: os.supervise.monitor.handler(() => ok),
      takeCaller: os.supervise.takeCaller.handler(() => ok),
      moveCaller: os.supervise.moveCaller.handler(() => ok),
    },
    directory: mockDirectory(os, office),
    backups: mockBackups(os, office),
    wallboards: mockWallboards(os, office),
    figures: mockFigures(os, office),
    recovered: {
      list: os.recovered.list.handler(() =>
        office.options.empty
          ? []
          : [
              {
                id: 'cb-v-1',
                at: Date.now() - 7_200_000,
                seconds: 42,
                callId: 'c-1',
                from: '+4930901820',
                fromName: '',
                foundAt: Date.now() - 3_600_000,
              },
              {
                id: 'cb-r-2',
                at: Date.now() - 9_200_000,
                seconds: 371,
                callId: null,
                from: '',
                fromName: '',
                foundAt: Date.now() - 3_600_000,
              },
            ],
      ),
      toCall: os.recovered.toCall.handler(() => ok),
      toMailbox: os.recovered.toMailbox.handler(() => ok),
      remove: os.recovered.remove.handler(() => ok),
    },
    trash: {
      list: os.trash.list.handler(() =>
        office.options.empty
          ? []
          : [
              {
                id: 1,
                kind: 'voicemail' as const,
                name: 'Vera Vos',
                removedAt: Date.now() - 86_400_000,
                removedBy: 'ben',
                goneAt: Date.now() + 29 * 86_400_000,
              },
            ],
      ),
    },
    ...withAdmin(mockRecords(os, office), mockAdmin(os, office)),
  }
}
