// A believable office, for looking at the console without a host: names, calls, messages, a flow.
import type { Callback, CallPart, CallRecord, LiveSnapshot, Voicemail } from '../../../shared/domain/calls.ts'
import { extension, mailbox, operator, queue, route } from '../../../shared/domain/office.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { TraceEvent } from '../../../shared/trace/event.ts'
import { traced } from '../../support/trace.ts'

const minute = 60_000

export const queues = [
  queue.parse({ id: 'sales', name: 'Sales', callbackKey: '2', record: true, dispositions: ['Order', 'Question', 'Complaint'] }),
  queue.parse({ id: 'support', name: 'Support', strategy: 'roundRobin', wrapUpSeconds: 30, dispositions: ['Solved', 'Ticket'] }),
]
export const operators = [
  operator.parse({ id: 'anna', name: 'Anna Bergmann', extension: '201', queues: [{ queueId: 'sales' }, { queueId: 'support' }] }),
  operator.parse({ id: 'bram', name: 'Bram de Wit', extension: '202', queues: [{ queueId: 'sales', penalty: 1 }] }),
  operator.parse({ id: 'chloe', name: 'Chloé Martin', extension: '203', queues: [{ queueId: 'support' }] }),
  operator.parse({ id: 'diego', name: 'Diego Ruiz', extension: '204', queues: [{ queueId: 'support' }] }),
  operator.parse({ id: 'eva', name: 'Eva Lindqvist', extension: '205', queues: [{ queueId: 'sales' }] }),
]
export const extensions = operators.map((each) => extension.parse({ number: each.extension, name: each.name }))
export const mailboxes = [
  mailbox.parse({ id: 'office', name: 'Office', extension: '201' }),
  mailbox.parse({ id: 'sales', name: 'Sales' }),
]
export const routes = [
  route.parse({ number: '5000', flowId: 'reception' }),
  route.parse({ number: '+493055501', flowId: 'reception', language: 'de' }),
]
export const office = {
  name: 'Harbour Dental',
  country: 'DE',
  timeZone: 'Europe/Berlin',
  language: 'en' as const,
  pinLength: 4,
  emergencyNumbers: ['110', '112'],
  reception: ['201', '202'],
  recordingNotice: '',
  recordingConsentKey: '',
  retentionDays: 0,
  keepTraceDays: 90,
  keepHistoryDays: 1095,
  keepAuditDays: 1095,
  keepOutboxDays: 30,
  keepLogDays: 30,
  speechCacheMegabytes: 500,
}

export function liveSample(now: number, mine: 'offline' | 'available' | 'wrapUp'): LiveSnapshot {
  const operatorOf = (id: string, state: LiveSnapshot['operators'][number]['state'], minutes: number, more = {}) => {
    const about = operators.find((each) => each.id === id) ?? operators[0]
    if (!about) throw new Error('no operators')
    const queueIds = state === 'offline' ? [] : about.queues.map((each) => each.queueId)
    return {
      operatorId: id,
      name: about.name,
      extension: about.extension,
      state,
      since: now - minutes * minute,
      reason: null,
      queues: queueIds,
      callId: null,
      peer: null,
      callsToday: 7,
      wrapUpUntil: null,
      busyMs: 8_400_000,
      availableMs: 3_600_000,
      offHook: false,
      doNotDisturb: false,
      away: null,
      loggedOut: null,
      ...more,
    }
  }
  const caller = (
    callId: string,
    queueId: string,
    from: string,
    fromName: string,
    seconds: number,
    position: number,
    status: 'waiting' | 'offered' | 'callback' = 'waiting',
  ) => ({
    callId,
    queueId,
    from,
    fromName,
    since: now - seconds * 1000,
    position,
    priority: 0,
    status,
    path: ['Welcome', 'Language', 'Main menu'],
  })
  const queueOf = (queueId: string, name: string, waiting: number, seconds: number | null) => ({
    queueId,
    name,
    waiting,
    longestWaitSince: seconds === null ? null : now - seconds * 1000,
    loggedIn: 3,
    available: 1,
    answered: 42,
    abandoned: 5,
    answeredWithin: 35,
    shortAbandoned: 2,
    sumWaitMs: 42 * 14_000,
    sumHandleMs: 42 * 187_000,
    handled: 42,
  })
  return {
    operators: [
      operatorOf('anna', mine, 3, mine === 'wrapUp' ? { since: now - 4000, wrapUpUntil: now + 22_000, callId: 'c-1' } : {}),
      operatorOf('bram', 'busy', 4, { peer: '+4915112345678', callId: 'c-9' }),
      operatorOf('chloe', 'paused', 11, { reason: 'Lunch' }),
      operatorOf('diego', 'unreachable', 1, { reason: 'micDenied' }),
      operatorOf('eva', 'offline', 60, { away: { until: now + 3_600_000, text: 'At lunch' } }),
    ],
    queues: [queueOf('sales', 'Sales', 3, 95), queueOf('support', 'Support', 1, 22)],
    waiting: [
      caller('w-1', 'sales', '+493012345678', 'Praxis Dr. Sommer', 95, 1, 'offered'),
      caller('w-2', 'sales', '+31612345678', '', 48, 2),
      caller('w-3', 'sales', 'anonymous', '', 12, 3),
      caller('w-4', 'support', '+4917055501234', 'Lena Hoffmann', 22, 1),
    ],
    calls: [],
  }
}

