// The one place where the engine's parts are put together: each is given what it uses, and nothing else.
import { OutboundCallCounts } from './actions/outsideCalls.ts'
import { Placeholders } from './callbacks/placeholders.ts'
import { CallbackDesk } from './callbacks/requests.ts'
import { Returns } from './callbacks/returns.ts'
import { resumeClick } from './desk/integrationDesk.ts'
import { FlowLibrary } from './flows/library.ts'
import { type Alarm, Incoming } from './incoming.ts'
import type { LiveHub } from './live.ts'
import { nodeBehaviours } from './nodes/index.ts'
import type { Ports } from './ports.ts'
import { Dispatcher } from './queues/dispatcher.ts'
import { Lockouts } from './queues/lockouts.ts'
import { Operators } from './queues/operators.ts'
import { Shifts } from './queues/shifts.ts'
import { standingOf } from './queues/standing.ts'
import { Recovery } from './recovery.ts'
import { Call, type CallStart } from './session/call.ts'
import { Channels } from './session/channels.ts'
import type { CallContext, OfficeContext } from './session/context.ts'
import { Parking } from './session/parking.ts'
import { Phones } from './session/phones.ts'
import { PickUps } from './session/pickUps.ts'
import type { Begin, RingPurpose } from './session/ringFirst.ts'
import { Rooms } from './session/rooms.ts'
import { Transfers } from './session/transfers.ts'
import { Sessions } from './sessions.ts'

type Surroundings = {
  live: LiveHub
  /** Work that outlives its call for a moment. */
  background(work: Promise<unknown>): void
  alarm: Alarm
}

/** The engine's parts by what they are for. */
export type EngineParts = ReturnType<typeof compose>

/** Builds all of it; nothing acts before the first event. */
export function compose(ports: Ports, { live, background, alarm }: Surroundings) {
  const calls = new Map<string, Call>()
  const channels = new Channels()
  const office = officeOf(ports, channels, alarm, (extension) => standingOf(operators, extension))
  const call = { ...callParts(ports, { office, channels, background }) }
  const { pbx, records } = call
  const operators: Operators = new Operators({ ...ports, office, live, partiesOf: (id) => calls.get(id) })
  const dispatcher = new Dispatcher({ ...ports, office, operators, live })
  const shifts = new Shifts({ pbx, office, operators })
  operators.listen({
    changed: (id, idle) => shifts.seen(id, idle),
    left: (queueId) => dispatcher.operatorLeft(queueId),
    wrappedUp: (queueId, ms) => dispatcher.stats(queueId).wrappedUp(ms),
    free: () => dispatcher.match(),
  })
  const lockouts = new Lockouts(ports.lockouts, ports.clock, (key) => alarm({ kind: 'lockout', text: key }))
  const desk = new CallbackDesk({ ...ports, office, live, changed: (callback) => placeholders.changed(callback) })
  const placeholders: Placeholders = new Placeholders({
    ...ports,
    office,
    dispatcher,
    startReturn: (id, operatorId, reservation) => returns.turn(id, operatorId, reservation),
  })
  const parking = new Parking(office, calls)
  const transfers = new Transfers({ calls, parking })
  const flows = new FlowLibrary(ports.flows)
  const queueing = { dispatcher, operators, shifts, lockouts, pins: ports.pins, callbacks: desk, placeholders }
  const behaviourOf = nodeBehaviours({ ...ports, live, queueing, rooms: new Rooms(pbx), parking })
  const context: CallContext = {
    ...call,
    observer: {
      callChanged: (id) => live.callChanged(id),
      traced: (event) => live.traced(event),
      engage: (extension, channelId, engagement) => operators.engage(extension, channelId, engagement),
      referred: (id, ...request) => withCall(id, (of) => transfers.refer(of, ...request)),
      planRedirect: (id, to) => withCall(id, (of) => sessions.plan(of, to)),
    },
  }
  const withCall = (id: string, run: (of: Call) => void) => {
    const of = calls.get(id)
    if (of) run(of)
  }
  const newCall = (start: CallStart): Call => {
    const made = new Call(context, start)
    calls.set(made.id, made)
    return made
  }
  const forget = (id: string) => {
    calls.delete(id)
    live.callGone(id)
  }
  const sessions = new Sessions({ ...call, calls, flows, behaviourOf, newCall, forget })
  const incoming = new Incoming({ pbx, office, records, parking, sessions, alarm })
  const returns = new Returns({
    pbx,
    office,
    journal: ports.journal,
    operators,
    sessions,
    desk,
    begun: (id) => placeholders.begun(id),
  })
  sessions.onEnd((over) => returns.ended(over))
  const entry = {
    sessions,
    incoming,
    /** Goes on with telephones that rang before there was a call. */
    goOn: (purpose: RingPurpose, answered: <T>(begin: Begin<T>) => Promise<T>) =>
      background(
        purpose.kind === 'return' ? returns.resume(purpose, answered) : resumeClick({ pbx, office, sessions }, purpose, answered),
      ),
  }
  const recovery = new Recovery({ ...call, calls, queueing, entry })
  return { call, calls, queueing, callbacks: { desk, returns, placeholders }, transfers, flows, entry, recovery }
}

function officeOf(ports: Ports, channels: Channels, alarm: Alarm, standing: OfficeContext['standing']): OfficeContext {
  const settings = {
    get config() {
      return ports.config()
    },
  }
  return {
    get config() {
      return ports.config()
    },
    flows: ports.flows,
    phones: new Phones(),
    pickUps: new PickUps(),
    limits: new OutboundCallCounts({ ...ports, office: settings }, alarm),
    trunkStates: ports.trunkStates,
    trunkCalls: (trunkId) => channels.carriedBy(trunkId),
    override: (name) => ports.config().overrides.get(name),
    standing,
  }
}

function callParts(
  { telephony, clock, chance, log, media, speech, recogniser, webAudio, streams, callLog, journal, identities }: Ports,
  { office, channels, background }: { office: OfficeContext; channels: Channels } & Pick<Surroundings, 'background'>,
): Omit<CallContext, 'observer'> {
  return {
    pbx: { telephony, clock, chance, log, channels, background },
    office,
    sound: { media, speech, recogniser, webAudio, streams, spoken: new Map() },
    records: { callLog, journal, identities },
    found: { bridged: new Map(), alive: new Map() },
  }
}
