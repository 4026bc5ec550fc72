// PINs, lockouts, on-hook and off-hook operators, callbacks. Time is moved, never waited for.
import { describe, expect, test } from 'vitest'
import { answers, ringsForEver } from '../../../electron/adapters/sim/people.ts'
import type { World } from '../../support/memory.ts'
import { nextHost, office, quietAfterEach } from './offices.ts'
import { login, offHook, queueFlow, stateOf, two } from './queueOffice.ts'

quietAfterEach()

describe('Queue Login', () => {
  const phone = { kind: 'phone' as const, endpoint: 'PJSIP/201' }
  async function keys(w: World, caller: { press(d: string): void }, digits: string) {
    for (const digit of digits) {
      await w.clock.advance(150)
      caller.press(digit)
    }
    await w.clock.advance(150)
  }

  test('the right PIN logs in and hangs up; the PIN is in no trace', async () => {
    const w = await office(two, queueFlow(), login)
    w.sim.phone('201', answers())
    const caller = w.sim.call('800', '201', phone)
    await keys(w, caller, '1111')
    await w.clock.advance(3000)
    expect(stateOf(w, 'ann')).toBe('available')
    expect(caller.gone).toBe(true)
    expect(JSON.stringify(w.log.events)).not.toContain('1111')
  })
  test('three wrong ones end the call; five in 15 minutes lock the extension, until lifted', async () => {
    const w = await office(two, queueFlow(), login)
    w.sim.phone('201', answers())
    const one = w.sim.call('800', '201', phone)
    for (const pin of ['9999', '9998', '9997']) {
      await keys(w, one, pin)
      await w.clock.advance(1500)
    }
    await w.clock.advance(2000)
    expect(one.gone).toBe(true)
    const again = w.sim.call('800', '201', phone)
    for (const pin of ['9999', '9998']) {
      await keys(w, again, pin)
      await w.clock.advance(1500)
    }
    await w.clock.advance(5000)
    expect(again.gone).toBe(true)
    expect(w.engine.desk.lockouts()).toMatchObject([{ key: 'ext:201', failures: 5 }])
    const locked = w.sim.call('800', '201', phone)
    await w.clock.advance(3000)
    expect(locked.gone).toBe(true)
    expect(stateOf(w, 'ann')).toBe('offline')
    w.engine.desk.liftLockout('ext:201')
    const right = w.sim.call('800', '201', phone)
    await keys(w, right, '1111')
    expect(stateOf(w, 'ann')).not.toBe('offline')
  })
  test('the login key of the own extension logs in by PIN and out at once; another’s key is no code', async () => {
    const w = await office(two, queueFlow(), login)
    w.sim.phone('201', answers())
    const first = w.sim.call('*45201', '201', phone)
    await keys(w, first, '1111')
    await w.clock.advance(3000)
    expect([stateOf(w, 'ann'), first.gone]).toEqual(['available', true])
    const second = w.sim.call('*45', '201', phone)
    await w.clock.advance(3000)
    expect([stateOf(w, 'ann'), second.gone]).toEqual(['offline', true])
    w.sim.call('*45202', '201', phone)
    await w.clock.advance(3000)
    expect(w.log.events.at(-1)?.callId).toBeDefined()
    expect(w.log.events.some(({ type, data }) => type === 'call.started' && data?.flow === 'builtin:unknownCode')).toBe(true)
  })
  test('from outside a PIN is for those who may; whoever may not is refused like anybody', async () => {
    const w = await office(two, queueFlow(), login)
    w.sim.phone('201', answers())
    const refused = w.sim.call('800', '+491')
    await keys(w, refused, '1111')
    await w.clock.advance(1500)
    expect([stateOf(w, 'ann'), refused.gone]).toEqual(['offline', false])
    const ann = w.config.operators.get('ann')
    if (!ann) throw new Error('no operator')
    w.config.operators = new Map([...w.config.operators, ['ann', { ...ann, loginFromOutside: true }]])
    w.engine.configChanged()
    const allowed = w.sim.call('800', '+492')
    await keys(w, allowed, '1111')
    await w.clock.advance(3000)
    expect(stateOf(w, 'ann')).toBe('available')
  })
  test('eighteen tries from six numbers lock the number dialled, and no telephone of the office', async () => {
    const w = await office(two, queueFlow(), login)
    w.sim.phone('201', answers())
    for (let caller = 0; caller < 6; caller++) {
      const call = w.sim.call('800', `+49170000${caller}`)
      for (const pin of ['9999', '9998', '9997']) {
        await keys(w, call, pin)
        await w.clock.advance(1500)
      }
      await w.clock.advance(5000)
    }
    expect(w.engine.desk.lockouts().map(({ key }) => key)).toContain('route:800')
    const fresh = w.sim.call('800', '+49999')
    await w.clock.advance(5000)
    expect(fresh.gone).toBe(true)
    const own = w.sim.call('800', '201', phone)
    await keys(w, own, '1111')
    await w.clock.advance(3000)
    expect(stateOf(w, 'ann')).toBe('available')
  })
  test('a lockout ends by itself after 15 minutes', async () => {
    const w = await office(two, queueFlow(), login)
    for (let i = 0; i < 5; i++) await w.engine.desk.login({ pin: '0000', lockKey: 'console:x' }).catch(() => {})
    await expect(w.engine.desk.login({ pin: '1111', lockKey: 'console:x' })).rejects.toMatchObject({ code: 'LOCKED' })
    await w.clock.advance(15 * 60_000 + 1)
    await expect(w.engine.desk.login({ pin: '1111', lockKey: 'console:x' })).resolves.toMatchObject({ operatorId: 'ann' })
  })
  test('a console takes only the PIN of its own operator, and another’s counts as wrong', async () => {
    const w = await office(two, queueFlow(), login)
    w.sim.phone('202', answers())
    w.engine.desk.admit('bob')
    const wrong = w.engine.desk.login({ pin: '2222', operatorId: 'ann', lockKey: 'console:ann' })
    await expect(wrong).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(stateOf(w, 'bob')).toBe('available')
    expect(stateOf(w, 'ann')).toBe('offline')
  })
  test('“#” alone logs out the operator of the extension', async () => {
    const w = await office(two, queueFlow(), login)
    w.sim.phone('201', answers())
    w.engine.desk.admit('ann')
    const caller = w.sim.call('800', '201', phone)
    await keys(w, caller, '#')
    expect(stateOf(w, 'ann')).toBe('offline')
  })
  test('“#” from a trunk is no log-out', async () => {
    const w = await office(two, queueFlow(), login)
    w.sim.phone('201', answers())
    w.engine.desk.admit('ann')
    const caller = w.sim.call('800', '201', { kind: 'in' })
    await keys(w, caller, '#')
    expect(stateOf(w, 'ann')).toBe('available')
  })
  test('off-hook: a beep, no ringing, and the line stays for the next caller', async () => {
    const w = await office(two, queueFlow(), offHook)
    const line = w.sim.call('801', '201', phone)
    await keys(w, line, '1111')
    await w.clock.advance(2000)
    expect(stateOf(w, 'ann')).toBe('available')
    expect(line.channel.music).toBe(true)
    for (let i = 0; i < 2; i++) {
      const caller = w.sim.call('5000')
      await w.clock.advance(1200)
      expect(line.heard.at(-1)).toBe('sound:beep')
      expect(caller.talkingTo).toEqual(['PJSIP/201'])
      expect(stateOf(w, 'ann')).toBe('busy')
      caller.hangup()
      await w.clock.advance(16_000)
      expect(line.gone).toBe(false)
      expect(line.channel.music).toBe(true)
    }
    expect(w.sim.commands.filter((c) => c.startsWith('originate'))).toEqual([])
    line.hangup()
    await w.clock.advance(100)
    expect(stateOf(w, 'ann')).toBe('offline')
  })
  test('a phone that is not registered makes the operator unreachable until it is back', async () => {
    const w = await office(two, queueFlow())
    w.engine.desk.admit('ann')
    expect(w.engine.parts.queueing.operators.view('ann')).toMatchObject({ state: 'unreachable', reason: 'phoneOffline' })
    w.sim.phone('201-web', answers())
    expect(stateOf(w, 'ann')).toBe('available')
    w.engine.desk.consoleProblem('ann', 'no microphone')
    expect(w.engine.parts.queueing.operators.view('ann')).toMatchObject({ state: 'unreachable', reason: 'no microphone' })
    // Closed as it was: the desk phone is still there.
    w.engine.desk.consoleGone('ann')
    expect(stateOf(w, 'ann')).toBe('available')
  })
})

