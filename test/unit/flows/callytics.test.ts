// Callytics' flows as its API, its seeds and its templates give them, and ours by the rules of its API.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { fromCallytics } from '../../../shared/callytics/fromCallytics.ts'
import { toCallytics } from '../../../shared/callytics/toCallytics.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { templateFlow, templateNames } from '../../../shared/flow/templates.ts'
import { validateFlow } from '../../../shared/flow/validate.ts'
import { everyNode } from '../shared/flows.ts'

type Step = [key: string, type: string, config?: object]
const answer = (name: string, steps: Step[], ways: [string, string, string?, string?][], more = {}) => ({
  data: {
    id: 7,
    name,
    description: null,
    slug: 'x',
    nodes: steps.map(([nodeKey, type, config = {}], at) => ({
      id: at + 1,
      ...{ nodeKey, type, label: nodeKey, positionX: at * 200, positionY: 0, config, groupId: null, subflowId: null },
    })),
    edges: ways.map(([sourceNodeKey, targetNodeKey, branchKey = 'default', condition], at) => ({
      ...{
        id: at + 1,
        sourceNodeKey,
        targetNodeKey,
        branchKey,
        condition: condition ?? null,
        sourceHandle: null,
        targetHandle: null,
      },
    })),
    ...more,
  },
})
const week = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day, at) => [
    day,
    { enabled: at < 5, open: '09:00', close: '17:00' },
  ]),
)
const menuOf = {
  prompt_audio_file_id: 1,
  timeout_ms: 5000,
  branches: ['1', '2'],
  max_timeout_attempts: 2,
  max_invalid_attempts: 2,
}

/** The four templates, re-made. */
const templates = {
  afterHours: answer(
    'After hours',
    [
      ['start', 'start'],
      ['hours', 'business_hours', { timezone: 'Asia/Colombo', schedule: week }],
      ['open', 'play_audio', { audio_file_id: 1 }],
      ['desk', 'transfer', { target_type: 'extension', target_value: '2001', timeout_ms: 30_000 }],
      ['closed', 'play_audio', { audio_file_id: 1 }],
      ['message', 'voicemail', { start_audio_id: 1, max_duration_seconds: 60 }],
    ],
    [
      ['start', 'hours'],
      ['hours', 'open', 'open', 'open'],
      ['open', 'desk'],
      ['hours', 'closed', 'closed', 'closed'],
      ['closed', 'message'],
    ],
  ),
  sales: answer(
    'Sales callback',
    [
      ['start', 'start'],
      ['intro', 'play_audio', { audio_file_id: 1 }],
      ['interest', 'get_digits', { variable_name: 'sales_interest', max_digits: 1, timeout_ms: 5000 }],
      ['choice', 'menu', menuOf],
      ['later', 'callback', { number_source: 'ani', destination_type: 'extension', destination_value: '2100' }],
      ['bye', 'hangup'],
    ],
    [
      ['start', 'intro'],
      ['intro', 'interest'],
      ['interest', 'choice'],
      ['choice', 'later', '1', '1'],
      ['choice', 'bye', '2', '2'],
    ],
  ),
  appointment: answer(
    'Appointment',
    [
      ['start', 'start'],
      ['intro', 'play_audio', { audio_file_id: 1 }],
      ['lookup', 'webhook', { url: 'https://example.com/appointments', headers: [{ key: 'X-A', value: '1' }], method: 'POST' }],
      ['response', 'get_digits', { variable_name: 'response', max_digits: 1, timeout_ms: 5000 }],
      ['choice', 'menu', menuOf],
      ['yes', 'play_audio', { audio_file_id: 1 }],
      ['bye', 'hangup'],
    ],
    [
      ['start', 'intro'],
      ['intro', 'lookup'],
      ['lookup', 'response'],
      ['response', 'choice'],
      ['choice', 'yes', '1', '1'],
      ['choice', 'bye', '2', '2'],
      ['yes', 'bye'],
    ],
  ),
  queue: answer(
    'Simple queue',
    [
      ['start', 'start'],
      ['welcome', 'play_audio', { audio_file_id: 1 }],
      ['wait', 'queue', { queue_id: 1, timeout_ms: 90_000 }],
      ['bye', 'hangup'],
    ],
    [
      ['start', 'welcome'],
      ['welcome', 'wait'],
      ['wait', 'bye', 'done', 'done'],
    ],
  ),
}
const read = (input: unknown) => {
  const found = fromCallytics(input, 'x')
  if (!found) throw new Error('no flow')
  const config = (id: string) => found.document.nodes.find((node) => node.id === id)?.config ?? {}
  const to = (id: string, port: string) =>
    found.document.edges.filter(({ from }) => from.node === id && from.port === port).map(({ to }) => to)
  return { ...found, config, to }
}
const errors = (document: unknown) => validateFlow(document).filter(({ severity }) => severity === 'error')