const part = (operatorId: string, joinedAt: number, ms: number): CallPart => ({
  extension: operatorId === 'anna' ? '201' : '202',
  operatorId,
  joinedAt,
  leftAt: joinedAt + ms,
  transferredBy: null,
  transferredTo: null,
})

/** Anna takes it, speaks a third of the time, and hands it to Bram. */
const handedOnParts = (at: number, ms: number): CallPart[] => [
  { ...part('anna', at, ms / 3), transferredTo: '202' },
  { ...part('bram', at + ms / 3, (2 * ms) / 3), transferredBy: '201' },
]

export function callSamples(now: number): CallRecord[] {
  const outcomes = [
    'answered',
    'answered',
    'abandoned',
    'voicemail',
    'answered',
    'callback',
    'completed',
    'lost',
    'rejected',
  ] as const
  const people = [
    ['+493012345678', 'Praxis Dr. Sommer'],
    ['+31612345678', ''],
    ['+4915112345678', 'Karl Neumann'],
    ['anonymous', ''],
    ['203', 'Chloé Martin'],
    ['+33140205050', 'Atelier Lumière'],
  ] as const
  return Array.from({ length: 240 }, (_, index) => {
    const outcome = outcomes[index % outcomes.length] ?? 'answered'
    const [from, fromName] = people[index % people.length] ?? ['', '']
    const startedAt = now - index * 23 * minute - 2 * minute
    const talkMs = outcome === 'answered' ? 45_000 + ((index * 37) % 300) * 1000 : 0
    const operatorId = outcome === 'answered' ? (index % 2 ? 'bram' : 'anna') : null
    const joinedAt = startedAt + 30_000
    const handedOn = index === 4
    return {
      id: `c-${index}`,
      kind: 'inbound' as const,
      from,
      fromName,
      to: '5000',
      flowId: 'reception',
      flowVersion: 3,
      startedAt,
      answeredAt: startedAt + 2000,
      endedAt: startedAt + 30_000 + talkMs,
      outcome,
      queueId: index % 3 === 2 ? null : index % 2 ? 'support' : 'sales',
      operatorId,
      waitMs: 4000 + ((index * 13) % 60) * 1000,
      talkMs,
      recording: outcome === 'answered' ? `c-${index}.wav` : null,
      disposition: outcome === 'answered' && index % 4 === 0 ? 'Order' : null,
      note: index === 0 ? 'Wants the larger model, send an offer.' : null,
      parts: handedOn ? handedOnParts(joinedAt, talkMs) : operatorId ? [part(operatorId, joinedAt, talkMs)] : [],
    }
  })
}

export function traceSample(callId: string, startedAt: number): TraceEvent[] {
  const steps: [number, string, string?, Record<string, unknown>?][] = [
    [0, 'call.started', undefined, { from: '+493012345678', to: '5000' }],
    [30, 'node.entered', 'start'],
    [40, 'node.left', 'start', { port: 'next' }],
    [60, 'node.entered', 'welcome'],
    [90, 'call.answered'],
    [4200, 'node.entered', 'menu'],
    [4300, 'prompt.started', 'menu', { media: ['sound:x'] }],
    [7400, 'keys.collected', 'menu', { result: 'success', digits: '1' }],
    [7410, 'node.entered', 'sales', { type: 'queue' }],
    [7420, 'queue.entered', 'sales', { queue: 'sales' }],
    [7600, 'queue.offered', 'sales', { operators: ['bram'] }],
    [7650, 'leg.dialed', 'sales', { to: '202' }],
    [27_600, 'leg.ended', 'sales', { to: '202', result: 'noAnswer' }],
    [27_600, 'queue.notAnswered', 'sales', { operators: ['bram'], result: 'noAnswer' }],
    [27_700, 'queue.offered', 'sales', { operators: ['anna'] }],
    [27_750, 'leg.dialed', 'sales', { to: '201' }],
    [30_900, 'leg.answered', 'sales', { to: '201' }],
    [31_000, 'queue.connected', 'sales', { operatorId: 'anna', waitMs: 23_600 }],
    [31_100, 'recording.started', 'sales', { name: 'x' }],
    [31_200, 'talk.started', 'sales', { with: '201', role: 'operator' }],
    [45_000, 'talk.held', 'sales', { by: '201' }],
    [60_000, 'talk.resumed', 'sales', { by: '201' }],
    [75_000, 'talk.ended', 'sales'],
    [75_200, 'call.ended', undefined, { outcome: 'answered' }],
  ]
  return steps.map(([after, type, node, data], index) =>
    traced(type, data, { callId, seq: index + 1, at: startedAt + after, ...(node ? { node } : {}) }),
  )
}

