// The state behind the mocked router.
import type { implement } from '@orpc/server'
import type { contract } from '../../../shared/contract/index.ts'
import type { LiveChange, LiveEvent } from '../../../shared/contract/live.ts'
import type { Callback, CallNote, LiveCall, Voicemail } from '../../../shared/domain/calls.ts'
import { usualRinging } from '../../../shared/domain/ringing.ts'
import * as sample from './sampleOffice.ts'

export type MockOptions = {
  /** Nothing in it: every list is empty. */
  empty?: boolean
  role?: 'agent' | 'supervisor' | 'admin'
  mine?: 'offline' | 'available' | 'wrapUp'
  pbx?: 'managed' | 'external' | 'demo'
  starter?: boolean
  extension?: string | null
  /** A hundred people more. */
  crowded?: boolean
}

export type MockOffice = ReturnType<typeof mockOffice>

/** The state behind the router, and `push` to change what consoles see. */
export function mockOffice(options: MockOptions) {
  const now = Date.now()
  const listeners = new Set<(event: LiveEvent) => void>()
  const live = options.empty
    ? { operators: [], queues: [], waiting: [], calls: [] as LiveCall[] }
    : sample.liveSample(now, options.mine ?? 'available')
  let seq = 10
  return {
    options,
    live,
    calls: options.empty ? [] : sample.callSamples(now),
    callbacks: new Map((options.empty ? [] : sample.callbackSamples(now)).map((item): [string, Callback] => [item.id, item])),
    voicemails: new Map((options.empty ? [] : sample.voicemailSamples(now)).map((item): [string, Voicemail] => [item.id, item])),
    /** Who asked for withheld callers, and why. */
    traced: [] as { id: string; reason: string }[],
    /** While this is open, the history has no answer. */
    callsHeldUp: Promise.resolve(),
    /** By call: what was noted here. */
    noted: new Map<string, { note?: string; disposition?: string }>(),
    /** What colleagues noted, on each call. */
    othersNotes: [] as CallNote[],
    ringing: usualRinging,
    listeners,
    snapshot: (): LiveEvent => ({
      type: 'snapshot',
      seq,
      at: Date.now(),
      snapshot: live,
      pbxConnected: true,
      problems: [],
      recovered: 0,
      configRevision: 0,
    }),
    push(...changes: LiveChange[]) {
      seq += 1
      for (const listener of listeners) listener({ type: 'changes', seq, at: Date.now(), changes })
    },
  }
}

export type Os = ReturnType<typeof implement<typeof contract>>
