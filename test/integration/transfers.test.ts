// Transfers on a real Asterisk: blind by the console's procedure and by REFER, attended, parked, with phones that reject, are
// busy, unplugged or not there, and a host that is killed. No caller ends without a person, a mailbox or their own hang-up.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OfficeSettings } from '../../shared/domain/office.ts'
import { extension } from '../../shared/domain/office.ts'
import type { Client } from '../support/hostProcess.ts'
import { type KillableHost, killableHost, straightOffice } from '../support/killableHost.ts'
import { leftIn, until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import { Phone } from '../support/phone/phone.ts'
import { longer } from '../support/runner/nightly.ts'
import { dice } from '../unit/engine/transfers/randomOffice.ts'

/** At night all 300; that takes a quarter of an hour. */
const calls = Number(process.env.CORDBOARD_TRANSFERS ?? longer(24, 300))
/** A registration that outlives the run, s. */
const registeredSeconds = 7200
const seed = Number(process.env.CORDBOARD_SEED ?? Math.floor(Math.random() * 1e9))
const numbers = ['202', '203', '204', '205', '206', '207', '208']
const die = dice(seed)

let office: KillableHost
const phones = new Map<string, Phone>()
const passwords = new Map<string, string>()

beforeAll(async () => {
  office = await killableHost((store) => {
    for (const number of numbers) passwords.set(number, `secret-${number}-0123456789`)
    straightOffice(
      store,
      numbers.map((number) => ({
        value: extension.parse({ number, name: `Phone ${number}`, ...(number === '203' ? { mailbox: 'reception' } : {}) }),
        password: passwords.get(number) ?? '',
      })),
    )
    const settings: Partial<OfficeSettings> = {
      transferRingSeconds: 5,
      transferBackSeconds: 5,
      reception: ['208'],
      parkSeconds: 10,
    }
    store.office.settings.save({ ...store.office.settings.get(), ...settings })
  })
  await office.alex.register(registeredSeconds)
  for (const number of numbers) {
    const phone = await Phone.open({
      server: office.address.sip,
      user: number,
      password: passwords.get(number) ?? '',
      onCall: behave,
    })
    phones.set(number, phone)
    await phone.register(registeredSeconds)
  }
}, 60_000)
afterAll(async () => {
  for (const phone of phones.values()) await phone.close()
  await office?.close()
}, 30_000)

/** What a colleague's phone does when it rings. */
let calm = false
function behave(call: PhoneCall): void {
  call.ring()
  if (calm) {
    call.answer()
    return
  }
  const what = die.pick(['answer', 'answer', 'answer', 'reject', 'busy', 'ring'] as const)
  setTimeout(
    () => {
      if (call.state !== 'incoming') return
      if (what === 'answer') call.answer()
      else if (what !== 'ring') call.reject(what === 'busy' ? 486 : 603, 'No')
    },
    100 + die.next() * 1500,
  )
}

const rows = <T>(query: string): T[] => {
  const db = new Database(join(office.data, 'cordboard.sqlite'), { readonly: true })
  try {
    return db.prepare(query).all() as T[]
  } finally {
    db.close()
  }
}

/** The story of the newest call from that number, as event types with where they lead. */
const storyOf = (from: string) =>
  rows<{ type: string; data: string | null }>(
    `select t.type, t.data from trace t join calls c on c.id = t.call_id where c.from_number = '${from}' order by t.id`,
  )

/** A person talked to the caller after the last hand-over, or a mailbox took them. */
function endedWell(from: string): boolean {
  const story = storyOf(from)
  const last = (...types: string[]) => story.findLastIndex(({ type }) => types.includes(type))
  const mailbox = story.findLastIndex(({ type, data }) => type === 'node.entered' && /"voicemail"/.test(data ?? ''))
  return (
    Math.max(last('talk.started', 'talk.transferred', 'talk.merged'), mailbox) >
    last('transfer.begun', 'transfer.failed', 'call.parked', 'call.started')
  )
}

const idOf = (from: string) =>
  rows<{ id: string }>(`select id from calls where from_number = '${from}' order by started_at desc limit 1`)[0]?.id ?? ''

/** A person's slip, or a moment too late, is refused with a code; anything else is a fault. */
async function tried(work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (!['REFUSED', 'NOT_FOUND', 'CONFLICT', 'THREE_WAY'].includes((error as { code?: string }).code ?? '')) throw error
    return false
  }
}

