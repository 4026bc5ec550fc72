// The fields of a step, by the schema of its type: an own component where the type has one, or else the common control.
import type { ComponentType } from 'react'
import type { Control } from '../../../shared/nodes/field.ts'
import type { FormField } from '../../../shared/nodes/form.ts'
import { nodeTypeOf } from '../../../shared/nodes/index.ts'
import { ownFieldOf } from '../nodes/index.ts'
import {
  BackendField,
  ChoiceField,
  ExpressionField,
  KeysField,
  LongTextField,
  MailboxField,
  NumberField,
  QueueField,
  QueuesField,
  SwitchField,
  TemplateField,
  TextField,
  ZoneField,
} from './fields.tsx'
import { useForm } from './form.ts'
import { HolidaysField } from './HolidaysField.tsx'
import { OwnDaysField } from './OwnDaysField.tsx'
import { PromptField } from './PromptField.tsx'
import {
  AssignmentsField,
  CasesField,
  DestinationField,
  DestinationsField,
  HeadersField,
  PromptsField,
  ReadingsField,
} from './rows.tsx'
import { ScheduleField } from './ScheduleField.tsx'
import { WeekField } from './WeekField.tsx'

type ControlProps = { field: FormField }

/** A text; one whose default is empty, or holds again when it is emptied, is taken away with its last letter. */
function AnyText({ field: { name, otherwise, meta } }: ControlProps) {
  if (meta.lines) return meta.holds === 'text' ? <TemplateField name={name} rows={meta.lines} /> : <LongTextField name={name} />
  return <TextField name={name} optional={otherwise === '' || meta.emptied === 'default'} />
}

/** Milliseconds are shown in seconds. */
function AnyNumber({ field: { name, otherwise, optional, min, max, meta } }: ControlProps) {
  const scale = meta.unit === 'milliseconds' ? 1000 : 1
  return (
    <NumberField
      name={name}
      otherwise={typeof otherwise === 'number' ? otherwise : undefined}
      optional={optional}
      min={min && min / scale}
      max={max && max / scale}
      scale={scale}
    />
  )
}

const Choice = ({ field: { name, otherwise, options } }: ControlProps) => (
  <ChoiceField name={name} options={options} otherwise={otherwise} />
)

const controls: { [C in Control]: ComponentType<ControlProps> } = {
  text: AnyText,
  number: AnyNumber,
  switch: ({ field }) => <SwitchField name={field.name} otherwise={field.otherwise === true} />,
  choice: Choice,
  numberChoice: Choice,
  expression: ({ field }) => <ExpressionField name={field.name} />,
  prompt: ({ field }) => <PromptField name={field.name} optional={field.optional} />,
  prompts: ({ field }) => <PromptsField name={field.name} />,
  keys: ({ field }) => <KeysField name={field.name} />,
  pairs: ({ field }) => <HeadersField name={field.name} />,
  assignments: ({ field }) => <AssignmentsField name={field.name} />,
  readings: ({ field }) => <ReadingsField name={field.name} />,
  cases: ({ field }) => <CasesField name={field.name} />,
  destination: ({ field }) => <DestinationField name={field.name} />,
  destinations: ({ field }) => <DestinationsField name={field.name} />,
  queue: ({ field }) => <QueueField name={field.name} />,
  queues: ({ field }) => <QueuesField name={field.name} />,
  mailbox: ({ field }) => <MailboxField name={field.name} />,
  backend: ({ field }) => <BackendField name={field.name} kind={field.meta.backend} />,
  schedule: ({ field }) => <ScheduleField name={field.name} />,
  timeZone: ({ field }) => <ZoneField name={field.name} />,
  weekly: ({ field }) => <WeekField name={field.name} />,
  holidays: ({ field }) => <HolidaysField name={field.name} />,
  ownDays: ({ field }) => <OwnDaysField name={field.name} />,
}

/** Every field of the step that means something as it is configured now. */
export function NodeFields() {
  const { type, config } = useForm()
  const shown = nodeTypeOf(type)?.form.filter(({ meta }) => !meta.editedWith && (!meta.without || !config[meta.without])) ?? []
  return shown.map((field) => {
    const Own = ownFieldOf(type, field.name)
    const Shared = field.control && controls[field.control]
    if (Own) return <Own key={field.name} />
    return Shared && <Shared key={field.name} field={field} />
  })
}
