// Complete flows to start from. They name the office's own queue and mailbox, so that they can be published as they are.
import { asyncPort, type FlowDocument, type FlowNode, flowSchemaVersion } from './document.ts'

export const templateNames = ['reception', 'afterHours', 'salesSupport', 'clinic', 'restaurant'] as const
export type TemplateName = (typeof templateNames)[number]
/** What the office has that the templates need. */
export type TemplateOffice = { queueId: string; mailboxId: string; timeZone: string }

type Config = Record<string, unknown>
const said = (text: string) => ({ kind: 'text', text })
const hours = (from: string, to: string, days: readonly string[]) => Object.fromEntries(days.map((day) => [day, [{ from, to }]]))
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri']

/** A node as type, name and configuration. */
type Step = [type: string, name: string, config?: Config]

/** Nodes by their ids, edges as `node.port>node`. Places are made by the layout. */
function flow(name: string, nodes: Record<string, Step>, edges: string[]): FlowDocument {
  return {
    schema: flowSchemaVersion,
    id: 'template',
    name,
    notes: [],
    variables: [],
    nodes: Object.entries(nodes).map(([id, [type, label, config = {}]]): FlowNode => {
      return { id, type, label, position: { x: 0, y: 0 }, config }
    }),
    edges: edges.map((edge) => {
      const [from = '', to = ''] = edge.split('>')
      const [node = '', port = asyncPort] = from.split('.')
      return { from: { node, port }, to }
    }),
  }
}

const start: Step = ['start', '']
const say = (name: string, text: string): Step => ['playAudio', name, { prompt: said(text) }]
const menu = (name: string, text: string, keys: string[], more: Config = {}): Step => [
  'menu',
  name,
  { prompt: said(text), keys, ...more },
]
const set = (name: string, values: Record<string, string>): Step => [
  'setVariable',
  name,
  { assignments: Object.entries(values).map(([variable, value]) => ({ name: variable, expression: `'${value}'` })) },
]

/** The steps that name what this office has. */
const stepsOf = ({ queueId, mailboxId, timeZone }: TemplateOffice) => ({
  hours: (name: string, from: string, to: string): Step => [
    'businessHours',
    name,
    { timeZone, weekly: hours(from, to, workdays) },
  ],
  queue: (name: string, maxWaitSeconds: number, welcome?: string): Step => [
    'queue',
    name,
    { queueId, maxWaitSeconds, ...(welcome ? { welcome: said(welcome) } : {}) },
  ],
  callback: ['callback', 'Call me back', { queueId }] as Step,
  message: (text: string): Step => ['voicemail', 'Leave a message', { mailboxId, greeting: said(text) }],
})

/** Every way out of a queue but the talk. */
const unanswered = (queue: string, otherwise: string, nobody = otherwise): string[] => [
  `${queue}.timeout>${otherwise}`,
  `${queue}.full>${otherwise}`,
  `${queue}.noOperators>${nobody}`,
]

function reception(office: TemplateOffice): FlowDocument {
  const { hours, queue, message } = stepsOf(office)
  return flow(
    'Reception',
    {
      start,
      hours: hours('Are we open?', '09:00', '17:00'),
      menu: menu('Main menu', 'Welcome. Press 1 to talk to us, or 2 to leave a message.', ['1', '2']),
      talk: queue('Reception', 300),
      closed: say('We are closed', 'Our office is closed. We are here on weekdays from nine to five.'),
      message: message('Please leave a message after the tone.'),
    },
    [
      ...['start.next>hours', 'hours.open>menu', 'hours.closed>closed', 'hours.holiday>closed', 'closed.next>message'],
      ...['menu.1>talk', 'menu.2>message', 'menu.invalid>talk', 'menu.timeout>talk'],
      ...unanswered('talk', 'message'),
    ],
  )
}

const wrongKey = 'Invalid input, please call again.'

/** The restaurant's three levels: reservations, someone to talk to, hours. Whatever does not fit ends the call with a message. */
function restaurant(office: TemplateOffice): FlowDocument {
  const { queue, message } = stepsOf(office)
  const choice = (name: string, text: string, keys: string[]) => menu(name, text, keys, { timeoutMs: 10_000, retries: 1 })
  const wrong = (...menus: string[]) => menus.flatMap((id) => [`${id}.invalid>wrong`, `${id}.timeout>wrong`])
  return flow(
    'Restaurant',
    {
      start,
      main: choice(
        'Main menu',
        'Welcome to ABC Restaurant. To book a table press 1, to speak to a representative press 2, to hear our restaurant hours press 3.',
        ['1', '2', '3'],
      ),
      reservations: choice(
        'Reservations',
        'Press 1 to make a new reservation, press 2 to reschedule an existing reservation, press 3 to return to the main menu.',
        ['1', '2', '3'],
      ),
      book: choice('Book a table', 'Reserving a table. Press 1 to reserve a table for today, press 2 for tomorrow.', ['1', '2']),
      reschedule: choice(
        'Reschedule',
        'Rescheduling your reservation. Press 1 to keep your current reservation, press 2 to change it to tomorrow.',
        ['1', '2'],
      ),
      connect: choice(
        'Talk to us',
        'Connecting you to the next available representative. Press 1 to connect now, 2 for the main menu.',
        ['1', '2'],
      ),
      staff: queue('Staff', 180),
      hours: say('Opening hours', 'Our restaurant hours are between 9 AM and 9 PM every day of the week.'),
      today: say('Booked for today', 'Your table for today is reserved.'),
      tomorrow: say('Booked for tomorrow', 'Your table for tomorrow is reserved.'),
      kept: say('Stays as it was', 'Your reservation stays as it is.'),
      wrong: say('Not understood', wrongKey),
      message: message('Please tell us your name, your number and how we can help.'),
      bye: ['hangup', 'Good bye'],
    },
    [
      ...['start.next>main', 'main.1>reservations', 'main.2>connect', 'main.3>hours'],
      ...['reservations.1>book', 'reservations.2>reschedule', 'reservations.3>main', 'book.1>today', 'book.2>tomorrow'],
      ...['reschedule.1>kept', 'reschedule.2>tomorrow', 'connect.1>staff', 'connect.2>main'],
      ...unanswered('staff', 'message'),
      ...wrong('main', 'reservations', 'book', 'reschedule', 'connect'),
      ...['hours', 'today', 'tomorrow', 'kept', 'wrong'].map((id) => `${id}.next>bye`),
    ],
  )
}

