// What the network and Asterisk itself can do to running calls: the event socket away for 30 s, Asterisk ended and started again.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AriTelephony } from '../../electron/adapters/ari/telephony.ts'
import { SharedFolderMedia } from '../../electron/adapters/media/sharedFolder.ts'
import { isRunning, readPid } from '../../electron/adapters/pbx/process/pidFile.ts'
import { Engine } from '../../electron/engine/engine.ts'
import type { Ports } from '../../electron/engine/ports.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'
import { type NetworkProxy, startProxy } from '../support/proxy.ts'

let office: RealOffice
let alex: Phone
let proxy: NetworkProxy
let engine: Engine

/** The office's own engine steps aside for one whose ARI runs through a network that can be cut. */
beforeAll(async () => {
  office = await realOffice()
  await office.change((o) => {
    const queue = o.queues.get('reception')
    if (queue) o.queues.save({ ...queue, announcePosition: false, wrapUpSeconds: 0 })
  })
  alex = await office.desk('201')
  await office.engine.stop()
  proxy = await startProxy(office.address.ari.ports.http)
  const { store, host } = office
  const telephony = new AriTelephony({
    url: `http://127.0.0.1:${proxy.port}/ari`,
    user: 'cordboard',
    password: office.address.ari.ariPassword,
    app: 'cordboard',
    pingMs: 2000,
  })
  const media = new SharedFolderMedia({
    dataFolder: join(office.data, 'media'),
    recordingsDir: join(office.data, 'pbx', 'spool', 'recording'),
  })
  const inner = office.engine['ports']
  const ports: Ports = {
    telephony,
    media,
    clock: host.deps.clock,
    chance: inner.chance,
    speech: inner.speech,
    journal: store.journal,
    callLog: store.callLog,
    callbacks: store.callbacks,
    voicemails: { ...store.voicemails, discard: store.voicemails.remove },
    outbox: inner.outbox,
    http: inner.http,
    streams: inner.streams,
    scripts: inner.scripts,
    recogniser: inner.recogniser,
    webAudio: inner.webAudio,
    pins: store.pins,
    lockouts: store.lockouts,
    identities: store.identities,
    flows: store.flows,
    trunkStates: inner.trunkStates,
    config: host.deps.config,
    log: host.deps.log,
  }
  engine = new Engine(ports)
  await engine.start()
})
afterAll(async () => {
  await engine?.stop()
  await proxy?.close()
  await office?.stop()
})

async function dialIn(from: string, key?: string) {
  const call = await office.dial('5000', from)
  await call.untilAnswered()
  await call.audio.waitForAudio()
  if (key) await call.audio.sendDtmf(key)
  return call
}
const quiet = () => until('no call to be left', () => engine.runningCalls === 0)

test('the event socket is away for 30 s: menu, waiting, talking and recording go on', async () => {
  engine.desk.admit('alex')
  const talking = await dialIn('+491', '1')
  const operator = await alex.nextCall()
  operator.answer()
  await operator.untilAnswered()
  talking.audio.sendTone(440)
  operator.audio.sendTone(880)
  await Promise.all([operator.audio.waitForTone(440), talking.audio.waitForTone(880)])
  const waiting = await dialIn('+492', '1')
  const gone = await dialIn('+493', '1')
  const recording = await dialIn('+494', '2')
  const menu = await dialIn('+495')
  await until(
    'all five where they belong',
    () =>
      engine.parts.queueing.dispatcher.waitingView().length === 2 &&
      engine.parts.call.pbx.channels.pendingRecordings().length === 1,
  )
  recording.audio.sendTone(600)
  await proxy.refuse(true)
  const lost = performance.now()
  await until('the loss to be noticed', () => !engine.connected)
  await gone.hangup() // while nobody listens
  await until('30 s to go by', () => performance.now() - lost > 30_000, 40_000)
  expect(talking.audio.levelOf(880)).toBeGreaterThan(0.02)
  await proxy.refuse(false)
  await until('the connection to be back', () => engine.connected, 15_000)
  await until('the one who left to be counted', () => engine.parts.queueing.dispatcher.waitingView().length === 1)
  await recording.hangup()
  await until('the message', () => office.store.voicemails.list({ limit: 5 }).length === 1)
  expect(office.store.voicemails.list({ limit: 5 })[0]?.seconds).toBeGreaterThan(25)
  await menu.audio.sendDtmf('1')
  await until('the menu to have heard the key', () =>
    engine.parts.queueing.dispatcher.waitingView().some((w) => w.from === '+495'),
  )
  await talking.hangup()
  await operator.untilEnded()
  const next = await alex.nextCall()
  expect(next.peer.number).toBe('+492')
  next.answer()
  await next.untilAnswered()
  await waiting.hangup()
  await next.untilEnded()
  await menu.hangup()
  await quiet()
}, 90_000)

test('Asterisk ends: the calls are closed as lost, no operator stays busy, and calls are taken again by itself', async () => {
  engine.desk.admit('alex')
  await dialIn('+496', '1')
  const operator = await until('alex’s telephone to ring', () => [...alex.calls].find((c) => c.state === 'incoming'))
  operator.answer()
  await operator.untilAnswered()
  await until('the talk', () => engine.parts.queueing.operators.stateOf('alex') === 'busy')
  await dialIn('+497')
  const pid = (await readPid(join(office.data, 'pbx'))) ?? 0
  expect(pid).toBeGreaterThan(0)
  process.kill(pid, 'SIGKILL')
  await until('Asterisk to be gone', () => !isRunning(pid))
  await until('calls to be taken again', () => engine.connected && engine.runningCalls === 0, 30_000)
  expect(office.calls().filter((c) => c.outcome === 'lost')).toHaveLength(2)
  expect(engine.parts.queueing.operators.stateOf('alex')).not.toBe('busy')
  await alex.register()
  await until(
    () =>
      `alex to be there again: ${JSON.stringify(engine.parts.queueing.operators.view('alex'))}, online ${JSON.stringify(engine.parts.call.office.phones.all)}`,
    () => engine.parts.queueing.operators.stateOf('alex') === 'available',
    15_000,
  )
  const again = await dialIn('+498')
  await again.hangup()
  await quiet()
}, 90_000)
