// The flows that are measured, and the numbers they answer.

import type { FlowDocument } from '../../../shared/flow/document.ts'
import { flowOf } from '../../support/memory.ts'

/** The same sounds as `BENCH_SOUNDS` of the dialplan. */
export const tones = {
  prompt: { id: 'bench-prompt', frequency: 440, seconds: 20 },
  second: { id: 'bench-second', frequency: 1000, seconds: 1 },
} as const

/** What a caller dials, by flow. */
export const numbers = { benchMenu: '5901', benchLoad: '5902', benchQueue: '5903', benchAll: '5904' } as const
/** What a caller dials for the same in the dialplan. */
export const peers = { menu: 'bench-menu', load: 'bench-load', queue: 'bench-queue' } as const

const audio = (id: string) => ({ kind: 'audio', id })
const menu = (keys: string[]) => ({ type: 'menu', prompt: audio(tones.prompt.id), keys, timeoutMs: 60_000, retries: 3 })
const second = { type: 'playAudio', prompt: audio(tones.second.id), interruptible: false }

/** All of them. `hookUrl`: told of each caller who goes to the queue of `benchAll`. */
export function flows(queueId: string, hookUrl = 'http://127.0.0.1:9/'): FlowDocument[] {
  const queue = { type: 'queue', queueId, maxWaitSeconds: 3600 }
  return [
    flowOf('benchMenu', { start: { type: 'start' }, menu: menu(['1']), second }, [
      'start.next>menu',
      'menu.1>second',
      'second.next>menu',
    ]),
    flowOf('benchLoad', { start: { type: 'start' }, menu: menu(['1']), second, bye: { type: 'hangup' } }, [
      'start.next>menu',
      'menu.1>second',
      'second.next>bye',
    ]),
    flowOf('benchQueue', { start: { type: 'start' }, queue }, ['start.next>queue']),
    flowOf(
      'benchAll',
      {
        start: { type: 'start' },
        menu: menu(['1', '2', '3', '4']),
        hook: { type: 'webhook', url: hookUrl, payload: '{"from":"{{call.from}}"}' },
        queue,
        message: {
          type: 'voicemail',
          mailboxId: 'reception',
          greeting: audio(tones.second.id),
          maxSeconds: 600,
          silenceSeconds: 0,
        },
        room: { type: 'conference', room: 'bench' },
        second,
      },
      ['start.next>menu', 'menu.1>hook', 'hook.next>queue', 'menu.2>message', 'menu.3>room', 'menu.4>second', 'second.next>menu'],
    ),
  ]
}
