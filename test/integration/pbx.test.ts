// The managed Asterisk: started, found again, reloaded, restarted, examined; and what callers get while no host is there.

import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AriTelephony } from '../../electron/adapters/ari/telephony.ts'
import { type AsteriskBinary, acquireAsterisk } from '../../electron/adapters/pbx/acquire/asterisk.ts'
import type { PbxConfig } from '../../electron/adapters/pbx/config/types.ts'
import { examine } from '../../electron/adapters/pbx/doctor.ts'
import { type Pbx, startPbx } from '../../electron/adapters/pbx/process/pbx.ts'
import { isRunning } from '../../electron/adapters/pbx/process/pidFile.ts'
import { freePorts, freeUdp } from '../../electron/adapters/pbx/process/ports.ts'
import { supervisePbx } from '../../electron/adapters/pbx/process/supervise.ts'
import { passwordOf, TRUNK_ADDRESS, testConfig, whatIsLeft } from '../support/asterisk.ts'
import { listen } from '../support/listen.ts'
import { Phone, type PhoneOptions } from '../support/phone/phone.ts'

let binary: AsteriskBinary
let folder: string
let config: PbxConfig
let trunkPort: number
/** What a test has opened, closed in reverse even when it fails. */
const opened: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  binary = await acquireAsterisk()
})

// A folder of its own each: registrations of an earlier Asterisk would still be rung.
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-pbx-'))
  trunkPort = await freeUdp(TRUNK_ADDRESS)
  config = testConfig(await freePorts(), trunkPort)
})

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
  await rm(folder, { recursive: true, force: true })
})

async function start(): Promise<Pbx> {
  const pbx = await startPbx({ folder, config, binary })
  opened.push(() => pbx.stop())
  return pbx
}

async function openPhone(options: PhoneOptions): Promise<Phone> {
  const phone = await Phone.open({ ...options, password: passwordOf(options.user ?? '') })
  opened.push(() => phone.close())
  return phone
}

test('it is ready within two seconds, quietly, and gone after stop', async () => {
  const started = performance.now()
  const pbx = await startPbx({ folder, config, binary })
  expect(performance.now() - started).toBeLessThan(2_000)
  expect(await pbx.rx('core show version')).toContain(binary.version)
  await pbx.stop()
  expect(isRunning(pbx.pid)).toBe(false)
})

