// A real office for integration tests: the product's own host with its own Asterisk in a folder of its own, real phones, real audio.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { ariRequest } from '../../electron/adapters/pbx/process/ariRequest.ts'
import { freeUdp } from '../../electron/adapters/pbx/process/ports.ts'
import type { Store } from '../../electron/adapters/store/store.ts'
import type { Engine } from '../../electron/engine/engine.ts'
import { startHost } from '../../electron/host/host.ts'
import type { Host } from '../../electron/host/hostPort.ts'
import { testTrunk } from '../../electron/host/starter.ts'
import type { CallRecord } from '../../shared/domain/calls.ts'
import { extension, mailbox, type Operator, operator, type Queue, queue } from '../../shared/domain/office.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import type { TraceEvent } from '../../shared/trace/event.ts'
import { Phone, type PhoneOptions } from './phone/phone.ts'

export type RealOffice = Awaited<ReturnType<typeof realOffice>>
/** Those of this process that have not stopped yet. */
export const openOffices = new Set<RealOffice>()

/** Waits for a condition, never for a time. Throws with what it waited for. */
export async function until<T>(
  what: string | (() => string),
  look: () => T | Promise<T>,
  timeoutMs = 20_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const found = await look()
    if (found) return found as NonNullable<T>
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for: ${typeof what === 'string' ? what : what()}`)
    await sleep(10)
  }
}

/** Where the SIP port of a running office's Asterisk is, and how to ask its ARI. */
export type OfficeAddress = { sip: { host: string; port: number }; ari: Parameters<typeof ariRequest>[0] }

export function addressOf(store: Store): OfficeAddress {
  const ports = JSON.parse(store.secrets.get('pbx.ports') ?? '{}') as {
    http: number
    sip: number
    rtpStart: number
    rtpEnd: number
  }
  return {
    sip: { host: '127.0.0.1', port: ports.sip },
    ari: { ports, ariUser: 'cordboard', ariPassword: store.secrets.get('ari') ?? '' },
  }
}

/** Channels, bridges and live recordings Asterisk has now. */
export async function leftIn({ ari }: OfficeAddress): Promise<string[]> {
  const [channels, bridges] = await Promise.all(['/channels', '/bridges'].map((path) => ariRequest(ari, 'GET', path)))
  return [
    ...((channels?.body ?? []) as { id: string; name: string }[]).map((c) => `channel ${c.id} ${c.name}`),
    ...((bridges?.body ?? []) as { id: string; name: string }[]).map((b) => `bridge ${b.id} ${b.name}`),
  ]
}

/** `bindAddress` other than the loopback lets telephones on other networks in. */
export async function realOffice(options: { bindAddress?: string } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'cordboard-office-'))
  const host = await startHost({ data, stopPbx: true, ...options })
  const store = host.deps.store as Store
  const engine = host.deps.engine as Engine
  const address = addressOf(store)
  const phones: Phone[] = []
  const trunkPort = await freeUdp(testTrunk.address)
  const trunkRecord = store.office.trunks.get(testTrunk.id)
  if (trunkRecord) store.office.trunks.save({ ...trunkRecord, port: trunkPort })
  await host.deps.configChanged()
  await until('the engine to be connected', () => engine.connected)

  const open = async (options: Omit<PhoneOptions, 'server'>) => {
    const phone = await Phone.open({ server: address.sip, ...options })
    phones.push(phone)
    return phone
  }
  const desks = new Map<string, Phone>()
  const trunk = await open({ address: testTrunk.address, port: trunkPort })
  const office = {
    data,
    host,
    store,
    engine,
    address,
    trunk,
    config: () => host.deps.config(),
    /** Changes records, then puts them in force as the console does. */
    change: async (edit: (records: Store['office']) => void) => {
      edit(store.office)
      await host.deps.configChanged()
    },
    /** The desk phone of an extension, made when missing, registered; with options one more. */
    desk: async (number: string, options?: Partial<PhoneOptions>) => {
      const known = options ? undefined : desks.get(number)
      if (known) return known
      if (!store.office.extensions.get(number))
        await office.change((o) => o.extensions.save(extension.parse({ number, name: `Phone ${number}` })))
      const { user, password } = await host.deps.pbx.resetDeskPhone(number)
      const phone = await open({ user, password, ...options })
      desks.set(number, phone)
      await phone.register()
      await until(`${number} to be online`, () => engine.parts.call.office.phones.has({ extension: number, console: false }))
      return phone
    },
    queue: (value: Partial<Queue> & { id: string }) =>
      office.change((o) => o.queues.save(queue.parse({ name: value.id, announcePosition: false, wrapUpSeconds: 0, ...value }))),
    operator: (value: Partial<Operator> & { id: string; extension: string }) =>
      office.change((o) => o.operators.save(operator.parse({ name: value.id, queues: [], ...value }))),
    mailbox: (id: string, of?: string) =>
      office.change((o) => o.mailboxes.save(mailbox.parse({ id, name: id, ...(of ? { extension: of } : {}) }))),
    /** Publishes a flow and routes a number to it. */
    publish: async (document: FlowDocument, number?: string) => {
      const draft = store.flows.draft(document.id)
      if (draft) store.flows.save(document, draft.revision)
      else store.flows.create(document)
      store.flows.publish(document.id, store.flows.draft(document.id)?.revision ?? 1, 'test', '')
      if (number) await office.change((o) => o.routes.save({ number, flowId: document.id }))
    },
    /** Someone outside dials `number`. */
    dial: (number: string, from = '+4930123456') => trunk.dial(number, { callerNumber: from }),
    stateOf: (operatorId: string) => engine.parts.queueing.operators.stateOf(operatorId),
    calls: (): CallRecord[] => store.calls.list({}, { limit: 200 }).calls,
    traceOf: (callId: string): TraceEvent[] => store.calls.get(callId)?.trace ?? [],
    /** Ports taken by the newest call from `from`, as `node port`. */
    story: (from = '+4930123456'): string[] => {
      const call = office.calls().find((c) => c.from === from)
      return call
        ? office
            .traceOf(call.id)
            .filter((e) => e.type === 'node.left')
            .map((e) => `${e.node} ${String(e.data?.port)}`)
        : []
    },
    /** Nothing is left of any call: not in Asterisk, not in the host. */
    assertQuiet: async () => {
      await until('the host to have no call', () => engine.runningCalls === 0).catch(() => {})
      await Promise.race([engine.settled(), sleep(5000)])
      let left: string[] = []
      await until('Asterisk to be quiet', async () => {
        left = await leftIn(address)
        return left.length === 0
      }).catch(() => {})
      // What a failed test left is not the next one's trouble.
      for (const phone of phones) for (const call of [...phone.calls]) await call.hangup().catch(() => {})
      expect(left).toEqual([])
      expect(engine.runningCalls).toBe(0)
      expect(engine.held).toMatchObject({ channels: 0 })
    },
    stop: async () => {
      openOffices.delete(office)
      for (const phone of phones) await phone.close()
      await host.stop()
      await rm(data, { recursive: true, force: true })
    },
  }
  openOffices.add(office)
  return office
}

export type { Host }
