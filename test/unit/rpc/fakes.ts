// An engine that only remembers what it was told, over a real store in a temporary folder.
import { onTestFinished, vi } from 'vitest'
import { noFinder } from '../../../electron/adapters/phones/finder.ts'
import { unlimited } from '../../../electron/adapters/store/history/page.ts'
import { isStrong } from '../../../electron/adapters/store/passwordStrength.ts'
import { openAnswers } from '../../../electron/adapters/store/questions/answers.ts'
import type { Ask } from '../../../electron/adapters/store/questions/questions.ts'
import type { Store } from '../../../electron/adapters/store/store.ts'
import { type EngineApi, EngineError, type LiveApi } from '../../../electron/engine/api.ts'
import { OfficePhones } from '../../../electron/host/phones/phones.ts'
import type { PbxPort, RpcContext, Services, User } from '../../../electron/host/services.ts'
import { simulations } from '../../../electron/host/simulate/sessions.ts'
import type { LiveEvent } from '../../../shared/contract/live.ts'
import { backupSettings } from '../../../shared/domain/backup.ts'
import type { LiveCall, OperatorLive } from '../../../shared/domain/calls.ts'
import { extension, operator, queue } from '../../../shared/domain/office.ts'
import { type ManualClock, storeWithDatabase } from '../store/support.ts'

export const anna: User = { id: 'u1', login: 'anna', name: 'Anna', role: 'admin', operatorId: null }
export const ben: User = { id: 'u2', login: 'ben', name: 'Ben', role: 'agent', operatorId: 'op1' }
export const cleo: User = { id: 'u3', login: 'cleo', name: 'Cleo', role: 'supervisor', operatorId: null }

export const live = {
  operatorId: 'op1',
  name: 'Ben',
  extension: '201',
  state: 'available' as const,
  since: 1,
  reason: null,
  queues: ['sales'],
  callId: null,
  peer: null,
  callsToday: 0,
  wrapUpUntil: null,
  busyMs: 0,
  availableMs: 0,
  offHook: false,
  doNotDisturb: false,
  away: null,
  loggedOut: null,
}