describe('a pause', () => {
  const view = (w: Awaited<ReturnType<typeof office>>) => w.engine.parts.queueing.operators.view('ann')
  const atLunch = async () => {
    const w = await office(two, queueFlow())
    w.sim.phone('201-web', answers())
    w.engine.desk.admit('ann')
    w.engine.desk.pause('ann', 'Lunch')
    const since = w.clock.now()
    await w.clock.advance(28_000)
    return { w, since }
  }
  test('counts on while the page is loaded anew, in a call, and when it is asked for again', async () => {
    const { w, since } = await atLunch()
    w.sim.unregister('201-web')
    expect(view(w)).toMatchObject({ state: 'paused', reason: 'Lunch', since })
    w.sim.phone('201-web', answers())
    w.engine.desk.consoleProblem('ann', 'no microphone')
    w.engine.desk.consoleProblem('ann', null)
    w.engine.desk.pause('ann', 'Lunch')
    expect(view(w)).toMatchObject({ state: 'paused', reason: 'Lunch', since })
    const { operators } = w.engine.parts.queueing
    operators.engage('201', 'own', { state: 'up', callId: 'own' })
    expect(view(w)).toMatchObject({ state: 'busy' })
    await w.clock.advance(1000)
    operators.engage('201', 'own', null)
    expect(view(w)).toMatchObject({ state: 'paused', reason: 'Lunch', since })
    w.engine.desk.pause('ann', 'Training')
    expect(view(w)).toMatchObject({ reason: 'Training', since: w.clock.now() })
  })
  test('stays while Do Not Disturb comes and goes; without one it is a pause of its own', async () => {
    const { w, since } = await atLunch()
    w.engine.desk.doNotDisturb('ann', true)
    expect(view(w)).toMatchObject({ state: 'paused', reason: 'Lunch', since, doNotDisturb: true })
    w.engine.desk.doNotDisturb('ann', false)
    expect(view(w)).toMatchObject({ state: 'paused', reason: 'Lunch', since, doNotDisturb: false })
    w.engine.desk.resume('ann')
    w.engine.desk.doNotDisturb('ann', true)
    expect(view(w)).toMatchObject({ state: 'paused', reason: 'doNotDisturb', since: w.clock.now() })
    const next = await nextHost(w, two, [queueFlow()])
    expect(view(next)).toMatchObject({ state: 'paused', reason: 'doNotDisturb', doNotDisturb: true })
    next.engine.desk.doNotDisturb('ann', false)
    expect(view(next)?.doNotDisturb).toBe(false)
    next.engine.desk.doNotDisturb('ann', true)
    next.engine.desk.resume('ann')
    expect(view(next)?.doNotDisturb).toBe(false)
  })
})

