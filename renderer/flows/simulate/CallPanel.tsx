import { Button, Group, NumberInput, Stack, Switch, Text, TextInput } from '@mantine/core'
import { IconPhoneOff, IconPlayerSkipForward } from '@tabler/icons-react'
import { useState } from 'react'
import type { SimulationView } from '../../../shared/contract/simulate.ts'
import type { PhoneMode } from '../../../shared/flow/run.ts'
import { text } from '../../lib/i18n/index.ts'
import classes from './Simulator.module.css'
import { PhonesField } from './StartForm.tsx'
import type { Simulation } from './simulation.ts'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

function Keypad({ simulation, disabled }: { simulation: Simulation; disabled: boolean }) {
  return (
    <fieldset className={classes.keypad} aria-label={text.tryout.keypad} disabled={disabled}>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          className={classes.key}
          aria-label={text.tryout.key({ key })}
          onClick={() => simulation.act({ do: 'press', keys: key })}
        >
          {key}
        </button>
      ))}
    </fieldset>
  )
}

/** An answer to the request that waits, written by hand. */
function AnswerForm({ ask, simulation }: { ask: SimulationView['asks'][number]; simulation: Simulation }) {
  const [status, setStatus] = useState(200)
  const [body, setBody] = useState('{}')
  const words = text.tryout
  return (
    <Stack gap={4} className={classes.ask} role="group" aria-label={words.asks({ what: ask.url })}>
      <Text size="xs" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {words.asks({ what: `${ask.method} ${ask.url}` })}
      </Text>
      <Group gap={6} wrap="nowrap" align="end">
        <NumberInput
          w={92}
          size="xs"
          label={words.status}
          min={0}
          max={599}
          value={status}
          onChange={(value) => setStatus(Number(value) || 0)}
        />
        <TextInput flex={1} size="xs" label={words.body} value={body} onChange={(event) => setBody(event.currentTarget.value)} />
        <Button size="xs" onClick={() => simulation.act({ do: 'http', status, body })}>
          {words.give}
        </Button>
      </Group>
    </Stack>
  )
}

type CallPanelProps = {
  view: SimulationView
  simulation: Simulation
  /** What all telephones do now, or all the others when some have a way of their own. */
  phones: PhoneMode
  others: boolean
  onPhones(mode: PhoneMode): void
}

/** What the caller and those who are called can do now. */
export function CallPanel({ view, simulation, phones, others, onPhones }: CallPanelProps) {
  const words = text.tryout
  const over = view.outcome !== null
  const talking = view.phones.some(({ state }) => state === 'up')
  const [ask] = view.asks
  return (
    <div className={classes.call}>
      <Keypad simulation={simulation} disabled={over} />
      <Stack gap={6} flex={1} miw={0}>
        <Stack gap={6}>
          <Button
            size="compact-sm"
            variant="light"
            disabled={over}
            title={words.skipHelp}
            leftSection={<IconPlayerSkipForward size={14} />}
            onClick={() => simulation.act({ do: 'skip' })}
          >
            {words.skip}
          </Button>
          <Button
            size="compact-sm"
            color="red"
            variant="light"
            disabled={over}
            leftSection={<IconPhoneOff size={14} />}
            onClick={() => simulation.act({ do: 'hangup' })}
          >
            {words.hangup}
          </Button>
        </Stack>
        <Switch
          size="xs"
          disabled={over}
          label={view.moving ? words.moving : words.still}
          checked={view.moving}
          onChange={(event) => simulation.pace(event.currentTarget.checked)}
        />
        {view.phones.map(({ phone, name, state }) => (
          <Text key={`${phone} ${state}`} size="xs" className={classes.phone} data-state={state}>
            {state === 'up' ? words.talks({ who: name || phone }) : words.rings({ who: name || phone })}
          </Text>
        ))}
        {talking && (
          <Button size="compact-xs" variant="default" onClick={() => simulation.act({ do: 'otherHangsUp' })}>
            {words.otherHangsUp}
          </Button>
        )}
        {ask && <AnswerForm key={ask.url} ask={ask} simulation={simulation} />}
        {!over && <PhonesField mode={phones} others={others} onChange={onPhones} />}
      </Stack>
    </div>
  )
}
