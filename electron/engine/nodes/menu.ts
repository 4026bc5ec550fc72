// Menu: a key or sequence to leave by; wrong keys and silence are counted apart.
import { z } from 'zod'
import { sequenceWaitMs } from '../../../shared/nodes/menu.ts'
import { collect, menuVerdict } from '../actions/collect.ts'
import { play } from '../actions/play.ts'
import { behaviour } from './behaviour.ts'

const tries = z.object({ invalid: z.int(), timeouts: z.int() })

export const menu = behaviour('menu', tries, async ({ call, config, state, checkpoint }) => {
  const count = state ?? { invalid: 0, timeouts: 0 }
  for (;;) {
    const heard = await collect(call, {
      prompt: config.prompt,
      interruptible: true,
      firstMs: config.timeoutMs,
      decide: (digits) => menuVerdict(config.keys, digits, config.timeoutMs, sequenceWaitMs),
    })
    if (heard.result === 'success') {
      call.set('digits', heard.digits)
      return heard.digits
    }
    const kind = heard.result === 'timeout' ? 'timeouts' : 'invalid'
    count[kind]++
    if (count[kind] > config.retries) return kind === 'timeouts' ? 'timeout' : 'invalid'
    checkpoint(count)
    const sorry = kind === 'timeouts' ? config.timeoutPrompt : config.invalidPrompt
    if (sorry) await play(call, sorry, { interruptible: true, ...(kind === 'invalid' ? { instead: 'pbx-invalid' } : {}) })
  }
})