test.each(Object.entries(templates))('the template %s can be published once queue and audio are named', (_, input) => {
  expect(errors(read(input).document)).toEqual([])
})

test('hours keep their zone and days, and holidays go where closed goes', () => {
  const { config, to, report } = read(templates.afterHours)
  expect(config('hours')).toMatchObject({ timeZone: 'Asia/Colombo', weekly: { mon: [{ from: '09:00', to: '17:00' }] } })
  expect(config('hours').weekly).not.toHaveProperty('sat')
  expect([to('hours', 'open'), to('hours', 'closed'), to('hours', 'holiday')]).toEqual([['open'], ['closed'], ['closed']])
  expect(config('desk')).toMatchObject({ to: { kind: 'extension', number: '2001' }, ringSeconds: 30 })
  expect(config('message')).toMatchObject({ greeting: { kind: 'audio', id: '1' }, maxSeconds: 60 })
  expect(report).toEqual([])
})

test('what is lost is listed with its name and value', () => {
  expect(read(templates.sales).report).toEqual([
    '“later”: destination_type: extension was left out.',
    '“later”: destination_value: 2100 was left out.',
  ])
  expect(read(templates.appointment).report).toEqual(['“lookup”: method: POST was left out.'])
  expect(read(templates.appointment).config('lookup')).toMatchObject({ headers: { 'X-A': '1' } })
  expect(read(templates.queue).config('wait')).toMatchObject({ queueId: '1', maxWaitSeconds: 90 })
  expect(read(templates.queue).to('wait', 'connected')).toEqual(['bye'])
})

