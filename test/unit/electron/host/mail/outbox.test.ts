// What becomes of mails: callbacks and notices, outages of the server, kills of the host, and the test of the account.
import { describe, expect, it, vi } from 'vitest'
import type { Store } from '../../../../../electron/adapters/store/store.ts'
import { callbackWaitMs, mailSettings, mailTriedMs, messageMailId, noticeMails } from '../../../../../shared/domain/mail.ts'
import { deadPort, smtpServer } from '../../../../support/smtpServer.ts'
import type { ManualClock } from '../../../store/support.ts'
import { ann, bob, decoded, office, settled } from './support.ts'

describe('the mail of a callback', () => {
  const front = 'front@example.com'
  const dueNow = (store: Store, clock: ManualClock) => {
    const { callback } = store.callbacks.create({
      id: 'cb1',
      number: '+4930777',
      queueId: 'reception',
      callId: null,
      at: clock.now(),
    })
    const place = {
      key: `cb1:${callback.createdAt}`,
      about: 'cb1',
      now: clock.now(),
      nextAt: callback.createdAt + callbackWaitMs,
    }
    store.mails.add(noticeMails(store.office.mail.get(), { kind: 'callback', dueAt: callback.createdAt }, place))
    return callback
  }
  const ofCallback = (store: Store) => store.mails.of('cb1')[0]

  it('is sent when nobody has taken it, with its number and when it was asked for', async () => {
    const server = await smtpServer()
    const { store, clock, open } = office(server.settings({ callbacksDue: [front] }))
    open()
    dueNow(store, clock)
    clock.advance(callbackWaitMs - 1000)
    await settled(store, clock)
    expect(server.received).toEqual([])
    clock.advance(1000)
    await vi.waitFor(() => expect(server.received).toHaveLength(1), 15_000)
    expect(server.received[0]?.to).toEqual([front])
    expect(decoded(server.received[0]?.raw ?? '')).toContain('Nummer: 030 777')
  })

  it('is not sent for one that was called back or put off meanwhile', async () => {
    const server = await smtpServer()
    for (const change of [{ status: 'done' as const, outcome: 'reached' as const }, { retryAt: 1_760_000_000_000 }]) {
      const { store, clock, open } = office(server.settings({ callbacksDue: [front] }))
      open()
      store.callbacks.save({ ...dueNow(store, clock), ...change })
      clock.advance(callbackWaitMs)
      await settled(store, clock)
      expect(ofCallback(store)).toMatchObject({ status: 'withdrawn', attempts: 0 })
    }
    expect(server.received).toEqual([])
  })

  it('waits while somebody has the request, and is sent when they let it lie', async () => {
    const server = await smtpServer()
    const { store, clock, open } = office(server.settings({ callbacksDue: [front] }))
    open()
    const callback = dueNow(store, clock)
    const leaseUntil = clock.now() + callbackWaitMs + 60_000
    store.callbacks.save({ ...callback, status: 'claimed', claimedBy: 'alex', leaseUntil })
    clock.advance(callbackWaitMs)
    await settled(store, clock)
    expect(ofCallback(store)).toMatchObject({ status: 'pending', attempts: 0, nextAt: leaseUntil + callbackWaitMs })
    store.callbacks.save(callback)
    clock.advance(callbackWaitMs + 60_000)
    await vi.waitFor(() => expect(server.received).toHaveLength(1), 15_000)
  })
})

describe('a notice', () => {
  it('is mailed in the office’s language to each address, with a link', async () => {
    const server = await smtpServer()
    const settings = server.settings({ troubles: [ann, bob], consoleAddress: 'https://cord.example' })
    const { store, clock, open } = office(settings)
    open()
    const notice = { kind: 'trunk', name: 'Acme', problem: 'forbidden', status: 403, at: clock.now() } as const
    store.mails.add(noticeMails(settings, notice, { key: 'acme:1', about: 'acme', now: clock.now() }))
    store.mails.add(noticeMails(settings, notice, { key: 'acme:1', about: 'acme', now: clock.now() }))
    await settled(store, clock)
    expect(server.received.map(({ to }) => to[0]).sort()).toEqual([bob, ann])
    const text = decoded(server.received[0]?.raw ?? '')
    expect(text).toContain('Die Leitung Acme ist ausgefallen')
    expect(text).toContain('href="https://cord.example/#/settings/trunks"')
  })
})