describe('callbacks', () => {
  test('leases: claimed by one, falls back after ten minutes', async () => {
    const w = await office(two, queueFlow())
    const { id } = w.engine.work.createCallback('030 123456', 'sales')
    w.engine.work.claimCallback(id, 'ann')
    expect(() => w.engine.work.claimCallback(id, 'bob')).toThrow('Someone else')
    await w.clock.advance(10 * 60_000 + 1)
    expect(w.stores.callbacks.get(id)).toMatchObject({ status: 'pending', claimedBy: null })
    expect(w.engine.work.claimCallback(id, 'bob')).toMatchObject({ claimedBy: 'bob' })
    w.engine.work.finishCallback(id, 'bob', 'wrongNumber')
    expect(w.stores.callbacks.open()).toEqual([])
  })
  test('the caller who gets through closes the open request', async () => {
    const w = await office(two, queueFlow())
    const { id } = w.engine.work.createCallback('+4930123456', 'sales')
    w.sim.phone('201', answers())
    w.engine.desk.admit('ann')
    w.sim.call('5000', '+4930123456')
    await w.clock.advance(1500)
    expect(w.stores.callbacks.get(id)).toMatchObject({ status: 'done', outcome: 'calledBackIn' })
  })
  test('an operator who does not pick up gives the request back', async () => {
    const outgoing = [{ id: 'o', pattern: '*', trunkId: 't1', callerId: '', strip: 0, class: 'national' as const }]
    const w = await office({ ...two, more: { outgoing } }, queueFlow())
    const { id } = w.engine.work.createCallback('+4930123456', 'sales')
    w.sim.phone('201', ringsForEver())
    const returned = expect(w.engine.work.returnCallback(id, 'ann')).rejects.toMatchObject({ code: 'NO_PHONE' })
    await w.clock.advance(40_000)
    await returned
    expect(w.stores.callbacks.get(id)).toMatchObject({ status: 'pending', claimedBy: null, attempts: [{ result: 'failed' }] })
  })
})