test('every kind of step and target', () => {
  const { config, to, report, document } = read(
    answer(
      'All',
      [
        ['start', 'start', { flow_default_timeout_ms: 7000 }],
        ['frame', 'group'],
        ['set', 'set_variable', { variable_name: 'tier', variable_value: "it's" }],
        ['split', 'branch', {}],
        ['out', 'transfer', { target_type: 'pstn', target_value: '+4930901820', trunk_id: 3, timeout_ms: 20_000 }],
        ['uri', 'transfer', { target_type: 'sip_uri', target_value: 'sip:a@b.example' }],
        [
          'ring',
          'hunt',
          {
            destinations: [
              { target_type: 'extension', target_value: '201' },
              { target_type: 'pstn', target_value: '+4930', trunk_id: 1 },
            ],
            ring_timeout_ms: 15_000,
          },
        ],
        ['digits', 'get_digits', { variable_name: 'choice', max_digits: 2, timeout_ms: 4000 }],
        [
          'menu',
          'menu',
          {
            ...menuOf,
            timeout_ms: null,
            final_failure_audio_id: 9,
            invalid_prompt_audio_id: 8,
            submenu_branch_names: { 1: 'Sales' },
          },
        ],
        ['login', 'queue_login', { queue_ids: [1, 2], wrong_pin_audio_file_id: 4 }],
        ['back', 'callback', { number_source: 'dtmf', destination_value: '1', dtmf_max_digits: 9 }],
        ['bye', 'hangup'],
      ],
      [
        ['start', 'set'],
        ['set', 'split'],
        ['split', 'digits'],
        ['digits', 'out', '1', '1'],
        ['digits', 'uri', '*', '*'],
        ['digits', 'menu', 'invalid', 'invalid'],
        ['digits', 'bye', 'timeout', 'timeout'],
        ['menu', 'ring', '1', '1'],
        ['menu', 'login', '2', '2'],
        ['ring', 'back', 'no_answer', 'no_answer'],
      ],
    ),
  )
  expect(config('set')).toEqual({ assignments: [{ name: 'tier', expression: "'it\\'s'" }] })
  expect(config('out')).toMatchObject({ to: { kind: 'number', number: '+4930901820', trunkId: '3' }, ringSeconds: 20 })
  expect(config('uri')).toMatchObject({ to: { kind: 'uri', uri: 'sip:a@b.example' } })
  expect(config('ring')).toMatchObject({
    destinations: [
      { kind: 'extension', number: '201' },
      { kind: 'number', number: '+4930', trunkId: '1' },
    ],
    ringSeconds: 15,
  })
  expect(config('digits')).toMatchObject({ variable: 'choice', count: 2, timeoutMs: 4000 })
  expect(config('digits.typed')).toMatchObject({
    expression: 'choice',
    cases: [
      { port: '1', equals: '1' },
      { port: 'star', equals: '*' },
    ],
  })
  expect([to('digits.typed', '1'), to('digits.typed', 'star'), to('digits.typed', 'otherwise'), to('digits', 'timeout')]).toEqual(
    [['out'], ['uri'], ['menu'], ['bye']],
  )
  expect(config('menu')).toMatchObject({ timeoutMs: 7000, retries: 1, invalidPrompt: { kind: 'audio', id: '8' } })
  expect(to('menu', 'timeout')).toEqual(['menu.failed'])
  expect(config('login')).toMatchObject({ queueIds: ['1', '2'] })
  expect(config('back')).toMatchObject({ numberFrom: 'keypad' })
  expect(report).toEqual(
    expect.arrayContaining([
      '“frame”: the frame around steps is not drawn here.',
      '“menu”: submenu_branch_names: {"1":"Sales"} was left out.',
      '“login”: wrong_pin_audio_file_id: 4 was left out.',
      '“back”: dtmf_max_digits: 9 was left out.',
    ]),
  )
  expect(errors(document)).toEqual([])
})

test('submenus that are in the file are drawn in, those that are not are listed', () => {
  const branches = { 1: { flowId: 11, name: 'Sales' }, 2: { flowId: 12, name: 'Gone' } }
  const sales = {
    flowId: 11,
    ...answer(
      'Sales',
      [
        ['start', 'start'],
        ['ring', 'transfer', { target_type: 'extension', target_value: '205' }],
      ],
      [['start', 'ring']],
    ).data,
  }
  const { to, config, report } = read(
    answer(
      'Main',
      [
        ['start', 'start'],
        ['menu', 'menu', { ...menuOf, submenu_branch_flows: branches }],
      ],
      [['start', 'menu']],
      { subflows: [{ ...sales, flowId: 11 }] },
    ),
  )
  expect(to('menu', '1')).toEqual(['11.ring'])
  expect(config('11.ring')).toMatchObject({ to: { kind: 'extension', number: '205' } })
  expect(report).toEqual(['“menu”: the submenu “Gone” of 2 is not in the file.'])
})

test('rows of its tables, as seeds have them', () => {
  const { config, report } = read({
    name: 'Test',
    nodes: [
      { node_key: 'start', type: 'start', label: 'Start', position_x: -3.5, position_y: 0, config_json: {} },
      {
        node_key: 'greet',
        type: 'play_audio',
        label: null,
        position_x: 0,
        position_y: 1,
        config_json: { audio_file_id: '2', audio_file_path: 'tt-monkeys' },
      },
    ],
    edges: [{ source_node_key: 'start', target_node_key: 'greet', branch_key: 'default', condition: null }],
  })
  expect(config('greet')).toEqual({ interruptible: config('greet').interruptible, prompt: { kind: 'sound', name: 'tt-monkeys' } })
  expect(report).toEqual(['“greet”: audio_file_id: 2 was left out.'])
})

// ── the rules of its API, re-stated ────────────────────────────────────────────────────────────────────────────────