describe('the outbox', () => {
  it('that cannot put a mail together tries it again, and the others are sent', async () => {
    const server = await smtpServer()
    const { store, clock, open, leave, of, log } = office(server.settings(), { sound: 'none' })
    const get = store.voicemails.get
    const failing = vi.spyOn(store.voicemails, 'get').mockImplementation((id) => {
      if (id === 'bad') throw new Error('damaged')
      return get(id)
    })
    open()
    leave('bad')
    leave('good')
    await settled(store, clock)
    expect([of('bad')?.failure, of('bad')?.status, of('good')?.status]).toEqual(['unknown', 'pending', 'sent'])
    expect(log.error).toHaveBeenCalled()
    failing.mockRestore()
    clock.advance(60_000)
    await vi.waitFor(() => expect(of('bad')?.status).toBe('sent'))
  })

  it('sends each mail once after the server was down for an hour', async () => {
    let down = true
    const server = await smtpServer({ rcptTo: () => (down ? 451 : 250) })
    const { store, clock, open, leave } = office(server.settings(), { sound: 'none' })
    open()
    const ids = Array.from({ length: 6 }, (_, n) => `m${n}`)
    for (const id of ids) {
      leave(id)
      clock.advance(60_000)
      await settled(store, clock)
    }
    for (let minutes = ids.length; minutes < 60; minutes++) {
      clock.advance(60_000)
      await settled(store, clock)
    }
    expect(server.received).toEqual([])
    down = false
    for (let minutes = 0; minutes < 90; minutes++) {
      clock.advance(60_000)
      await settled(store, clock)
    }
    const subjects = server.received.map(({ raw }) => /Message-ID: (.*)/.exec(raw)?.[1])
    expect([server.received.length, new Set(subjects).size]).toEqual([ids.length, ids.length])
    expect(store.mails.pending()).toEqual([])
  })

  it('tries after 1, 5, 15 and 60 minutes, gives up after two days, and tries again on request', async () => {
    const port = await deadPort()
    const settings = mailSettings.parse({ host: '127.0.0.1', port, security: 'none', from: 'a@b.example' })
    const { store, clock, open, leave, of } = office(settings, { sound: 'none' })
    const mail = open()
    const start = clock.now()
    leave('m1')
    const waits: number[] = []
    for (let tries = 0; tries < 30 && of('m1')?.status === 'pending'; tries++) {
      await settled(store, clock)
      const wait = (of('m1')?.nextAt ?? 0) - clock.now()
      waits.push(wait / 60_000)
      if (of('m1')?.status === 'pending') clock.advance(wait)
    }
    expect(waits.slice(0, 6)).toEqual([1, 5, 15, 60, 120, 240])
    expect(of('m1')).toMatchObject({ status: 'dead', failure: 'unreachable' })
    expect(clock.now() - start).toBeGreaterThan(mailTriedMs - 8 * 3_600_000)
    expect(clock.now() - start).toBeLessThanOrEqual(mailTriedMs)
    const server = await smtpServer()
    store.office.mail.save(server.settings())
    expect([mail.retry(messageMailId('m1', ann)), mail.retry('nobody')]).toEqual([true, false])
    await settled(store, clock)
    expect([server.received.length, of('m1')?.status, mail.retry(messageMailId('m1', ann))]).toEqual([1, 'sent', false])
  })

  it('goes on after the host was killed with mails that wait, and repeats none that was sent', async () => {
    const server = await smtpServer()
    const first = office(server.settings())
    first.leave('m1') // no outbox runs yet: it was killed before it could begin
    first.store.close()
    const second = office(server.settings(), {}, first.folder, first.clock)
    const mail = second.open()
    await settled(second.store, second.clock)
    expect(server.received).toHaveLength(1)
    await mail.close()
    second.store.close()
    const third = office(server.settings(), {}, first.folder, first.clock)
    third.open()
    third.leave('m1')
    await settled(third.store, third.clock)
    expect(server.received).toHaveLength(1)
  })

  it('killed between the server’s answer and the mark, it repeats the mail under the same Message-ID', async () => {
    const server = await smtpServer()
    const { store, clock, open, leave } = office(server.settings())
    const killed = open({ mails: { ...store.mails, update: () => {} } })
    leave('m1')
    await vi.waitFor(() => expect(server.received).toHaveLength(1), 15_000)
    await killed.close()
    open()
    await settled(store, clock)
    const ids = server.received.map(({ raw }) => /Message-ID: (.*)/.exec(raw)?.[1])
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })

  it('killed between the mark and the move to the trash, it moves the message when it starts', async () => {
    const server = await smtpServer()
    const { store, clock, open, leave } = office(server.settings(), { deleteAfterMail: true })
    const killed = open()
    vi.spyOn(store.trash, 'put').mockImplementationOnce(() => {
      throw new Error('killed')
    })
    leave('m1')
    await settled(store, clock)
    await killed.close()
    expect([store.voicemails.get('m1')?.id, store.mails.removalsDue()]).toEqual(['m1', ['m1']])
    open()
    await vi.waitFor(() => expect([store.voicemails.get('m1'), store.mails.removalsDue()]).toEqual([null, []]))
    expect(server.received).toHaveLength(1)
  })

  it('keeps the mails of an account that was taken away until there is one again', async () => {
    const server = await smtpServer()
    const { store, clock, open, leave, of } = office(server.settings())
    leave('m1')
    store.office.mail.save(mailSettings.parse({}))
    open()
    await settled(store, clock)
    expect(of('m1')).toMatchObject({ status: 'pending', failure: 'noAccount' })
    store.office.mail.save(server.settings())
    clock.advance(60_000)
    await settled(store, clock)
    expect(server.received).toHaveLength(1)
  })
})

describe('the test of the account', () => {
  it('says that the mail was taken, or what went wrong', async () => {
    const server = await smtpServer({ password: 'right-one', rcptTo: (address) => (address === bob ? 550 : 250) })
    const { open, store } = office(server.settings({ user: 'office' }))
    const mail = open()
    expect(await mail.test(ann)).toMatchObject({ failure: 'auth' })
    mail.setPassword('right-one')
    expect(await mail.test(ann)).toEqual({ failure: null, answer: '' })
    expect(decoded(server.received[0]?.raw ?? '')).toContain('Cordboard kann über dieses Konto E-Mails senden.')
    expect(await mail.test(bob)).toEqual({ failure: 'recipient', answer: '550 not to there' })
    store.office.mail.save(mailSettings.parse({}))
    expect(await mail.test(ann)).toEqual({ failure: 'noAccount', answer: '' })
    expect(mail.passwordSet()).toBe(true)
    mail.setPassword('')
    expect(mail.passwordSet()).toBe(false)
  })
})
