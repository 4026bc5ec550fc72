// A value of a step's settings as a person reads it, and hears it where it is a recording.
import { Group } from '@mantine/core'
import { schedule } from '../../../shared/domain/schedule.ts'
import { partsOf, prompt as promptSchema, type SimplePrompt } from '../../../shared/flow/prompt.ts'
import { destination, destinationSummary } from '../../../shared/nodes/destination.ts'
import type { FormField } from '../../../shared/nodes/form.ts'
import type { SummaryNames } from '../../../shared/nodes/nodeType.ts'
import { weekSummary } from '../../../shared/nodes/weekSummary.ts'
import { text } from '../../lib/i18n/index.ts'
import { Listen } from '../inspector/Listen.tsx'
import { type OfficeLists, useOffice } from '../inspector/office.ts'
import { optionName } from '../labels/labels.ts'
import { officeNames } from '../labels/nodeSummary.ts'

function Part({ part, office }: { part: SimplePrompt; office: OfficeLists }) {
  switch (part.kind) {
    case 'text':
      return <span>“{part.text}”</span>
    case 'audio': {
      const recorded = office.prompts.find(({ id }) => id === part.id)
      return (
        <Group gap={6} wrap="nowrap">
          {recorded && <Listen prompt={recorded} />}
          <span>♪ {recorded?.name ?? part.id}</span>
        </Group>
      )
    }
    case 'sound':
      return <span>♪ {part.name}</span>
    case 'tone':
      return <span>{optionName(part.tone)}</span>
    case 'digits':
      return <span>{part.digits}</span>
  }
}

/** What has no words of its own, without the signs of JSON where it is only a list. */
const plain = (value: unknown): string =>
  Array.isArray(value) && value.every((each) => typeof each !== 'object') ? value.join(', ') : JSON.stringify(value, null, 1)

const isNothing = (value: unknown): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** A number in seconds where it is a time. */
function numberWords(value: number, unit: FormField['meta']['unit']): string {
  if (!unit) return String(value)
  return `${unit === 'milliseconds' ? value / 1000 : value} s`
}

function textWords(value: string, field: FormField | undefined, names: SummaryNames): string {
  if (field?.meta.refers) return names.name(field.meta.refers, value)
  return field?.control === 'choice' ? optionName(value) : value
}

/** Hours, queues and destinations by their names; others as they stand in the file. */
function partsWords(value: unknown, control: FormField['control'] | undefined, names: SummaryNames): string {
  const week = control === 'weekly' ? schedule.shape.weekly.safeParse(value).data : undefined
  if (week) return weekSummary(week, names.day)
  const all = Array.isArray(value) ? value : [value]
  if (control === 'queues') return all.map((id) => names.name('queue', String(id))).join(', ')
  const destinations = all.map((each) => destination.safeParse(each).data)
  const known = destinations.flatMap((each) => (each ? [destinationSummary(each, names)] : []))
  return known.length === destinations.length ? known.join(', ') : plain(value)
}

function wordsOf(value: unknown, field: FormField | undefined, names: SummaryNames): string {
  if (isNothing(value)) return text.editor.none
  if (typeof value === 'boolean') return value ? text.editor.ports.true : text.editor.ports.false
  if (typeof value === 'number') return numberWords(value, field?.meta.unit)
  return typeof value === 'string' ? textWords(value, field, names) : partsWords(value, field?.control, names)
}

/** The value of that field; recordings with a button to hear them. */
export function FieldValue({ value, field }: { value: unknown; field: FormField | undefined }) {
  const office = useOffice()
  const prompts = (Array.isArray(value) ? value : [value]).map((each) => promptSchema.safeParse(each).data)
  if (prompts.length === 0 || prompts.some((each) => each === undefined))
    return <span>{wordsOf(value, field, officeNames(office))}</span>
  const parts = prompts.flatMap((each) => (each ? partsOf(each) : []))
  return (
    <>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two parts may be the same.
        <div key={at}>
          <Part part={part} office={office} />
        </div>
      ))}
    </>
  )
}