test('an impossible configuration and an aborted start end with a code and leave no process', async () => {
  await expect(startPbx({ folder, config: { ...config, ariPassword: '' }, binary })).rejects.toMatchObject({ code: 'PBX_CONFIG' })
  await expect(startPbx({ folder, config, binary, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' })
  const broken: AsteriskBinary = { ...binary, command: ['/bin/false'] }
  await expect(startPbx({ folder, config, binary: broken })).rejects.toMatchObject({ code: 'PBX_START_FAILED' })
})

describe('while it runs', () => {
  test('a second start finds it, a reload brings a new phone, and a running call goes on', async () => {
    const first = await start()
    const caller = await openPhone({ server: first.sip, user: '201' })
    const callee = await openPhone({ server: first.sip, user: '202' })
    await caller.register()
    await callee.register()
    const call = await caller.dial('202') // no host: the dialplan connects
    const answered = await callee.nextCall()
    answered.answer()
    await call.untilAnswered()
    answered.audio.sendTone(500)
    await call.audio.heard.waitForTone(500)

    const second = await startPbx({ folder, config, binary })
    expect([second.adopted, second.pid]).toEqual([true, first.pid])
    const template = config.extensions[0]
    if (!template) throw new Error('no extension')
    await second.reload({ ...config, extensions: [...config.extensions, { ...template, number: '299' }] })
    expect(await second.rx('pjsip show endpoint 299')).toContain('Phone 201')
    await call.audio.heard.waitForTone(500)
    await expect(second.reload({ ...config, ports: { ...config.ports, sip: 1 } })).rejects.toMatchObject({ code: 'PBX_CONFIG' })

    await call.hangup()
    await answered.untilEnded()
  })

  test('phones that crash again and again, desk or softphone, never lock the living one out', async () => {
    const pbx = await start()
    for (const user of ['201', '201-web']) {
      for (let crash = 0; crash < 40; crash++) {
        const phone = await Phone.open({ server: pbx.sip, user, password: passwordOf(user) })
        await phone.register()
        await phone.close() // and its contact stays
      }
      const port = await freeUdp('127.0.0.1')
      const living = await openPhone({ server: pbx.sip, user, port })
      await living.register()
      const listed = await pbx.rx(`pjsip show aor ${user}`)
      expect(listed).toContain(`:${port}`)
      expect(listed.match(/^\s+Contact:\s+201/gm)?.length).toBeLessThanOrEqual(user === '201' ? 20 : 1)
    }
  })

  test('the doctor finds nothing wrong, and says what is wrong with a wrong password', async () => {
    const pbx = await start()
    const { ariUrl, ariUser, ariPassword, wsUrl, sip } = pbx
    const input = { ariUrl, ariUser, ariPassword, wsUrl, sip, folder, soundsDir: join(folder, 'data/sounds/en') }
    expect((await examine(input)).filter(({ ok }) => !ok)).toEqual([])
    const wrong = await examine({ ...input, ariPassword: 'wrong' })
    expect(wrong.filter(({ ok }) => !ok)).toMatchObject([{ id: 'password', help: expect.stringContaining('ari.conf') }])
    await pbx.stop()
    const gone = await examine({ ...input, sip: undefined })
    expect(gone.filter(({ ok }) => !ok).map(({ id }) => id)).toEqual(['ari', 'websocket'])
  })

  test('one which is killed is started again by its supervisor', async () => {
    const supervised = await supervisePbx({ folder, config, binary })
    const first = supervised.current.pid
    const restarted = new Promise<number>((resolve) => supervised.onRestart(({ pid }) => resolve(pid)))
    process.kill(first, 'SIGKILL')
    expect(await restarted).not.toBe(first)
    expect(await supervised.current.rx('core show version')).toContain(binary.version)
    await supervised.stop()
    expect(isRunning(supervised.current.pid)).toBe(false)
  })
})

describe('while no host is there', () => {
  test('a caller reaches the reception, and its voicemail where nobody answers', async () => {
    const pbx = await start()
    const reception = await openPhone({ server: pbx.sip, user: '201' })
    const trunk = await openPhone({ server: pbx.sip, address: TRUNK_ADDRESS, port: trunkPort })
    await reception.register()
    const call = await trunk.dial('5000', { callerNumber: '030123' })
    const incoming = await reception.nextCall()
    expect(incoming.peer.number).toBe('030123')
    incoming.answer()
    await call.untilAnswered()
    await incoming.hangup()
    await call.untilEnded()

    const second = await trunk.dial('5000', { callerNumber: '030123' })
    ;(await reception.nextCall()).reject(486)
    await second.untilAnswered()
    await second.audio.heard.waitForAudio()
    await second.audio.sendDtmf('#') // skips the greeting
    await second.audio.heard.waitForSilence({ ms: 600 }) // the beep is over
    await second.audio.sendToneFor(440, 2500) // a message of two seconds
    await second.hangup()
    const inbox = join(pbx.voicemailDir, '100', 'INBOX')
    await expect.poll(() => readdir(inbox).catch(() => []), { timeout: 5_000 }).toContain('msg0000.wav')
  })

  test('each of several desk phones of an extension rings, for a caller and for a colleague', async () => {
    const pbx = await start()
    const trunk = await openPhone({ server: pbx.sip, address: TRUNK_ADDRESS, port: trunkPort })
    const colleague = await openPhone({ server: pbx.sip, user: '203' })
    const desk = await openPhone({ server: pbx.sip, user: '201' })
    const hall = await openPhone({ server: pbx.sip, user: '201' })
    for (const phone of [colleague, desk, hall]) await phone.register()
    // One call after the other: of two at once each phone may hear of either first.
    for (const dial of [() => trunk.dial('5000'), () => colleague.dial('201')]) {
      const caller = await dial()
      const [first, second] = await Promise.all([desk.nextCall(), hall.nextCall()])
      second.answer()
      await caller.untilAnswered()
      await first.untilEnded()
      await caller.hangup()
      await second.untilEnded()
    }
  })

  test('an emergency call goes out unformatted; a host which is there hears of it too', async () => {
    const pbx = await start()
    const trunk = await openPhone({ server: pbx.sip, address: TRUNK_ADDRESS, port: trunkPort })
    const phone = await openPhone({ server: pbx.sip, user: '203' })
    await phone.register()
    const dialEmergency = async () => {
      const call = await phone.dial('112')
      const outgoing = await trunk.nextCall()
      expect(outgoing.invite?.uri).toMatch(/^sip:112@/)
      outgoing.answer()
      await call.untilAnswered()
      await call.hangup()
    }
    await dialEmergency()

    const telephony = new AriTelephony({ url: pbx.ariUrl, user: pbx.ariUser, password: pbx.ariPassword, app: config.app })
    const heard = listen(telephony)
    await telephony.open()
    await telephony.snapshot()
    await dialEmergency()
    const { args, channel } = await heard.until('entered')
    expect(args).toEqual(['emergency', '112', '203'])
    await telephony.hangup(channel.id, 'normal')
    await expect.poll(() => whatIsLeft(config)).toEqual([])
    await telephony.close()
  })
})
