// Notices of the office as mails: queued once, with what happened, for whoever is to hear of it.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { LiveHub } from '../../../../../electron/engine/live.ts'
import { Health } from '../../../../../electron/host/health.ts'
import { officeNotices } from '../../../../../electron/host/mail/notices.ts'
import { trunkDownMs } from '../../../../../electron/host/mail/trunks.ts'
import type { BackupsState } from '../../../../../shared/contract/backups.ts'
import { type BackupWork, backupSettings } from '../../../../../shared/domain/backup.ts'
import { callbackWaitMs, mailSettings } from '../../../../../shared/domain/mail.ts'
import { queue, trunk } from '../../../../../shared/domain/office.ts'
import type { TrunkRegistration } from '../../../../../shared/domain/trunkRegistration.ts'
import { manualClock, temporaryFolder, testStore } from '../../../store/support.ts'

const account = mailSettings.parse({
  host: 'smtp.example',
  from: 'office@example.com',
  missedCalls: ['front@example.com', 'Boss@example.com'],
  callbacksDue: ['front@example.com'],
  troubles: ['it@example.com'],
})
const anyBackups: BackupsState = {
  settings: backupSettings.parse({}),
  passwordSet: true,
  folder: '/b',
  backups: [],
  work: null,
  failed: null,
  opened: null,
}

function office(settings = account, folder = temporaryFolder(), clock = manualClock()) {
  const { store } = testStore(folder, clock)
  store.office.mail.save(settings)
  store.office.queues.save(queue.parse({ id: 'reception', name: 'Reception' }))
  store.office.trunks.save(trunk.parse({ id: 'acme', name: 'Acme Telecom', host: 'sip.example' }))
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const notices = officeNotices({ store, clock, log, config: () => store.office.loadConfig() })
  const live = new LiveHub(clock, 'e1')
  live.connect({
    operators: () => [],
    operator: () => null,
    queues: () => [],
    queue: () => null,
    waiting: () => [],
    calls: () => [],
    call: () => null,
    connected: () => true,
  })
  const health = new Health(clock)
  let backups = anyBackups
  const tellers = new Set<(state: BackupsState) => void>()
  const registrations: TrunkRegistration[] = []
  const asked = vi.fn(async () => registrations)
  const follow = () => {
    const release = notices.follow({
      live,
      health,
      registrations: asked,
      backups: {
        follow(tell) {
          tellers.add(tell)
          tell(backups)
          return () => void tellers.delete(tell)
        },
      },
    })
    onTestFinished(release)
    return release
  }
  const backupFailed = (at: number, kind: BackupWork = 'make') => {
    backups = { ...backups, failed: { kind, reason: 'full', at } }
    for (const tell of tellers) tell(backups)
  }
  const queued = () => store.mails.pending().map(({ id, notice, nextAt }) => ({ id, notice, nextAt }))
  /** Lets the minutes go by, with what happens in each. */
  const minutes = async (count: number) => {
    await answered()
    for (let n = 0; n < count; n++) {
      clock.advance(60_000)
      await answered()
    }
  }
  return {
    store,
    clock,
    folder,
    log,
    notices,
    live,
    health,
    follow,
    backupFailed,
    queued,
    registrations,
    asked,
    minutes,
    tellers,
  }
}
type Office = ReturnType<typeof office>
/** What was asked has its answer. */
const answered = () => new Promise((resolve) => setImmediate(resolve))

const started = {
  id: 'c1',
  kind: 'inbound' as const,
  from: '+4930123456',
  fromName: 'Ann',
  to: '+4930555',
  startedAt: 1_750_000_000_000,
}
const flow = { flowId: 'reception', flowVersion: 1 }
const endedAt = started.startedAt + 48_000

