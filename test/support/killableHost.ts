// An office whose host is a process of its own that a test may kill: set up in this process, then run as in an office.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ariRequest } from '../../electron/adapters/pbx/process/ariRequest.ts'
import { endProcess } from '../../electron/adapters/pbx/process/pbx.ts'
import { readPid } from '../../electron/adapters/pbx/process/pidFile.ts'
import { freeUdp } from '../../electron/adapters/pbx/process/ports.ts'
import type { Store } from '../../electron/adapters/store/store.ts'
import { startHost } from '../../electron/host/host.ts'
import { testTrunk } from '../../electron/host/starter.ts'
import type { Extension } from '../../shared/domain/office.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { type HostProcess, hostProcess } from './hostProcess.ts'
import { addressOf, leftIn, type OfficeAddress, until } from './office.ts'
import { Phone } from './phone/phone.ts'

type Deps = Awaited<ReturnType<typeof startHost>>['deps']
export type KillableHost = {
  data: string
  address: OfficeAddress
  host: HostProcess
  /** The trunk's other side. */
  trunk: Phone
  /** The desk phone 201, registered. */
  alex: Phone
  /** Waits until Asterisk has neither channel nor bridge left. */
  untilQuiet(): Promise<void>
  close(): Promise<void>
}

/** A flow that leads straight to 201. */
export const straight: FlowDocument = {
  schema: 1,
  id: 'straight',
  name: 'Straight',
  notes: [],
  variables: [],
  nodes: [
    { id: 'start', type: 'start', label: '', position: { x: 0, y: 0 }, config: {} },
    {
      id: 'go',
      type: 'transfer',
      label: '',
      position: { x: 1, y: 0 },
      config: { to: { kind: 'extension', number: '201' }, ringSeconds: 20 },
    },
  ],
  edges: [{ from: { node: 'start', port: 'next' }, to: 'go' }],
}

/** Adds that flow as 5500, and extensions with their passwords. */
export function straightOffice(store: Store, extensions: readonly { value: Extension; password: string }[]): void {
  for (const { value, password } of extensions) {
    store.office.extensions.save(value)
    store.secrets.set(`sip:${value.number}`, password)
  }
  store.office.routes.save({ number: '5500', flowId: straight.id })
  store.flows.create(straight)
  store.flows.publish(straight.id, 1, 'test', '')
}

/** Starts an office on an empty folder, with a trunk that leads here, and stops it: another program starts it anew. */
export async function preparedOffice(data: string, setUp: (store: Store, deps: Deps) => void) {
  const first = await startHost({ data })
  try {
    const store = first.deps.store as Store
    const port = await freeUdp(testTrunk.address)
    const record = store.office.trunks.get(testTrunk.id)
    if (record) store.office.trunks.save({ ...record, port })
    setUp(store, first.deps)
    await first.deps.configChanged()
    /** `desk`: the desk phone of 201. */
    return { address: addressOf(store), port, desk: await first.deps.pbx.resetDeskPhone('201') }
  } finally {
    await first.stop()
  }
}

/** Sets the office up with what the test changes in it, stops that host, and starts one that can be killed. `folder`: where its data is; `program`: another than the product's. */
export async function killableHost(
  setUp: (store: Store, deps: Deps) => void,
  folder?: string,
  program?: string,
): Promise<KillableHost> {
  const data = folder ?? (await mkdtemp(join(tmpdir(), 'cordboard-killable-')))
  // Asterisk outlives a host that was killed: it is ended by its own process id.
  const endPbx = async () => {
    const pid = await readPid(join(data, 'pbx'))
    if (pid !== undefined) await endProcess(pid)
  }
  const owned: (() => Promise<unknown>)[] = [() => rm(data, { recursive: true, force: true }), endPbx]
  const close = async () => {
    for (const end of owned.splice(0).reverse()) await end()
  }
  try {
    const { address, port, desk } = await preparedOffice(data, setUp)
    const open = async (options: Parameters<typeof Phone.open>[0]) => {
      const phone = await Phone.open(options)
      owned.push(() => phone.close())
      return phone
    }
    // There before Asterisk asks for the first time: a trunk that does not answer takes no call until it is asked again.
    const trunk = await open({ server: address.sip, address: testTrunk.address, port })
    const host = await hostProcess(data, ['--stop-pbx'], program)
    owned.push(host.stop)
    const alex = await open({ server: address.sip, user: desk.user, password: desk.password })
    await alex.register()
    await until('201 to be online', async () => {
      const found = await ariRequest(address.ari, 'GET', `/endpoints/PJSIP/${desk.user}`)
      return (found?.body as { state?: string } | undefined)?.state === 'online'
    })
    const untilQuiet = async () => {
      await until('Asterisk to be quiet', async () => (await leftIn(address)).length === 0, 15_000)
    }
    return { data, address, host, trunk, alex, untilQuiet, close }
  } catch (problem) {
    await close()
    throw problem
  }
}