const positive = z.int().positive()
const time = z.int().min(1000).max(120_000)
const target = z.union([
  z.looseObject({ target_type: z.literal('extension'), target_value: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/) }),
  z.looseObject({ target_type: z.literal('pstn'), target_value: z.string().regex(/^\+?[0-9]{4,20}$/) }),
  z.looseObject({ target_type: z.literal('sip_uri'), target_value: z.string().regex(/^sip:[a-zA-Z0-9_.+-]+@[a-zA-Z0-9.-]+$/) }),
])
const configRules: Record<string, z.ZodType> = {
  start: z.looseObject({ flow_default_timeout_ms: time }),
  hangup: z.looseObject({}),
  play_audio: z.looseObject({ audio_file_id: positive }),
  get_digits: z.looseObject({ variable_name: z.string().min(1), timeout_ms: time }),
  menu: z.looseObject({
    prompt_audio_file_id: positive,
    branches: z.array(z.string().regex(/^(?:\d{1,2}|\*|#)$/)).min(1),
    timeout_ms: time,
  }),
  transfer: z.intersection(target, z.looseObject({ timeout_ms: time })),
  hunt: z.looseObject({ destinations: z.array(target).min(1) }),
  business_hours: z.looseObject({
    schedule: z
      .record(z.string(), z.looseObject({ enabled: z.boolean() }))
      .refine((days) => Object.values(days).some(({ enabled }) => enabled)),
  }),
  voicemail: z.looseObject({ start_audio_id: positive }),
  webhook: z.looseObject({ url: z.url() }),
  queue_login: z.looseObject({ queue_ids: z.array(positive).min(1) }),
  queue: z.looseObject({ queue_id: positive }),
  conference: z.looseObject({ roomName: z.string().regex(/^[a-zA-Z0-9]+$/) }),
  callback: z.looseObject({ number_source: z.enum(['ani', 'dtmf']), destination_value: z.string().min(1) }),
}
const theirs = z.strictObject({
  name: z.string(),
  nodes: z
    .array(
      z
        .strictObject({
          nodeKey: z.string(),
          type: z.enum(Object.keys(configRules) as [string]),
          label: z.string(),
          positionX: z.number(),
          positionY: z.number(),
          config: z.record(z.string(), z.unknown()),
        })
        .superRefine((node, context) => {
          const checked = configRules[node.type]?.safeParse(node.config)
          if (!checked?.success) context.addIssue(`${node.nodeKey}: ${checked?.error.message}`)
        }),
    )
    .min(1),
  edges: z.array(
    z.strictObject({
      sourceNodeKey: z.string(),
      targetNodeKey: z.string(),
      branchKey: z.string(),
      condition: z.string().min(1).nullable(),
    }),
  ),
})
const lastOnes = ['hangup', 'transfer', 'voicemail', 'callback', 'queue_login']

const exports: [string, FlowDocument][] = [
  ['every step', everyNode()],
  ...templateNames.map((name): [string, FlowDocument] => [
    name,
    templateFlow(name, { queueId: 'q', mailboxId: 'm', timeZone: 'Europe/Berlin' }),
  ]),
]

test.each(exports)('our export of %s is accepted by its rules', (_, document) => {
  const { file } = toCallytics(document)
  const flow = theirs.parse(file)
  const typeOf = new Map(flow.nodes.map(({ nodeKey, type }) => [nodeKey, type]))
  for (const { sourceNodeKey, targetNodeKey, condition } of flow.edges) {
    const [source = '', to] = [typeOf.get(sourceNodeKey), typeOf.get(targetNodeKey)]
    if (to === 'webhook') continue
    expect(lastOnes).not.toContain(source)
    if (source === 'menu') expect(condition).toMatch(/^(?:\d{1,2}|\*|#)$/)
    if (source === 'get_digits') expect(condition).toMatch(/^(?:\d{1,2}|\*|#|timeout|invalid|default)$/)
    if (to === 'voicemail') expect(['queue_login', 'hunt', 'transfer', 'queue']).not.toContain(source)
  }
})
