// An office beside an Asterisk that others run: the host reaches it by ARI alone, as with `npm run host -- --ari`.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '../../electron/adapters/store/store.ts'
import type { Engine } from '../../electron/engine/engine.ts'
import { startHost } from '../../electron/host/host.ts'
import type { Host, HostOptions } from '../../electron/host/hostPort.ts'
import type { CallRecord } from '../../shared/domain/calls.ts'
import { extension, operator } from '../../shared/domain/office.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import type { TraceEvent } from '../../shared/trace/event.ts'
import type { ExistingAsterisk } from './existingAsterisk.ts'
import { ariLogin, phonePassword, providerPort } from './existingAsteriskFiles.ts'
import { until } from './office.ts'
import { Phone } from './phone/phone.ts'
import { startProxy } from './proxy.ts'

export type ExistingOffice = Awaited<ReturnType<typeof existingOffice>>

const isCount = (list: unknown): number => (Array.isArray(list) ? list.length : 0)

/** A data folder, that of an office where there is one already, a host on it, and the telephones. The host reaches ARI through a proxy, whose connections can be cut. */
export async function existingOffice(asterisk: ExistingAsterisk, folder?: string) {
  const data = folder ?? (await mkdtemp(join(tmpdir(), 'cordboard-guest-')))
  const { network, sip } = asterisk
  const wire = await startProxy(Number(new URL(asterisk.ariUrl).port), network.inside)
  const ari = { url: `http://127.0.0.1:${wire.port}/ari`, ...ariLogin }
  const options: HostOptions = { data, ari, media: { host: network.address, port: 0 } }
  let host: Host = await startHost(options)
  const phones: Phone[] = []
  const open = async (more: Omit<Parameters<typeof Phone.open>[0], 'server' | 'address'>) => {
    const phone = await Phone.open({ server: sip, address: network.address, ...more })
    phones.push(phone)
    return phone
  }
  const provider = await open({ port: providerPort })
  const desks = new Map<string, Phone>()
  const office = {
    data,
    options,
    wire,
    provider,
    get host() {
      return host
    },
    get store() {
      return host.deps.store as Store
    },
    get engine() {
      return host.deps.engine as Engine
    },
    change: async (edit: (records: Store['office']) => void) => {
      edit(office.store.office)
      await host.deps.configChanged()
    },
    /** One of their desk phones, registered; the host knows its extension. */
    desk: async (number: string) => {
      const known = desks.get(number)
      if (known) return known
      if (!office.store.office.extensions.get(number))
        await office.change((o) => o.extensions.save(extension.parse({ number, name: `Phone ${number}` })))
      const phone = await open({ user: number, password: phonePassword(number) })
      desks.set(number, phone)
      await phone.register()
      const there = () => office.engine.parts.call.office.phones.has({ extension: number, console: false })
      await until(`${number} to be online`, there)
      return phone
    },
    /** A telephone that signs in as a softphone does, with what the office made for it. */
    softphone: async (number: string) => {
      const phone = await open({ user: `${number}-web`, password: office.store.secrets.get(`sip:${number}-web`) ?? '' })
      await phone.register()
      const there = () => office.engine.parts.call.office.phones.has({ extension: number, console: true })
      await until(`${number}-web to be online`, there)
      return phone
    },
    /** One of theirs that the host knows nothing of. */
    stranger: async (number: string) => {
      const phone = await open({ user: number, password: phonePassword(number) })
      await phone.register()
      return phone
    },
    operator: (id: string, number: string, queueId: string) =>
      office.change((o) => o.operators.save(operator.parse({ id, name: id, extension: number, queues: [{ queueId }] }))),
    publish: async (document: FlowDocument, number: string) => {
      office.store.flows.create(document)
      office.store.flows.publish(document.id, 1, 'test', '')
      await office.change((o) => o.routes.save({ number, flowId: document.id }))
    },
    /** Someone outside dials a number of the provider's. */
    dial: (number: string, from = '+4930123456') => provider.dial(number, { callerNumber: from }),
    /** The same, and a key once something is heard. */
    async dialThenPress(number: string, from: string, key: string) {
      const caller = await provider.dial(number, { callerNumber: from })
      await caller.untilAnswered()
      await caller.audio.waitForAudio()
      caller.audio.sendDtmf(key)
      return caller
    },
    calls: (): CallRecord[] => office.store.calls.list({}, { limit: 200 }).calls,
    traceOf: (callId: string): TraceEvent[] => office.store.calls.get(callId)?.trace ?? [],
    /** The newest call from there, with its steps. */
    trace: (from: string): TraceEvent[] => {
      const call = office.calls().find((each) => each.from === from)
      return call ? office.traceOf(call.id) : []
    },
    connected: () => until('the host to be connected', () => office.engine.connected, 20_000),
    /** Nothing is left of any call of ours. */
    quiet: async () => {
      await until('the host to have no call', () => office.engine.runningCalls === 0)
      await until('no channel to be left', async () => isCount(await asterisk.ari('GET', '/channels')) === 0)
    },
    /** Ends the host, and leaves everything else. */
    stopHost: () => host.stop(),
    startHost: async () => {
      host = await startHost(options)
      await office.connected()
    },
    stop: async () => {
      for (const phone of phones) await phone.close()
      await host.stop()
      await wire.close()
      await rm(data, { recursive: true, force: true })
    },
  }
  try {
    await office.connected()
  } catch (error) {
    await office.stop()
    throw error
  }
  return office
}

/** What a guest must leave as it was, as Asterisk tells it. */
export async function belongings({ rx, ari, network }: ExistingAsterisk): Promise<Record<string, unknown>> {
  return {
    channels: await ari('GET', '/channels'),
    bridges: await ari('GET', '/bridges'),
    recordings: await ari('GET', '/recordings/stored'),
    database: withoutOurs((await rx('database show')).split('\n'), network.address),
    dialplan: (await rx('dialplan show')).split('\n\n').filter((each) => !/^\[ Context 'stasis-cordboard|^-= \d+ /.test(each)),
    queues: (await rx('queue show')).split('\n').map((line) => line.replace(/\(.*\)|W:.*$/g, '')),
    mailboxes: await rx('voicemail show users'),
  }
}

/** Rows of AstDB without those that Asterisk makes for our lamps and for prompts that it fetched here, and without registrations, which change by themselves. */
function withoutOurs(rows: readonly string[], address: string): string[] {
  const fetched = rows.flatMap((row) => {
    const [, ours = '', id] = /^\/MediaCache\/http:\/\/([\d.]+):.*: ([0-9a-f]{40})/.exec(row) ?? []
    return id !== undefined && ours === address ? [id] : []
  })
  const isOurs = (row: string) =>
    row.startsWith(`/MediaCache/http://${address}:`) ||
    row.startsWith('/StasisDeviceState/vm') ||
    fetched.some((id) => row.startsWith(`/${id}/`))
  return rows.filter((row) => !isOurs(row) && !row.startsWith('/registrar/') && !/results? found/.test(row))
}