/** A feed whose changes the test makes. */
export function fakeFeed() {
  const listeners = new Set<(event: LiveEvent) => void>()
  const past: LiveEvent[] = []
  let seq = 0
  const feed: LiveApi = {
    epoch: 'e1',
    follow({ since, epoch }, listener) {
      const snapshot = { operators: [live], queues: [], waiting: [], calls: [] }
      if (since === undefined || epoch !== 'e1')
        listener({ type: 'snapshot', seq, at: 1, snapshot, pbxConnected: true, problems: [], recovered: 2, configRevision: 0 })
      else for (const event of past) if (event.seq > since) listener(event)
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return {
    feed,
    get listeners() {
      return listeners.size
    },
    change() {
      const event: LiveEvent = { type: 'changes', seq: ++seq, at: 1, changes: [{ kind: 'pbx', connected: seq % 2 === 0 }] }
      past.push(event)
      for (const listener of listeners) listener(event)
    },
  }
}

export function fakeEngine(feed = fakeFeed()) {
  const desk = {
    login: vi.fn(async ({ pin }: { pin: string }) => {
      if (pin === '4711') return live
      if (pin === '9999') throw new EngineError('FORBIDDEN', 'That is the PIN of another operator.')
      throw new EngineError('WRONG_PIN', 'That PIN is not right.', { triesLeft: 4 })
    }),
    logout: vi.fn(),
    pause: vi.fn(),
    resume: vi.fn(() => {
      throw new TypeError('secret detail')
    }),
    endWrapUp: vi.fn(),
    extendWrapUp: vi.fn(),
    note: vi.fn(),
    admit: vi.fn(),
    consoleProblem: vi.fn(),
    consoleGone: vi.fn(),
    lockouts: vi.fn(() => []),
    liftLockout: vi.fn(),
  }
  const phone = {
    hangup: vi.fn(async () => {
      throw new EngineError('PBX_DOWN', 'The telephone system does not answer right now.')
    }),
    presence: vi.fn((): 'free' | 'busy' => 'free'),
    pauseRecording: vi.fn(async () => {}),
  }
  const work = { saveVoicemail: vi.fn(async () => {}), removedVoicemail: vi.fn(async () => {}) }
  const integration = { operators: vi.fn((): OperatorLive[] => [live]), calls: vi.fn((): Partial<LiveCall>[] => []) }
  const asked = { desk, phone, work, integration }
  const engine = { live: feed.feed, ...asked, supervise: {}, runningCalls: 0, connected: true, pbxVersion: '22.10' }
  return { engine: engine as unknown as EngineApi, ...asked, feed }
}

/** The country's only holiday is New Year's Day. */
const fakeHolidays: Services['holidays'] = {
  places: async () => [{ code: 'DE', name: 'Germany', parts: [] }],
  of: async (_place, { year }) => [{ date: `${year}-01-01`, name: 'New Year', rule: '01-01', type: 'public' }],
  written: async (schedule) => {
    const days = [{ date: '2027-01-01', name: 'New Year' }]
    return { ...schedule, presets: schedule.presets.map((preset) => ({ ...preset, days, until: '2030-01-01' })) }
  },
}

export function testDeps() {
  const { store, clock, database } = storeWithDatabase()
  store.office.queues.save(queue.parse({ id: 'sales', name: 'Sales' }))
  store.office.extensions.save(extension.parse({ number: '201', name: 'Ben' }))
  store.office.extensions.save(extension.parse({ number: '202', name: 'Dora' }))
  store.office.operators.save(operator.parse({ id: 'op1', name: 'Ben', extension: '201', queues: [{ queueId: 'sales' }] }))
  const fake = fakeEngine()
  let config = store.office.loadConfig()
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const configChanged = vi.fn(async () => {
    config = store.office.loadConfig()
  })
  const credentials = (ext: string, displayName: string) => ({
    extension: ext,
    user: `${ext}-web`,
    realm: 'cordboard',
    domain: 'cordboard',
    ha1: 'a'.repeat(32),
    webSocket: '/sip',
    displayName,
  })
  const managedPbx: PbxPort = {
    ...{ kind: 'managed', guest: null, sipAddress: '0.0.0.0', soundPorts: null, phoneCredentials: credentials },
    ...{
      registrations: async () => [],
      reachabilities: async () => [],
      lacks: () => [],
      watchSip: async () => null,
      checks: () => [],
    },
    deskPhone: async (user) => ({ user, password: `secret of ${user}`, address: '0.0.0.0', port: 5060 }),
    resetDeskPhone: async (number) => ({ user: number, password: 'new', server: 'host' }),
    resync: vi.fn(async () => {}),
  }
  const deps: Services = {
    engine: fake.engine,
    ask: answered(store),
    store,
    scripts: { folder: '/data/scripts', list: async () => [], waiting: () => [], approve: vi.fn() },
    programs: {
      file: '/data/programs.json',
      machine: () => ({ speech: { 'Our Piper': { engine: 'piper' as const } }, recognisers: { whisper: {} } }),
    },
    tryBackend: vi.fn(async () => ({ sent: '{}', ms: 5, status: 200, answer: '', found: { kind: 'nothing' as const } })),
    webhooks: { newSecret: vi.fn((id: string) => `secret of ${id}`), test: (hook, event) => `${hook.id}:${event}` },
    simulations: simulations({ clock, office: () => config, flows: store.flows }),
    backups: fakeBackups(),
    outbox: { resend: () => false },
    mail: fakeMail(store),
    media: {
      absolute: (_kind: string, file: string) => `/${file}`,
      remove: vi.fn(async () => {}),
      move: vi.fn(async () => {}),
      storePrompt: vi.fn(async (id: string) => ({ file: id, seconds: 2 })),
    },
    speech: {
      render: vi.fn(async () => ({ path: import.meta.filename, seconds: 2 })),
      attempt: vi.fn(async () => ({ path: import.meta.filename })),
      voices: async () => [],
    },
    pbx: {
      kind: 'demo',
      soundPorts: null,
      deskPhone: vi.fn(async (user: string) => ({ user, password: 'p', address: '0.0.0.0', port: 5060 })),
      resync: vi.fn(async () => {}),
      guest: null,
      phoneCredentials: credentials,
      sipAddress: null,
      registrations: async () => [],
      reachabilities: async () => [],
      lacks: () => [],
      watchSip: async () => null,
      resetDeskPhone: async (number) => ({ user: number, password: 'new', server: 'host' }),
      checks: () => [],
    },
    phones: new OfficePhones({ store, pbx: managedPbx, clock, log, config: () => config, finder: noFinder }),
    holidays: fakeHolidays,
    certificate: null,
    isStrong,
    config: () => config,
    configChanged,
    validate: () => [],
    clock,
    log,
    version: '0.1.0',
    startedAt: clock.now(),
    loop: () => ({ p50Ms: 0, p99Ms: 0, maxMs: 0 }),
  }
  return { deps, store, database, clock: clock as ManualClock, log, configChanged, ...fake }
}

/** The questions of the history, answered at once by the very code that the threads run. */
function answered(store: Store): Ask {
  const answers = openAnswers(store.folder)
  onTestFinished(() => answers.close())
  return async (name, ask) => {
    store.callLog.flush()
    return answers.answer(name, ask, unlimited)
  }
}

/** A password in the store, and no server: every test is refused. */
function fakeMail(store: Store): Services['mail'] {
  return {
    passwordSet: () => store.secrets.get('mail.password') !== null,
    setPassword: (password) => store.secrets.set('mail.password', password),
    test: vi.fn(async () => ({ failure: 'auth' as const, answer: '535 no' })),
    retry: vi.fn((id: string) => id === 'known'),
  }
}

/** No backup is ever there; a listener is told so once. */
function fakeBackups(): Services['backups'] {
  const settings = backupSettings.parse({})
  const state = { settings, passwordSet: false, folder: '/data/backups', backups: [], work: null, failed: null, opened: null }
  const gone = vi.fn(async () => {})
  return {
    follow(tell) {
      tell(state)
      return () => {}
    },
    save: vi.fn(),
    make: vi.fn(),
    open: vi.fn(),
    restore: vi.fn(),
    stop: gone,
    remove: gone,
    path: (name) => `/data/backups/${name}`,
    receive: async () => 'uploaded-20260101T000000Z.cordboard',
  }
}

/** A connection's context whose user the test can take away. */
export function contextOf(user: User | null): RpcContext & { user: User | null } {
  return { user, consoleId: 'c1' }
}
