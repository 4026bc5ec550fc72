// Keeps the console connected to its host, for ever. A call made while the host is away fails at once, in plain
// sight: nothing is queued to happen later, when the situation may be another one.

import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createStore } from 'zustand/vanilla'
import type { Contract } from '../../../shared/contract/index.ts'
import { backOff } from '../backoff.ts'
import { setHostTime } from '../clock.ts'
import { openTransport, SignInNeeded, type Transport } from './transport.ts'

export type ConnectionState = {
  /** `stalled`: the line is open but the host has not answered for longer than a heartbeat. */
  status: 'idle' | 'connecting' | 'open' | 'stalled' | 'lost' | 'signedOut'
  /** Counts the connections made and the hosts that answered again; a new number means that feeds must be resumed. */
  generation: number
  /** Since when the host is away, this machine's clock; null while it is there. */
  lostSince: number | null
}

/** A procedure was called while the host could not be reached. Nothing was sent. */
export class NotConnected extends Error {
  readonly code = 'NOT_CONNECTED'
  constructor() {
    super('The host cannot be reached right now.')
    this.name = 'NotConnected'
  }
}

const pingEveryMs = 900
const pingPatienceMs = 1100
const missesUntilLost = 5

export const connection = createStore<ConnectionState>()(() => ({ status: 'idle', generation: 0, lostSince: null }))

let transport: Transport | undefined
let run = 0
let wake = () => {}
const waits = backOff(250, 8000)

/**
 * The contract's procedures. Each rejects with NotConnected while there is no host, and while it does not answer: what is
 * sent to a host that hangs is done when it wakes up.
 */
export const rpc: ContractRouterClient<Contract> = createORPCClient({
  call(path, input, options) {
    if (!transport || !isConnected()) return Promise.reject(new NotConnected())
    return transport.link.call(path, input, options)
  },
})

function away(status: 'lost' | 'connecting'): void {
  connection.setState((state) => ({ status, lostSince: state.lostSince ?? (state.generation > 0 ? Date.now() : null) }))
}

/** The host answers, for the first time or again: what was refused meanwhile is loaded anew, and feeds are resumed. */
function opened(): void {
  connection.setState((state) => ({ status: 'open', generation: state.generation + 1, lostSince: null }))
}

/** One question every 0.9 s: notices a host that vanished without closing, and reads its clock. */
async function heartbeat(mine: Transport): Promise<void> {
  const host: ContractRouterClient<Contract> = createORPCClient(mine.link)
  let misses = 0
  while (transport === mine) {
    const asked = performance.now()
    const answer = host.live.epoch().then(
      (reply) => setHostTime(reply.now, performance.now() - asked),
      () => undefined,
    )
    const late = await Promise.race([answer.then(() => false), pause(pingPatienceMs).then(() => true)])
    if (transport !== mine) return
    misses = late ? misses + 1 : 0
    if (misses >= missesUntilLost) return mine.close()
    if (late) connection.setState({ status: 'stalled', lostSince: connection.getState().lostSince ?? Date.now() })
    else if (connection.getState().status === 'stalled') opened()
    await pause(pingEveryMs)
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** A wait that the browser's `online`, or waking up, cuts short. */
function interruptiblePause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}

async function connectOnce(mine: number): Promise<'again' | 'stop'> {
  try {
    const made = await openTransport()
    if (mine !== run) return leave(made)
    transport = made
    waits.reset()
    opened()
    void heartbeat(made)
    await made.closed
  } catch (error) {
    if (!(error instanceof SignInNeeded)) return 'again'
    if (mine === run) signedOut()
    return 'stop'
  } finally {
    if (mine === run) transport = undefined
  }
  return 'again'
}

function leave(made: Transport): 'stop' {
  made.close()
  return 'stop'
}

function signedOut(): void {
  connection.setState({ status: 'signedOut', lostSince: null })
}

/** Connects and keeps connecting until `disconnect()`. Calling it again starts over. */
export async function connect(): Promise<void> {
  run += 1
  const mine = run
  connection.setState({ status: 'connecting' })
  while (mine === run) {
    if ((await connectOnce(mine)) === 'stop' || mine !== run) return
    away('lost')
    await interruptiblePause(waits.next())
    if (mine === run) away('connecting')
  }
}

/** Leaves the host, for signing out. */
export function disconnect(): void {
  run += 1
  transport?.close()
  transport = undefined
  wake()
  connection.setState({ status: 'idle', generation: 0, lostSince: null })
}

/** True while procedures can be called. */
export const isConnected = () => connection.getState().status === 'open'

window.addEventListener('online', () => wake())
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake())