describe('a missed call', () => {
  it('is mailed to everybody on the list, with the caller, the queue and the time, and once', () => {
    const { notices, store, queued } = office()
    const callLog = notices.callLog(store.callLog)
    callLog.started({ ...started, ...flow })
    callLog.update('c1', { queueId: 'reception' })
    callLog.update('c1', { endedAt, outcome: 'abandoned' })
    callLog.update('c1', { endedAt, outcome: 'abandoned' })
    const notice = {
      ...{ kind: 'missed', callId: 'c1', from: '+4930123456', fromName: 'Ann', to: '+4930555' },
      ...{ at: started.startedAt, endedAt, queue: 'Reception' },
    }
    expect(queued().map(({ id, notice }) => [id, notice])).toEqual([
      ['missed:c1:front@example.com', notice],
      ['missed:c1:boss@example.com', notice],
    ])
    expect(store.calls.record('c1')).toMatchObject({ outcome: 'abandoned', endedAt })
  })

  it('is one that reached nobody: answered, with a message, or of the office’s own telephones it is none', () => {
    const { notices, store, queued } = office()
    const callLog = notices.callLog(store.callLog)
    for (const [id, kind, outcome] of [
      ['a', 'inbound', 'answered'],
      ['b', 'inbound', 'voicemail'],
      ['c', 'inbound', 'callback'],
      ['d', 'phone', 'abandoned'],
      ['e', 'test', 'lost'],
    ] as const) {
      callLog.started({ ...started, ...flow, id, kind })
      callLog.update(id, { endedAt, outcome })
    }
    expect(queued()).toEqual([])
  })

  it('that began before the host did is known from the history', () => {
    const first = office()
    first.store.callLog.started({ ...started, ...flow })
    const { notices, queued } = first
    notices.callLog(first.store.callLog).update('c1', { endedAt, outcome: 'lost' })
    expect(queued()).toMatchObject([{ notice: { kind: 'missed', from: '+4930123456', queue: null } }, {}])
  })

  it('is nobody’s business where the office has no account, or no address for it', () => {
    for (const settings of [mailSettings.parse({ missedCalls: ['a@b.example'] }), { ...account, missedCalls: [] }]) {
      const { notices, store, queued } = office(settings)
      const callLog = notices.callLog(store.callLog)
      callLog.started({ ...started, ...flow })
      callLog.update('c1', { endedAt, outcome: 'abandoned' })
      expect(queued()).toEqual([])
    }
  })
})

describe('a callback', () => {
  const request = { id: 'cb1', number: '+4930777', queueId: 'reception', callId: null }

  it('is queued for ten minutes after it is due, at once and anew when it is put off', () => {
    const { store, clock, live, follow, queued } = office()
    follow()
    const at = clock.now()
    const { callback } = store.callbacks.create({ ...request, at })
    live.callback(callback)
    live.flush()
    live.callback({ ...callback, status: 'claimed', claimedBy: 'alex' })
    live.callback(callback)
    live.callback({ ...callback, retryAt: at + 3_600_000 })
    live.flush()
    expect(queued()).toEqual([
      { id: `callback:cb1:${at}:front@example.com`, notice: { kind: 'callback', dueAt: at }, nextAt: at + callbackWaitMs },
      {
        id: `callback:cb1:${at + 3_600_000}:front@example.com`,
        notice: { kind: 'callback', dueAt: at + 3_600_000 },
        nextAt: at + 3_600_000 + callbackWaitMs,
      },
    ])
  })

  it('that was asked for a moment before the host was killed is queued when it starts, once', () => {
    const first = office()
    first.store.callbacks.create({ ...request, at: first.clock.now() })
    first.store.close()
    const second = office(account, first.folder, first.clock)
    second.follow()
    second.follow()
    expect(second.queued()).toHaveLength(1)
    second.clock.advance(86_400_000)
    second.store.callbacks.create({ ...request, id: 'cb2', number: '+4930888', at: second.clock.now() - 86_400_000 })
    second.follow()
    expect(second.queued()).toHaveLength(1)
  })
})

