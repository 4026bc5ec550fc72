// While the host is down callers are still served: the reception rings, then a message is taken, and the host brings it in when it is back.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freeUdp } from '../../electron/adapters/pbx/process/ports.ts'
import type { Store } from '../../electron/adapters/store/store.ts'
import { startHost } from '../../electron/host/host.ts'
import { testTrunk } from '../../electron/host/starter.ts'
import { addressOf, until } from '../support/office.ts'
import { Phone } from '../support/phone/phone.ts'

let data: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'cordboard-down-'))
})
afterAll(() => rm(data, { recursive: true, force: true }))

test('a message left with Asterisk is among the others when the host is back, and the lamp is lit', async () => {
  const first = await startHost({ data })
  const store = first.deps.store as Store
  const address = addressOf(store)
  const port = await freeUdp(testTrunk.address)
  const trunk = store.office.trunks.get(testTrunk.id)
  if (trunk) store.office.trunks.save({ ...trunk, port })
  await first.deps.configChanged()
  await first.stop() // Asterisk stays
  const caller = await Phone.open({ server: address.sip, address: testTrunk.address, port })
  try {
    const call = await caller.dial('5000', { callerNumber: '+4930555' })
    await call.untilAnswered(40_000)
    await call.audio.waitForAudio()
    await call.audio.sendDtmf('#') // skips the greeting
    await call.audio.waitForSilence({ ms: 600 })
    call.audio.sendTone(440)
    await call.audio.waitForSilence({ ms: 2500 })
    await call.hangup()
  } finally {
    await caller.close()
  }
  const second = await startHost({ data, stopPbx: true })
  try {
    const again = second.deps.store as Store
    const message = await until('the message to be brought in', () => again.voicemails.list({ limit: 5 })[0])
    expect(message).toMatchObject({ mailboxId: 'reception', from: '+4930555', status: 'new' })
    expect(message.seconds).toBeGreaterThan(1)
    expect(second.media.absolute('voicemail', message.file)).toContain(data)
  } finally {
    await second.stop()
  }
})
