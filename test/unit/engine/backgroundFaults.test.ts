// Work beside a call that fails is in the log, and consoles are told of it.
import { expect, test } from 'vitest'
import { TelephonyError } from '../../../electron/engine/ports.ts'
import type { LiveChange } from '../../../shared/contract/live.ts'
import { world } from '../../support/memory.ts'
import { queueFlow, two } from './queueOffice.ts'

test('each is logged, and the first in a minute is an alert', async () => {
  const w = world(two, [queueFlow()])
  await w.engine.start()
  const changes: LiveChange[] = []
  const stop = w.engine.live.follow({}, (event) => event.type === 'changes' && changes.push(...event.changes))
  const { background } = w.engine.parts.call.pbx
  const fail = async (what: string) => {
    background(Promise.reject(new TelephonyError('refused', 'storeRecording', what)))
    await w.clock.advance(1000)
  }
  await fail('no such recording')
  await fail('none again')
  await w.clock.advance(60_000)
  await fail('later')
  expect(w.errors.map((line) => line.split(' {')[0])).toEqual(Array.from({ length: 3 }, () => 'background work failed'))
  const alerts = changes.flatMap((change) => (change.kind === 'alert' ? [change.value] : []))
  expect(alerts).toMatchObject([
    { kind: 'fault', text: expect.stringContaining('no such recording') },
    { kind: 'fault', text: expect.stringContaining('later') },
  ])
  stop()
  await w.engine.stop()
})
