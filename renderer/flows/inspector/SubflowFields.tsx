// The fields of steps whose ways out are named by hand: a subflow's exits, a script's ports.
import { text } from '../../lib/i18n/index.ts'
import { NamesField, OneOf } from './fields.tsx'
import { useField } from './form.ts'
import { useOffice } from './office.ts'

/** One of the published flows; its exits become the ways out. */
export function FlowField() {
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
export function ExitsField() {
  const flow = useField('flow', '').value
  const offered = useOffice().flows.find(({ id }) => id === flow)?.shape?.exits
  return <NamesField name="exits" pattern={/^[A-Za-z_][\w-]{0,39}$/} otherwise={['next']} offered={offered} />
}

/** The ports a script may return; `error` is always there. */
export const PortsField = () => <NamesField name="ports" pattern={/^[\w#*-]{1,40}$/} otherwise={['next']} />