describe('a trouble', () => {
  const notices = (of: Office) => of.queued().map(({ notice }) => notice)

  it('an alert of the host is mailed as it happens', () => {
    const all = office()
    all.follow()
    all.live.alert({ id: 'x1', at: 5, kind: 'emergency', text: '201 → 112' })
    all.live.flush()
    expect(notices(all)).toEqual([{ kind: 'alert', alert: 'emergency', text: '201 → 112', at: 5 }])
  })

  it('a problem of the host that comes and goes is mailed once an hour', () => {
    const all = office()
    all.health.report('restarted', 1)
    all.follow()
    for (let n = 0; n < 5; n++) {
      all.health.report('spaceLow', 900 - n)
      all.health.report('spaceLow', null)
    }
    const codes = () => notices(all).map((notice) => notice?.kind === 'health' && notice.code)
    expect(codes()).toEqual(['restarted', 'spaceLow'])
    all.clock.advance(3_600_000)
    all.health.report('spaceLow', 800)
    expect(codes()).toEqual(['restarted', 'spaceLow', 'spaceLow'])
  })

  it('backups that fail hour by hour are mailed once a day; one that could not be opened is not', () => {
    const all = office()
    all.follow()
    const at = all.clock.now()
    for (let hour = 0; hour < 3; hour++) all.backupFailed(at + hour * 60_000)
    all.backupFailed(at + 86_400_000)
    all.backupFailed(at + 2 * 86_400_000, 'open')
    expect(notices(all)).toEqual([
      { kind: 'backup', failure: 'full', at },
      { kind: 'backup', failure: 'full', at: at + 86_400_000 },
    ])
  })

  it('a trunk is mailed when it is down for two minutes, and when it is back; not again by a host that starts anew', async () => {
    const all = office()
    const begun = all.clock.now()
    const refused: TrunkRegistration = { trunkId: 'acme', problem: 'forbidden', status: 403, retrySeconds: 60 }
    all.registrations.push(refused)
    const release = all.follow()
    await all.minutes(trunkDownMs / 60_000 - 1)
    expect(notices(all)).toEqual([])
    await all.minutes(5)
    const down = { kind: 'trunk', name: 'Acme Telecom', problem: 'forbidden', status: 403, at: begun }
    expect(notices(all)).toEqual([down])
    release()
    const again = all.follow()
    await all.minutes(5)
    expect(notices(all)).toEqual([down])
    all.registrations[0] = { ...refused, problem: null, status: null }
    await all.minutes(5)
    again()
    all.follow()
    await all.minutes(5)
    expect(notices(all)).toEqual([
      down,
      { kind: 'trunk', name: 'Acme Telecom', problem: null, status: null, at: expect.any(Number) },
    ])
  })

  it('a trunk that is unregistered for a moment is not mailed, nor one that is being tried for the first time', async () => {
    const all = office()
    const pending: TrunkRegistration = { trunkId: 'acme', problem: 'pending', status: null, retrySeconds: null }
    all.registrations.push(pending)
    all.follow()
    await all.minutes(5)
    all.registrations[0] = { ...pending, problem: 'noAnswer' }
    await all.minutes(1)
    all.registrations[0] = { ...pending, problem: null }
    await all.minutes(5)
    expect(notices(all)).toEqual([])
  })

  it('nobody is asked for trunks where nobody wants to hear of them', async () => {
    const all = office({ ...account, troubles: [] })
    all.follow()
    await all.minutes(3)
    expect(all.asked).not.toHaveBeenCalled()
  })

  it('and once it is released nothing is left', async () => {
    const all = office()
    const before = all.clock.timers
    const release = all.follow()
    await all.minutes(1)
    release()
    expect([all.clock.timers - before, all.live.followerCount, all.tellers.size]).toEqual([0, 0, 0])
  })
})

it('a notice that cannot be queued is logged, and the call log goes on', () => {
  const { notices, store, log } = office()
  vi.spyOn(store.mails, 'add').mockImplementation(() => {
    throw new Error('damaged')
  })
  const callLog = notices.callLog(store.callLog)
  callLog.started({ ...started, ...flow })
  callLog.update('c1', { endedAt, outcome: 'abandoned' })
  expect(log.error).toHaveBeenCalledOnce()
  expect(store.calls.record('c1')?.outcome).toBe('abandoned')
})