export function callbackSamples(now: number): Callback[] {
  const one = (id: string, number: string, queueId: string, minutes: number, more: Partial<Callback> = {}): Callback => ({
    id,
    number,
    queueId,
    createdAt: now - minutes * minute,
    callId: 'c-5',
    status: 'pending',
    claimedBy: null,
    leaseUntil: null,
    retryAt: null,
    outcome: null,
    attempts: [],
    note: null,
    ...more,
  })
  return [
    one('b-1', '+493098765432', 'sales', 52, {
      status: 'claimed',
      claimedBy: 'anna',
      leaseUntil: now + 8 * minute,
      attempts: [{ at: now - 20 * minute, operatorId: 'bram', result: 'noAnswer' }],
      note: 'Asked about the spring offer.',
    }),
    one('b-2', '+31687654321', 'support', 31),
    one('b-3', '+4915199988877', 'sales', 14, { status: 'claimed', claimedBy: 'bram', leaseUntil: now + 4 * minute }),
    one('b-4', '+493011122233', 'sales', 120, { retryAt: now + 35 * minute }),
    one('b-5', '+493055566677', 'sales', 300, { status: 'done', outcome: 'reached' }),
  ]
}

export function voicemailSamples(now: number): Voicemail[] {
  const one = (
    id: string,
    from: string,
    fromName: string,
    minutes: number,
    seconds: number,
    status: Voicemail['status'],
    more: Partial<Voicemail> = {},
  ): Voicemail => ({
    id,
    mailboxId: 'office',
    callId: 'c-3',
    from,
    fromName,
    at: now - minutes * minute,
    seconds,
    file: `${id}.wav`,
    status,
    assignedTo: null,
    note: null,
    ...more,
  })
  return [
    one('v-1', '+493012345678', 'Praxis Dr. Sommer', 7, 23, 'new'),
    one('v-2', '+31612345678', '', 64, 41, 'new', { assignedTo: 'bram' }),
    one('v-3', 'anonymous', '', 190, 9, 'new'),
    one('v-4', '+4917055501234', 'Lena Hoffmann', 1500, 65, 'heard', { note: 'Called back, appointment moved.' }),
    one('v-5', '+33140205050', 'Atelier Lumière', 4000, 30, 'archived'),
  ]
}

const node = (id: string, type: string, label: string, config: Record<string, unknown> = {}) => ({
  id,
  type,
  label,
  position: { x: 0, y: 0 },
  config,
})
const edge = (from: string, port: string, to: string) => ({ from: { node: from, port }, to })

export const flow: FlowDocument = {
  schema: 1,
  id: 'reception',
  name: 'Reception',
  nodes: [
    node('start', 'start', 'Start'),
    node('welcome', 'playAudio', 'Welcome', { prompt: { kind: 'text', text: 'Welcome to Harbour Dental.' } }),
    node('menu', 'menu', 'Main menu', { prompt: { kind: 'text', text: 'Press 1 for sales, 2 for support.' }, keys: ['1', '2'] }),
    node('sales', 'queue', 'Sales queue', { queue: 'sales' }),
    node('support', 'queue', 'Support queue', { queue: 'support' }),
    node('message', 'voicemail', 'Leave a message', { mailbox: 'office' }),
    node('bye', 'hangup', 'Good bye'),
    node('old', 'pause', 'Old pause', { ms: 500 }),
  ],
  edges: [
    edge('start', 'next', 'welcome'),
    edge('welcome', 'next', 'menu'),
    edge('menu', '1', 'sales'),
    edge('menu', '2', 'support'),
    edge('menu', 'invalid', 'bye'),
    edge('menu', 'timeout', 'message'),
    edge('sales', 'timeout', 'message'),
    edge('support', 'timeout', 'message'),
    edge('message', 'next', 'bye'),
  ],
  notes: [],
  variables: [],
}
