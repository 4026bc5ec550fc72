// A subflow: which flow, and the exits by which it comes back.
import { text } from '../../lib/i18n/index.ts'
import { NamesField, OneOf } from '../inspector/fields.tsx'
import { useField } from '../inspector/form.ts'
import { useOffice } from '../inspector/office.ts'

/** One of the published flows; its exits become the ports. */
function FlowField() {
  const exits = useField<string[]>('exits', ['next'])
  const known = useOffice().flows.filter(({ shape }) => shape)
  return (
    <OneOf
      name="flow"
      items={known}
      nothingFound={text.editor.noSubflow}
      onChosen={(chosen) => {
        const offered = known.find(({ id }) => id === chosen)?.shape?.exits
        if (offered) exits.set(offered)
      }}
    />
  )
}

/** Names of the inner flow's exits: one port each. */
function ExitsField() {
  const flow = useField('flow', '').value
  const offered = useOffice().flows.find(({ id }) => id === flow)?.shape?.exits
  return <NamesField name="exits" pattern={/^[A-Za-z_][\w-]{0,39}$/} otherwise={['next']} offered={offered} />
}

export const subflow = { flow: FlowField, exits: ExitsField }
