// What the demo office is seeded with at its first start: people, queues, a flow, a past.
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { contact } from '../../../shared/domain/contacts.ts'
import { extension, operator, queue } from '../../../shared/domain/office.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Log, MediaStore, Speech } from '../../engine/ports.ts'
import { receptionFlow } from '../starter.ts'
import { customers, messages } from './people.ts'
import { seedHistory } from './seedHistory.ts'
import { recordPrompts, surround } from './surroundings.ts'

const colleagues = [
  { id: 'mia', name: 'Mia', extension: '204', queues: ['reception', 'billing'] },
  { id: 'jonas', name: 'Jonas', extension: '205', queues: ['billing'] },
  { id: 'priya', name: 'Priya', extension: '206', queues: ['reception'] },
] as const
const dispositions = ['Appointment made', 'Question answered', 'Call again', 'Wrong number']

/** The reception with a second queue. */
export function demoFlow(timeZone: string): FlowDocument {
  const flow = receptionFlow(timeZone)
  const menu = flow.nodes.find(({ id }) => id === 'menu')
  const billing = {
    id: 'billing',
    type: 'queue',
    label: 'Billing',
    position: { x: 3 * 320, y: -2.75 * 220 },
    config: { queueId: 'billing', maxWaitSeconds: 300 },
  }
  const after = (port: string, to: string) => ({ from: { node: 'billing', port }, to })
  const keys = ['1', '2', '3', '4']
  const text =
    'Welcome. For appointments, press 1. For invoices, press 2. To leave a message, press 3. To be called back, press 4.'
  return {
    ...flow,
    nodes: [
      ...flow.nodes.map((node) => {
        if (node === menu) return { ...node, config: { ...node.config, keys, prompt: { kind: 'text', text, variants: {} } } }
        if (node.id === 'callback') return { ...node, position: { ...node.position, y: -3.5 * 220 } }
        return node.id === 'queue' ? { ...node, label: 'Appointments' } : node
      }),
      billing,
    ],
    edges: [
      ...flow.edges.filter(({ from }) => from.node !== 'menu' || !keys.includes(from.port)),
      ...['queue', 'billing', 'message', 'callback'].map((to, at) => ({ from: { node: 'menu', port: keys[at] ?? '' }, to })),
      ...['timeout', 'full', 'noOperators'].map((port) => after(port, 'message')),
      after('callbackRequested', 'bye'),
    ],
  }
}

/** Where the demo office is. */
const timeZone = 'Europe/Berlin'

/** People, queues, the flow: what the managers of a real office set up in their first week. */
function setUp(store: Store): void {
  const { office, flows, contacts } = store
  const settings = office.settings.get()
  office.settings.save({ ...settings, name: 'Harbour Dental', country: 'DE', timeZone })
  const reception = office.queues.get('reception')
  if (reception) office.queues.save({ ...reception, name: 'Appointments', dispositions })
  office.queues.save(queue.parse({ id: 'billing', name: 'Billing', callbackKey: '*', dispositions, serviceLevelSeconds: 30 }))
  for (const { queues, ...person } of colleagues) {
    office.extensions.save(extension.parse({ number: person.extension, name: person.name, mailbox: 'reception' }))
    office.operators.save(operator.parse({ ...person, queues: queues.map((queueId) => ({ queueId })) }))
  }
  for (const { name, company, number } of customers)
    contacts.save('', contact.parse({ id: `demo-${number.slice(-3)}`, name, company, numbers: [number] }))
  const revision = flows.draft('reception')?.revision ?? 1
  const saved = flows.save(demoFlow(timeZone), revision)
  flows.publish('reception', saved, 'Ada', 'A queue for invoices')
}

/** What agents noted of most conversations. */
function noteDown(store: Store): void {
  const { calls } = store.calls.list({ outcome: 'answered' }, { limit: 500 })
  const names = new Map(store.office.operators.list().map(({ id, name }) => [id, name]))
  for (const [n, { id, operatorId, startedAt, endedAt }] of calls.entries()) {
    const disposition = dispositions[n % 5]
    if (!disposition) continue
    store.callLog.update(id, { disposition })
    const name = names.get(operatorId ?? '') ?? ''
    if (n % 7 === 0)
      store.callLog.note(id, { author: `demo:${operatorId}`, name, at: endedAt ?? startedAt, text: 'Will call again next week' })
  }
}

type Sound = { speech: Speech; media: MediaStore; recordingsDir: string; log: Log }

/** Everything that can be heard: prompts, messages. Without a voice there is none. */
export async function seedSound(store: Store, sound: Sound): Promise<void> {
  await recordPrompts(store, sound)
  await leaveMessages(store, sound)
}

/** Of calls that left one. */
async function leaveMessages(store: Store, { speech, media, recordingsDir, log }: Sound): Promise<void> {
  const known = store.calls.list({ outcome: 'voicemail' }, { limit: 100 }).calls.filter(({ fromName }) => fromName)
  await mkdir(recordingsDir, { recursive: true })
  for (const [at, { words, heard }] of messages.entries()) {
    const call = known[at]
    if (!call) return
    const text = words(call.fromName)
    try {
      const { path } = await speech.render({ text, language: 'en' })
      const name = `demo-message-${at}`
      await copyFile(path, join(recordingsDir, `${name}.wav`))
      const stored = await media.storeRecording(name, 'voicemail')
      if (!stored) continue
      store.voicemails.add({
        id: name,
        mailboxId: 'reception',
        callId: call.id,
        from: call.from,
        fromName: call.fromName,
        at: call.endedAt ?? call.startedAt,
        ...stored,
        status: heard ? 'heard' : 'new',
        assignedTo: null,
        note: null,
        transcript: text,
      })
    } catch (error) {
      log.warn('a message of the demo office could not be spoken', { error: String(error) })
    }
  }
}

/** Everything but the sounds; before the engine starts. */
export async function seedOffice(store: Store, now: number): Promise<void> {
  setUp(store)
  surround(store, now)
  await seedHistory(store, store.office.loadConfig(), now)
  noteDown(store)
}