function clinic(office: TemplateOffice): FlowDocument {
  const { hours, queue, message, callback } = stepsOf(office)
  return flow(
    'Clinic',
    {
      start,
      emergency: say('Emergencies', 'In an emergency, hang up and dial the emergency number.'),
      hours: hours('Surgery hours', '08:00', '18:00'),
      menu: menu('What is it about?', 'Press 1 for an appointment, 2 for a prescription, 3 to be called back.', ['1', '2', '3']),
      desk: queue('Front desk', 600),
      prescription: message('Please say your name, your date of birth and the medicine you need.'),
      callback,
      closed: message('The practice is closed. Leave a message and we will call you back.'),
    },
    [
      ...['start.next>emergency', 'emergency.next>hours', 'hours.open>menu', 'hours.closed>closed', 'hours.holiday>closed'],
      ...['menu.1>desk', 'menu.2>prescription', 'menu.3>callback', 'menu.invalid>desk', 'menu.timeout>desk'],
      ...unanswered('desk', 'callback', 'prescription'),
    ],
  )
}

/** Only what callers hear when nobody works: when we are back, a message, a call back, and a way out for who cannot wait. */
function afterHours(office: TemplateOffice): FlowDocument {
  const { hours, queue, message, callback } = stepsOf(office)
  const wish = 'To leave a message, press 1. To be called back when we are here again, press 2.'
  return flow(
    'After hours',
    {
      start,
      hours: hours('Are we open?', '09:00', '17:00'),
      talk: queue('Reception', 120),
      holiday: say('It is a holiday', 'Today is a holiday and our office is closed.'),
      closed: say('We are closed', 'Thank you for calling. Our office is closed. We are here on weekdays from nine to five.'),
      menu: menu('What would you like?', wish, ['1', '2'], { retries: 1 }),
      message: message('Please tell us your name, your number and what it is about, after the tone.'),
      callback,
      thanks: say('Good bye', 'Thank you. Good bye.'),
      bye: ['hangup', 'End'],
    },
    [
      ...['start.next>hours', 'hours.open>talk', 'hours.closed>closed', 'hours.holiday>holiday'],
      ...['holiday.next>menu', 'closed.next>menu', ...unanswered('talk', 'menu')],
      ...['menu.1>message', 'menu.2>callback', 'menu.invalid>thanks', 'menu.timeout>message', 'thanks.next>bye'],
    ],
  )
}

/** Who wants to buy is answered first; who needs help tells the number of the order, which the operator sees. */
function salesSupport(office: TemplateOffice): FlowDocument {
  const { hours, queue, message, callback } = stepsOf(office)
  const order = {
    prompt: said('Please enter the number of your order, then press the hash key. Without a number, press only hash.'),
    variable: 'order',
    terminator: '#',
  }
  const welcome = 'Welcome. For sales, press 1. For support, press 2. To hear this again, press 9.'
  return flow(
    'Sales and support',
    {
      start,
      hours: hours('Are we open?', '08:00', '18:00'),
      menu: menu('Sales or support?', welcome, ['1', '2', '9']),
      forSales: set('It is about sales', { topic: 'sales', order: 'none' }),
      forSupport: set('It is about support', { topic: 'support', order: 'none' }),
      order: ['getDigits', 'Number of the order', order],
      repeat: say('What we heard', 'Your order is {{order}}. One moment, please.'),
      sales: queue('Sales', 180, 'A colleague of our sales team will be with you in a moment.'),
      support: queue('Support', 600, 'Thank you for your patience. Our support will be with you in a moment.'),
      callback,
      message: message('Nobody can take your call right now. Please leave a message after the tone.'),
      closed: message('Our office is closed. Please leave a message after the tone.'),
    },
    [
      ...['start.next>hours', 'hours.open>menu', 'hours.closed>closed', 'hours.holiday>closed'],
      ...['menu.1>forSales', 'menu.2>forSupport', 'menu.9>menu', 'menu.invalid>forSales', 'menu.timeout>forSales'],
      ...['forSales.next>sales', 'forSupport.next>order', 'order.next>repeat', 'repeat.next>support'],
      ...unanswered('sales', 'callback', 'message'),
      ...unanswered('support', 'callback', 'message'),
    ],
  )
}

const makers: Record<TemplateName, (office: TemplateOffice) => FlowDocument> = {
  reception,
  afterHours,
  salesSupport,
  clinic,
  restaurant,
}

/** A complete flow of that kind for this office. */
export const templateFlow = (name: TemplateName, office: TemplateOffice): FlowDocument => makers[name](office)
