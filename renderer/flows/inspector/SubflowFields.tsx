// The fields of a subflow: the flow it goes into, and the exits it comes back by.
import { Select, TagsInput } from '@mantine/core'
import { text } from '../../lib/i18n/index.ts'
import { fieldName } from '../words.ts'
import { useField } from './form.ts'
import { useOffice } from './office.ts'

/** One of the published flows; its exits become the ways out. */
export function FlowField() {
  const { value, set, error, readOnly } = useField('flow', '')
  const exits = useField<string[]>('exits', ['next'])
  const { flows } = useOffice()
  const known = flows.filter(({ shape }) => shape)
  return (
    <Select
      data-field="flow"
      label={fieldName('flow')}
      value={value || null}
      error={error}
      readOnly={readOnly}
      searchable
      nothingFoundMessage={text.editor.noSubflow}
      data={[
        ...known.map(({ id, name }) => ({ value: id, label: name })),
        ...(value && !known.some(({ id }) => id === value) ? [{ value, label: value }] : []),
      ]}
      onChange={(next) => {
        set(next ?? '')
        const offered = known.find(({ id }) => id === next)?.shape?.exits
        if (offered) exits.set(offered)
      }}
    />
  )
}

/** Names of the inner flow's exits: one port each. */
export function ExitsField() {
  const { value, set, error, readOnly } = useField<string[]>('exits', ['next'])
  const flow = useField('flow', '').value
  const offered = useOffice().flows.find(({ id }) => id === flow)?.shape?.exits ?? []
  return (
    <TagsInput
      data-field="exits"
      label={fieldName('exits')}
      value={value}
      error={error}
      readOnly={readOnly}
      data={offered}
      acceptValueOnBlur
      onChange={(next) => set(next.map((name) => name.trim()).filter((name) => /^[A-Za-z_][\w-]{0,39}$/.test(name)))}
    />
  )
}

/** The ports a script may return; `error` is always there. */
export function PortsField() {
  const { value, set, error, readOnly } = useField<string[]>('ports', ['next'])
  return (
    <TagsInput
      data-field="ports"
      label={fieldName('ports')}
      value={value}
      error={error}
      readOnly={readOnly}
      acceptValueOnBlur
      onChange={(next) => set(next.map((name) => name.trim()).filter((name) => /^[\w#*-]{1,40}$/.test(name)))}
    />
  )
}
