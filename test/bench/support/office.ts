// The office that is measured: the product's own headless host as a process, with its own Asterisk and the peers beside it.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SharedFolderMedia } from '../../../electron/adapters/media/sharedFolder.ts'
import { toneWav } from '../../../electron/adapters/pbx/config/tones.ts'
import { ariRequest } from '../../../electron/adapters/pbx/process/ariRequest.ts'
import { freePorts, freeUdp } from '../../../electron/adapters/pbx/process/ports.ts'
import { openStore, type Store } from '../../../electron/adapters/store/store.ts'
import { makeStarterOffice, testTrunk } from '../../../electron/host/starter.ts'
import { wallClock } from '../../../electron/host/system.ts'
import { audioPrompt, extension, operator, queue } from '../../../shared/domain/office.ts'
import { hostProcess } from '../../support/hostProcess.ts'
import { addressOf, until } from '../../support/office.ts'
import { Phone, type PhoneOptions } from '../../support/phone/phone.ts'
import { flows, numbers, tones } from './flows.ts'

export type BenchOffice = Awaited<ReturnType<typeof benchOffice>>

/** What every operator's and peer's phone signs in with. */
export const phonePassword = 'bench-phone-password'
export const queueId = 'reception'
/** Below the ports which other instances on this machine choose from, and wide: a call takes two. */
const rtpPorts = { rtpStart: 10_000, rtpEnd: 19_998 }

const open = new Set<{ stop(): Promise<void> }>()

/** Ends what is still open, Asterisk with it. */
export async function closeOffices(): Promise<void> {
  for (const office of [...open]) await office.stop()
}

/** Ended by `closeOffices` when nobody did before. */
export function track(office: { stop(): Promise<void> }): { stop(): Promise<void> } {
  const tracked = {
    stop: async () => {
      if (open.delete(tracked)) await office.stop()
    },
  }
  open.add(tracked)
  return tracked
}

type Options = {
  /** Extensions of operators, logged in from the start. */
  operators?: string[]
  /** Extensions without an operator: the peers' members. */
  phones?: string[]
  /** Where the webhook of `benchAll` goes. */
  hookUrl?: string
  /** HTTPS on all addresses, as for consoles on other computers. */
  network?: boolean
  /** More records. */
  records?(store: Store): void
}

/** Starts one. `stop` ends the host and its Asterisk and removes the folder. */
export async function benchOffice(options: Options = {}) {
  const data = await mkdtemp(join(tmpdir(), 'cordboard-bench-'))
  const { host, ...address } = await begin(data, options).catch(async (error: unknown) => {
    await rm(data, { recursive: true, force: true })
    throw error
  })
  const phones: Phone[] = []
  const connect = async (options: PhoneOptions) => {
    const phone = await Phone.open(options)
    phones.push(phone)
    return phone
  }
  const office = {
    data,
    host,
    ...address,
    /** The line from outside. */
    trunk: () => connect({ server: address.sip, address: testTrunk.address }),
    /** An extension's telephone, signed in; resolves when Asterisk knows where it is. */
    desk: async (number: string) => {
      const phone = await connect({ server: address.sip, user: number, password: phonePassword })
      await phone.register()
      await until(`${number} to be online`, async () => {
        const { body } = await ariRequest(address.ari, 'GET', `/endpoints/PJSIP/${number}`)
        return (body as { state?: string }).state === 'online'
      })
      return phone
    },
    /** The process id of its Asterisk. */
    asteriskPid: async () => (JSON.parse(await readFile(join(data, 'pbx', 'pbx.pid'), 'utf8')) as { pid: number }).pid,
    stop: async () => {
      if (!open.delete(office)) return
      for (const phone of phones) await phone.close()
      if (!running(host.pid)) await host.start().catch(() => {}) // killed: only a host stops its Asterisk
      await host.stop()
      if (process.env.BENCH_KEEP) process.stderr.write(`kept: ${data}\n`)
      else await rm(data, { recursive: true, force: true })
    },
  }
  open.add(office)
  return office
}

async function begin(data: string, options: Options) {
  const address = await fill(data, options)
  return {
    ...address,
    host: await hostProcess(data, [
      '--stop-pbx',
      '--bench',
      ...(options.network ? ['--host', '0.0.0.0', '--sip-host', '127.0.0.1'] : []),
    ]),
  }
}

/** The data folder, made before the host starts. */
export async function fill(data: string, { operators = [], phones = [], hookUrl, records }: Options) {
  const store = openStore({ folder: data, clock: wallClock })
  try {
    await makeStarterOffice(store, true)
    store.secrets.set('pbx.ports', JSON.stringify({ ...(await freePorts()), ...rtpPorts }))
    store.secrets.getOrMake('ari', () => 'bench-ari-password')
    const { office } = store
    const trunk = office.trunks.get(testTrunk.id)
    if (trunk) office.trunks.save({ ...trunk, port: await freeUdp(testTrunk.address) })
    office.queues.save(
      queue.parse({
        id: queueId,
        name: 'Bench',
        strategy: 'longestIdle',
        announcePosition: false,
        wrapUpSeconds: 0,
        ringSeconds: 60,
      }),
    )
    await makePrompts(store, data)
    for (const flow of flows(queueId, hookUrl)) {
      store.flows.create(flow)
      store.flows.publish(flow.id, 1, 'bench', '')
      office.routes.save({ number: numbers[flow.id as keyof typeof numbers], flowId: flow.id })
    }
    for (const number of [...operators, ...phones]) makePhone(store, number)
    for (const number of operators) makeOperator(store, number)
    records?.(store)
    return addressOf(store)
  } finally {
    store.close()
  }
}

/** The sounds of the dialplan's peers, as an office uploads them. */
async function makePrompts(store: Store, data: string): Promise<void> {
  const media = new SharedFolderMedia({ dataFolder: join(data, 'media'), recordingsDir: join(data, 'pbx', 'spool', 'recording') })
  for (const { id, frequency, seconds } of Object.values(tones)) {
    const stored = await media.storePrompt(id, 'en', toneWav([{ frequency, seconds }]))
    store.office.prompts.save(audioPrompt.parse({ id, name: id, variants: { en: stored.file }, seconds: stored.seconds }))
  }
}

function makePhone(store: Store, number: string): void {
  store.office.extensions.save(extension.parse({ number, name: `Phone ${number}` }))
  store.secrets.set(`sip:${number}`, phonePassword)
}

/** As the journal keeps an operator who logged in before the host was last stopped. */
function makeOperator(store: Store, number: string): void {
  const id = `operator-${number}`
  store.office.operators.save(operator.parse({ id, name: id, extension: number, queues: [{ queueId }] }))
  const loggedIn = { queues: [queueId], pausedFor: null, missed: 0, wrapUpUntil: null, wrapUpCall: null }
  store.journal.put(`operator:${id}`, { ...loggedIn, lastCallEndedAt: 0, callsToday: 0, day: '', since: Date.now() })
}

function running(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false // no such process
  }
}
