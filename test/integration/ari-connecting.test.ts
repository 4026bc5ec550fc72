// Connecting the ARI adapter to a real Asterisk: refused, not yet open, replaced by another host.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AriTelephony } from '../../electron/adapters/ari/telephony.ts'
import { type TestAsterisk, testAsterisk } from '../support/asterisk.ts'
import { listen } from '../support/listen.ts'

let asterisk: TestAsterisk
const access = () => ({ url: asterisk.ariUrl, user: asterisk.ariUser, password: asterisk.ariPassword, app: 'cordboard' })

beforeAll(async () => {
  asterisk = await testAsterisk()
})
afterAll(() => asterisk?.stop())

test('a wrong password is refused with a code, and nothing is thrown behind our back', async () => {
  const wrong = new AriTelephony({ ...access(), password: 'wrong' })
  await expect(wrong.open()).rejects.toMatchObject({ name: 'TelephonyError', code: 'refused' })
  await wrong.close()
})

test('commands without a connection are refused as unavailable', async () => {
  const unopened = new AriTelephony(access())
  await expect(unopened.answer('x')).rejects.toMatchObject({ code: 'unavailable' })
})

test('a second host which takes the application ends the first one for good', async () => {
  const telephony = new AriTelephony(access())
  const heard = listen(telephony)
  await telephony.open()
  const other = new AriTelephony(access())
  await other.open()
  await heard.until('replaced')
  expect(telephony.connected).toBe(false)
  expect(heard.events.filter(({ type }) => type === 'disconnected')).toEqual([])
  heard.stop()
  await telephony.close()
  await other.close()
})
