// A prompt is recorded by telephone, and the next caller hears it.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { storePrompt } from '../../electron/server/rpc/prompts.ts'
import { callFlow, end, flow, start, written } from '../support/flowCalls.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'

let office: RealOffice
let alex: Phone
beforeAll(async () => {
  office = await realOffice()
  alex = await office.desk('201')
})
afterAll(() => office?.stop())
afterEach(() => office.assertQuiet())

const recording = () => office.engine.parts.call.pbx.channels.pendingRecordings().length > 0

test('the telephone rings, what is spoken is kept, and callers hear it', async () => {
  const ringing = alex.nextCall()
  const recorded = office.engine.integration.record('201', 'en')
  const rung = await ringing
  await rung.answer()
  await rung.audio.waitForAudio()
  await rung.audio.sendDtmf('1') // the words before the tone are known
  await until('the recording', recording)
  await rung.audio.sendToneFor(620, 1500)
  await rung.audio.sendDtmf('#')
  const file = await recorded
  await rung.untilEnded()
  expect(file).toMatch(/\.wav$/)
  const { deps, media } = office.host
  const { readFile } = await import('node:fs/promises')
  const admin = { id: 'u', login: 'u', name: 'U', role: 'admin' as const, operatorId: null }
  const bytes = await readFile(media.absolute('recordings', file ?? ''))
  const prompt = await storePrompt(deps, admin, { name: 'By phone', language: 'en' }, bytes)
  const { caller } = await callFlow(
    office,
    flow({ start, play: { type: 'playAudio', prompt: { kind: 'audio', id: prompt.id } }, end }, [
      'start.next>play',
      'play.next>end',
    ]),
  )
  await caller.audio.waitForTone(620)
  await caller.untilEnded()
  await written(office)
})

test('ended from the console, what was said until then is kept; before anybody has answered there is nothing to end', async () => {
  await expect(office.engine.integration.stopRecording('201')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const ringing = alex.nextCall()
  const recorded = office.engine.integration.record('201', 'en')
  const rung = await ringing
  await rung.answer()
  await rung.audio.waitForAudio()
  await rung.audio.sendDtmf('1')
  await until('the recording', recording)
  await rung.audio.sendToneFor(620, 1500)
  await office.engine.integration.stopRecording('201')
  const file = await recorded
  await rung.untilEnded()
  expect(file).toMatch(/\.wav$/)
  await expect(office.engine.integration.stopRecording('201')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const { stat } = await import('node:fs/promises')
  // 8 kHz, 16 bit: more than a second.
  expect((await stat(office.host.media.absolute('recordings', file ?? ''))).size).toBeGreaterThan(16_000)
  await written(office)
})

test('nothing said is nothing kept; nobody there is told', async () => {
  const ringing = alex.nextCall()
  const recorded = office.engine.integration.record('201', 'en')
  const rung = await ringing
  await rung.answer()
  await rung.audio.waitForAudio()
  await rung.hangup()
  expect(await recorded).toBeNull()
  await expect(office.engine.integration.record('203', 'en')).rejects.toMatchObject({ code: 'NO_PHONE' })
  await expect(office.engine.integration.record('999', 'en')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