const done = new Map<string, number>()
const count = (what: string) => done.set(what, (done.get(what) ?? 0) + 1)

/** What 201 does with whoever was asked, who may still ring, or be gone: complete, drop somebody, talk to one alone, or nothing. */
async function afterAsking(client: Client, from: string): Promise<void> {
  const both = { callId: idOf(from), consultCallId: idOf('201') }
  const what = die.pick(['complete', 'complete', 'drop', 'alone', 'giveUp'] as const)
  if (what === 'giveUp') return
  if (what === 'complete') {
    if (await tried(client.phone.transferAttended(both))) count('complete')
    return
  }
  if (!(await tried(client.phone.merge(both)))) return
  const { callId } = both
  const channels = await othersOn(client, callId)
  if (channels.length === 0) return
  const channelId = die.pick(channels)
  if (what === 'drop') {
    if (await tried(client.phone.sendAway({ callId, channelId }))) count('drop')
    return
  }
  if (await tried(client.phone.talkAlone({ callId, channelId }))) count('alone')
  if (die.chance(0.5)) await tried(client.phone.talkTogether({ callId }))
}

/** The channels of everybody on that call but 201, while they are more than two. */
async function othersOn(client: Client, callId: string): Promise<string[]> {
  for await (const event of await client.live.feed({})) {
    const call = event.type === 'snapshot' ? event.snapshot.calls.find(({ id }) => id === callId) : undefined
    return (call?.parties ?? []).filter(({ number }) => number !== '201').map((party) => party.channelId)
  }
  return []
}

const targets = ['202', '203', '204', '205', '206', '207', '0900123456', '299', '705']

test(`a blind transfer is told as done when somebody has answered, and comes back when nobody does (${seed})`, async () => {
  const caller = await office.trunk.dial('5500', { callerNumber: '+49301' })
  const alex = await office.alex.nextCall()
  alex.answer()
  await caller.untilAnswered()
  caller.audio.sendTone(440)
  await alex.audio.waitForTone(440)
  await phones.get('207')?.unregister()
  await alex.transfer('207')
  await until('the transfer to be told as failed', () => alex.referProgress.some((line) => /SIP\/2.0 [4-6]/.test(line)))
  alex.audio.sendTone(880)
  await caller.audio.waitForTone(880)
  await phones.get('207')?.register(registeredSeconds)
  calm = true
  await alex.transfer('202')
  await until('the transfer to be told as done', () => alex.referProgress.some((line) => /SIP\/2.0 200/.test(line)))
  await alex.untilEnded()
  const colleague = await phones.get('202')?.nextCall()
  colleague?.audio.sendTone(660)
  await caller.audio.waitForTone(660)
  await colleague?.hangup()
  await caller.untilEnded()
  calm = false
  await office.untilQuiet()
  await until(
    'the outcome',
    () => rows<{ outcome: string }>("select outcome from calls where from_number = '+49301'")[0]?.outcome === 'transferred',
  )
  expect(
    rows(`select extension, transferred_by by, transferred_to "to", left_at >= joined_at done from call_parts
      where call_id = '${idOf('+49301')}' order by joined_at`),
  ).toEqual([
    { extension: '201', by: null, to: '207', done: 1 },
    { extension: '201', by: null, to: '202', done: 1 },
    { extension: '202', by: '201', to: null, done: 1 },
  ])
})

/** A colleague who talks to another one for so long. */
async function busyFor(ms: number): Promise<string> {
  const [number, other] = die.chance(0.5) ? ['204', '205'] : ['206', '207']
  const call = await phones.get(other)?.dial(number)
  setTimeout(() => void call?.hangup().catch(() => {}), ms)
  return number
}

/** A colleague takes what rings elsewhere, if anything does. */
async function pickUp(): Promise<void> {
  const call = await phones.get('202')?.dial('*8')
  if (call) await Promise.race([call.outcome, new Promise((resolve) => setTimeout(resolve, 1000))])
}

