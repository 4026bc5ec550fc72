// What the card of a step says it will do, with the names of the steps its ways lead to and of what the office has.
import type { FlowDocument, FlowNode } from '../../../shared/flow/document.ts'
import { partsOf } from '../../../shared/flow/prompt.ts'
import type { ConfigOf, NodeTypeName } from '../../../shared/nodes/index.ts'
import { promptSummary } from '../../../shared/nodes/nodeType.ts'
import { type Destination, destinationText } from '../../../shared/nodes/transfer.ts'
import { described } from '../document/described.ts'
import { optionName, portName, stepName } from './labels.ts'

type Named = { id: string; name: string }
/** What the office calls the things that steps name by their ids. */
export type OfficeNames = {
  queues: readonly Named[]
  mailboxes: readonly Named[]
  prompts: readonly Named[]
  extensions: readonly { number: string; name: string }[]
  flows: readonly Named[]
}
type Around = {
  office: OfficeNames /** `1 → Sales` for each of these ways that leads somewhere. */
  ways(ports: readonly string[]): string
}

const nameIn = (list: readonly Named[], id: string): string => list.find((each) => each.id === id)?.name ?? id
const joined = (...parts: string[]): string => parts.filter(Boolean).join(' · ')

function whom(to: Destination, { extensions }: OfficeNames): string {
  const name = to.kind === 'extension' ? extensions.find(({ number }) => number === to.number)?.name : undefined
  return name ? `${to.kind === 'extension' ? to.number : ''} ${name}` : destinationText(to)
}

/** Types whose card says more than the type's own summary. */
const sayings: { [T in NodeTypeName]?: (config: ConfigOf<T>, around: Around) => string } = {
  menu: (c, { ways }) => joined(ways([...new Set(c.keys)]) || c.keys.join(', '), `${c.timeoutMs / 1000} s`),
  businessHours: (c, { ways }) => ways(['open', 'closed', 'holiday']) || joined(c.name, c.timeZone),
  condition: (c, { ways }) =>
    joined(c.expression, ways(c.cases.length ? [...c.cases.map(({ port }) => port), 'otherwise'] : ['true', 'false'])),
  playAudio: (c, { office }) => {
    const [first] = partsOf(c.prompt)
    return first?.kind === 'audio' ? `♪ ${nameIn(office.prompts, first.id)}` : promptSummary(c.prompt)
  },
  transfer: (c, { office }) => joined(`→ ${whom(c.to, office)}`, `${c.ringSeconds} s`),
  huntGroup: (c, { office }) => `${optionName(c.strategy)}: ${c.destinations.map((to) => whom(to, office)).join(', ')}`,
  queue: (c, { office }) => joined(nameIn(office.queues, c.queueId), `≤ ${waitOf(c.maxWaitSeconds)}`),
  callback: (c, { office }) => joined(nameIn(office.queues, c.queueId), optionName(c.numberFrom)),
  voicemail: (c, { office }) => joined(nameIn(office.mailboxes, c.mailboxId), `≤ ${waitOf(c.maxSeconds)}`),
  reject: (c) => optionName(c.reason),
  dialByName: (c, { ways }) => ways(['found', 'none']) || `${c.letters} → {{${c.variable}}}`,
  subflow: (c, { ways, office }) => joined(nameIn(office.flows, c.flow), ways([...new Set(c.exits)])),
}

const waitOf = (seconds: number): string => (seconds >= 120 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`)

function lineOf(node: FlowNode, around: Around): string {
  const { config, summary } = described(node)
  const say = sayings[node.type as NodeTypeName] as ((config: unknown, around: Around) => string) | undefined
  return say && config !== null ? say(config, around) : summary
}

/** The line of every step of the flow, by its id. */
export function summariesOf({ nodes, edges }: Pick<FlowDocument, 'nodes' | 'edges'>, office: OfficeNames): Map<string, string> {
  const names = new Map(nodes.map((node) => [node.id, stepName(node)]))
  const targets = new Map(edges.map(({ from, to }) => [`${from.node} ${from.port}`, names.get(to)]))
  return new Map(
    nodes.map((node) => {
      const ways = (ports: readonly string[]) =>
        ports.flatMap((port) => {
          const to = targets.get(`${node.id} ${port}`)
          return to === undefined ? [] : [`${portName(port)} → ${to}`]
        })
      return [node.id, lineOf(node, { office, ways: (ports) => ways(ports).join(', ') })]
    }),
  )
}
