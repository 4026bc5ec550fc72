// The line of each card: the summary of the node’s type, with the names of the steps its edges lead to and of what the office has.
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { SummaryNames } from '../../../shared/nodes/nodeType.ts'
import { text } from '../../lib/i18n/index.ts'
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
  schedules?: readonly Named[]
}

const nameIn = (list: readonly Named[], id: string): string => list.find((each) => each.id === id)?.name ?? id

function namesOf(office: OfficeNames): SummaryNames['name'] {
  return (kind, id) => {
    switch (kind) {
      case 'queue':
        return nameIn(office.queues, id)
      case 'mailbox':
        return nameIn(office.mailboxes, id)
      case 'prompt':
        return nameIn(office.prompts, id)
      case 'flow':
        return nameIn(office.flows, id)
      case 'schedule':
        return nameIn(office.schedules ?? [], id)
      case 'extension':
        return office.extensions.find(({ number }) => number === id)?.name || id
      default:
        return id
    }
  }
}

/** What the office calls things, without the edges of any flow. */
export const officeNames = (office: OfficeNames): SummaryNames => ({
  name: namesOf(office),
  option: optionName,
  day: (day) => text.editor.days[day],
  edges: () => '',
  press: (keys) => keys.join(', '),
})

/** The line of every step of the flow, by its id; empty where its configuration does not fit. */
export function summariesOf({ nodes, edges }: Pick<FlowDocument, 'nodes' | 'edges'>, office: OfficeNames): Map<string, string> {
  const steps = new Map(nodes.map((node) => [node.id, stepName(node)]))
  const targets = new Map(edges.map(({ from, to }) => [`${from.node} ${from.port}`, steps.get(to)]))
  const plain = officeNames(office)
  // Formatted once: a flow may have a thousand menus, and this is asked for at each edit.
  const place = '\0'
  const press = text.canvas.press({ keys: place })
  return new Map(
    nodes.map((node) => {
      const { type, config } = described(node)
      if (!type || !config) return [node.id, '']
      const to = (port: string) => targets.get(`${node.id} ${port}`)
      const names: SummaryNames = {
        ...plain,
        edges: (ports) => ports.flatMap((port) => (to(port) === undefined ? [] : [`${portName(port)} → ${to(port)}`])).join(', '),
        press: (keys) => press.replace(place, () => keys.map((key) => [key, to(key)].filter(Boolean).join(' ')).join(' · ')),
      }
      return [node.id, type.summary(config, names)]
    }),
  )
}