test(
  `${calls} calls handed on at random, with three kills, lose nobody (CORDBOARD_SEED=${seed})`,
  async () => {
    await office.host.signIn()
    const client = await office.host.client()
    const operator = (await client.settings.operators.list()).find((each) => each.extension === '201')
    const me = await client.desk.me()
    const user = (await client.settings.users.list()).find(({ id }) => id === me.userId)
    if (user) await client.settings.users.update({ ...user, operatorId: operator?.id ?? null })
    const kills = new Set([0.25, 0.5, 0.75].map((part) => Math.floor(calls * part)))
    for (let i = 0; i < calls; i++) {
      const from = `+4930${1000 + i}`
      const caller = await office.trunk.dial('5500', { callerNumber: from })
      const alex = await office.alex.nextCall(15_000)
      if (die.chance(0.1)) {
        alex.reject(486)
        await giveTime(caller, from)
        continue
      }
      alex.answer()
      await caller.untilAnswered()
      await until('the talk', () => storyOf(from).some(({ type }) => type === 'talk.started'))
      const unplugged = die.chance(0.2) ? phones.get(die.pick(numbers)) : undefined
      await unplugged?.unregister()
      const how = die.pick(['refer', 'refer', 'park', 'console', 'whenFree', 'attended', 'attended', 'attended'] as const)
      if (how === 'refer') await alex.transfer(die.pick(targets)).catch(() => {})
      else if (how === 'park') await alex.transfer('703')
      else if (how === 'console' || how === 'whenFree') {
        const console = await office.host.client()
        const whenFree = how === 'whenFree'
        // Two colleagues talk for a while: the caller waits for one of them.
        const to = whenFree ? await busyFor(2000 + die.next() * 3000) : die.pick(targets)
        await tried(console.phone.transfer({ callId: idOf(from), to, note: 'a note', whenFree }))
        if (die.chance(0.5)) await pickUp()
      } else {
        const asked = await office.alex.dial(die.pick(numbers))
        await Promise.race([asked.outcome, new Promise((resolve) => setTimeout(resolve, die.next() * 1500))])
        await afterAsking(await office.host.client(), from)
        if (die.chance(0.5)) await asked.hangup()
      }
      if (die.chance(0.3)) await alex.hangup()
      if (kills.has(i)) {
        await office.host.kill9()
        await office.host.start()
        await office.host.signIn()
      }
      await giveTime(caller, from)
      await unplugged?.register(registeredSeconds)
    }
    await office.untilQuiet()
    expect(rows('select * from journal')).toEqual([])
    expect(rows('select call_id from call_parts where left_at is null')).toEqual([])
    // At night each of them was among the moves.
    if (calls >= 200) expect([...done.keys()].sort()).toEqual(['alone', 'complete', 'drop'])
    console.info('done with the colleague who was asked', Object.fromEntries(done))
  },
  Math.max(240_000, calls * 12_000),
)

/** Whoever talks hangs up by and by; the caller waits. Then nobody may be left, and the caller had a person or a mailbox. */
async function giveTime(caller: PhoneCall, from: string): Promise<void> {
  const deadline = performance.now() + 40_000
  let own = false
  while (caller.state !== 'ended' && performance.now() < deadline) {
    for (const phone of [office.alex, ...phones.values()])
      for (const call of phone.calls) {
        if (call.state === 'incoming' && phone === office.alex) call.answer()
        // The conversation is one when it is in the story.
        if (call.state === 'up' && endedWell(from) && die.chance(0.2)) await call.hangup()
      }
    // A caller whom a mailbox listens to has said enough.
    if (storyOf(from).some(({ type }) => type === 'record.started')) {
      own = true
      await caller.hangup()
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect([caller.state, own || endedWell(from)], JSON.stringify(storyOf(from).slice(-20))).toEqual(['ended', true])
  let left: string[] = []
  await until(
    () => `Asterisk to be quiet; it has ${left.join(', ')} of ${JSON.stringify(storyOf(from).slice(-20))}`,
    async () => {
      for (const phone of [office.alex, ...phones.values()])
        for (const call of [...phone.calls]) {
          if (call.state === 'incoming') call.reject(486)
          else await call.hangup()
        }
      left = await leftIn(office.address)
      return left.length === 0
    },
    15_000,
  )
  // What rang here and was not fetched is not the next call's.
  while (office.alex['arrived'].length > 0) office.alex['arrived'].shift()
  for (const phone of phones.values()) phone['arrived'].length = 0
}
