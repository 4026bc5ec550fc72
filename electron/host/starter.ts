// The starter office: what a first start finds set up, so that a caller can ring within a minute.
import type { Language } from '../../shared/domain/office.ts'
import { extension, mailbox, operator, outgoingRule, queue, route, trunk } from '../../shared/domain/office.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import type { Store } from '../adapters/store/store.ts'

export const starterNumber = '5000'
/** Calls from this machine's second loopback address come in by it; `npm run call -- --trunk` uses it. */
export const testTrunk = { id: 'test', address: '127.0.0.2', port: 5070 }

const say = (text: string, variants: Partial<Record<Language, string>> = {}) => ({ kind: 'text', text, variants })
const allDay = [{ from: '00:00', to: '24:00' }]

function node(id: string, type: string, label: string, x: number, y: number, config: Record<string, unknown> = {}) {
  return { id, type, label, position: { x: x * 320, y: y * 220 }, config }
}
const edge = (node: string, port: string, to: string) => ({ from: { node, port }, to })

/** Reception: hours, a menu, the queue, voicemail and callbacks for whom nobody answers. */
export function receptionFlow(timeZone: string): FlowDocument {
  return {
    schema: 1,
    id: 'reception',
    name: 'Reception',
    variables: [],
    notes: [{ id: 'n1', text: 'Ring 5000 to try this flow.', position: { x: 0, y: -160 } }],
    nodes: [
      node('start', 'start', 'Start', 0, 0),
      node('hours', 'businessHours', 'Office hours', 1, 0, {
        name: 'office',
        timeZone,
        weekly: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay },
      }),
      node('menu', 'menu', 'Main menu', 2, -1, {
        prompt: say('Welcome. To speak to us, press 1. To leave a message, press 2. To be called back, press 3.', {
          de: 'Willkommen. Um mit uns zu sprechen, drücken Sie 1. Für eine Nachricht drücken Sie 2. Für einen Rückruf drücken Sie 3.',
          nl: 'Welkom. Om ons te spreken, toets 1. Voor een bericht, toets 2. Om teruggebeld te worden, toets 3.',
          fr: 'Bienvenue. Pour nous parler, appuyez sur 1. Pour laisser un message, sur 2. Pour être rappelé, sur 3.',
          es: 'Bienvenido. Para hablar con nosotros, pulse 1. Para dejar un mensaje, 2. Para que le llamemos, 3.',
        }),
        keys: ['1', '2', '3'],
        timeoutMs: 8000,
        retries: 2,
        invalidPrompt: say('That is not one of the choices.', {
          de: 'Diese Auswahl gibt es nicht.',
          nl: 'Dat is geen keuze.',
          fr: 'Ce choix n’existe pas.',
          es: 'Esa opción no existe.',
        }),
      }),
      node('queue', 'queue', 'Reception queue', 3, -1.6, { queueId: 'reception', maxWaitSeconds: 300 }),
      node('message', 'voicemail', 'Leave a message', 4, 0.1, {
        mailboxId: 'reception',
        greeting: say('Please leave a message after the tone.', {
          de: 'Bitte hinterlassen Sie eine Nachricht nach dem Ton.',
          nl: 'Spreek een bericht in na de toon.',
          fr: 'Veuillez laisser un message après le bip.',
          es: 'Deje un mensaje después de la señal.',
        }),
      }),
      node('callback', 'callback', 'Call me back', 3, -2.1, { queueId: 'reception', numberFrom: 'callerId' }),
      node('bye', 'hangup', 'End', 4, -1.6),
    ],
    edges: [
      edge('start', 'next', 'hours'),
      edge('hours', 'open', 'menu'),
      edge('hours', 'closed', 'message'),
      edge('hours', 'holiday', 'message'),
      edge('menu', '1', 'queue'),
      edge('menu', '2', 'message'),
      edge('menu', '3', 'callback'),
      edge('menu', 'invalid', 'queue'),
      edge('menu', 'timeout', 'queue'),
      edge('queue', 'timeout', 'message'),
      edge('queue', 'full', 'message'),
      edge('queue', 'noOperators', 'message'),
      edge('queue', 'callbackRequested', 'bye'),
    ],
  }
}

/** Operators dial in here and log in by PIN; off-hook keeps the line. */
function loginFlow(id: string, name: string, mode: 'onHook' | 'offHook'): FlowDocument {
  return {
    schema: 1,
    id,
    name,
    notes: [],
    variables: [],
    nodes: [node('start', 'start', 'Start', 0, 0), node('login', 'queueLogin', 'Log in by PIN', 1, 0, { mode })],
    edges: [edge('start', 'next', 'login')],
  }
}

/** Fills an empty data folder; false when there is an office already. */
export async function makeStarterOffice(store: Store, local: boolean): Promise<boolean> {
  const { office, flows, pins, starter } = store
  if (office.settings.saved() || office.queues.list().length > 0) return false
  const settings = { ...office.settings.get(), name: 'My office', reception: ['201', '202'] }
  const people = [
    { id: 'alex', name: 'Alex', extension: '201' },
    { id: 'sam', name: 'Sam', extension: '202' },
  ]
  office.queues.save(
    queue.parse({ id: 'reception', name: 'Reception', callbackKey: '*', dispositions: ['Solved', 'Call again', 'Wrong number'] }),
  )
  for (const person of people) {
    office.extensions.save(
      extension.parse({
        number: person.extension,
        name: person.name,
        mailbox: 'reception',
        mayDial: ['national', 'international'],
      }),
    )
    office.operators.save(operator.parse({ ...person, queues: [{ queueId: 'reception' }] }))
  }
  office.extensions.save(extension.parse({ number: '203', name: 'Meeting room' }))
  office.mailboxes.save(mailbox.parse({ id: 'reception', name: 'Reception', extension: '201' }))
  if (local) {
    office.trunks.save(
      trunk.parse({
        id: testTrunk.id,
        name: 'Test line (this computer only)',
        host: testTrunk.address,
        port: testTrunk.port,
        identifyAddresses: [testTrunk.address],
        callerId: starterNumber,
      }),
    )
    office.outgoing.replaceAll([outgoingRule.parse({ id: 'test', pattern: '*', trunkId: testTrunk.id })])
  }
  for (const flow of [
    receptionFlow(settings.timeZone),
    loginFlow('login', 'Queue log-in', 'onHook'),
    loginFlow('loginOffHook', 'Queue log-in, line kept', 'offHook'),
  ]) {
    flows.create(flow)
    flows.publish(flow.id, 1, 'Cordboard', 'Made at the first start')
  }
  office.routes.replaceAll([
    route.parse({ number: starterNumber, flowId: 'reception' }),
    route.parse({ number: '800', flowId: 'login' }),
    route.parse({ number: '801', flowId: 'loginOffHook' }),
  ])
  const shown = []
  for (const person of people)
    shown.push({ name: person.name, extension: person.extension, pin: await pins.reset(person.id, settings.pinLength) })
  starter.set({ number: starterNumber, operators: shown })
  office.settings.save(settings)
  return true
}
