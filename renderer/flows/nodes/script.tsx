// A script: its file, and the ports it may return.
import { Autocomplete } from '@mantine/core'
import { useLoad } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { NamesField } from '../inspector/fields.tsx'
import { useShownField, wordKey } from '../inspector/form.ts'

/** One of the office's scripts by its name, with what is wrong with it; one that is still to be written is allowed. */
function ScriptField() {
  const { shown, set } = useShownField('script', '')
  const words = text.scripts
  const scripts = useLoad(() => rpc.settings.scripts.list(), 'scripts', ['script']).data?.scripts
  const script = scripts?.find(({ name }) => name === shown.value)
  const fault = script?.failure && (script.failure.callId ? words.hasFailed : words.isBroken)
  return (
    <Autocomplete
      {...shown}
      description={fault ?? (scripts && !script && shown.value ? words.missing : undefined)}
      data={scripts?.map(({ name }) => name) ?? []}
      onChange={(next) => set(next, wordKey(next))}
    />
  )
}

/** The ports a script may return; `error` is always there. */
const PortsField = () => <NamesField name="ports" pattern={/^[\w#*-]{1,40}$/} otherwise={['next']} />

export const script = { script: ScriptField, ports: PortsField }
