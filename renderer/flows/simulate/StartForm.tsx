import { Button, NativeSelect, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { IconPhoneIncoming } from '@tabler/icons-react'
import { type Language, language } from '../../../shared/domain/office.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { everyone, momentOf, type PhoneMode, phoneMode, type SimulatedStart, wallTimeOf } from '../../../shared/flow/run.ts'
import { text } from '../../lib/i18n/index.ts'
import { AddPhone, OwnPhones } from './OwnPhones.tsx'
import { ownPhones, usualMode, withPhone } from './phones.ts'
import classes from './Simulator.module.css'

/** In the zone of the flow's own hours, now, as wall time. */
export function usualStart(document: FlowDocument, zone: string, spoken: Language, now: number): SimulatedStart {
  const own = document.nodes.find(({ type }) => type === 'businessHours')?.config.timeZone
  const ownTime = typeof own === 'string' ? wallTimeOf(now, own) : null
  const timeZone = ownTime && typeof own === 'string' ? own : zone
  return { from: '+4930123456', to: '100', at: ownTime ?? wallTimeOf(now, zone) ?? '', timeZone, language: spoken, phones: {} }
}

const modes = () => phoneMode.options.map((value) => ({ value, label: text.tryout[value] }))

type PhonesFieldProps = { mode: PhoneMode; others?: boolean; onChange(mode: PhoneMode): void }

/** What all telephones do, or all the others. */
export function PhonesField({ mode, others = false, onChange }: PhonesFieldProps) {
  return (
    <NativeSelect
      label={others ? text.tryout.otherPhones : text.tryout.phones}
      size="xs"
      data={modes()}
      value={mode}
      onChange={(event) => onChange(phoneMode.parse(event.currentTarget.value))}
    />
  )
}

type StartFormProps = { start: SimulatedStart; busy: boolean; onChange(start: SimulatedStart): void; onStart(): void }

/** Who calls, what number, when, in which language, and what the telephones do. */
export function StartForm({ start, busy, onChange, onStart }: StartFormProps) {
  const words = text.tryout
  const field = (name: 'from' | 'to', label: string) => (
    <TextInput
      label={label}
      size="xs"
      maxLength={40}
      value={start[name]}
      onChange={({ currentTarget: { value } }) => onChange({ ...start, [name]: value })}
    />
  )
  return (
    <form
      className={classes.start}
      onSubmit={(event) => {
        event.preventDefault()
        onStart()
      }}
    >
      <Stack gap={8} className={classes.startFields}>
        <SimpleGrid cols={2} spacing={8} verticalSpacing={6}>
          {field('from', words.from)}
          {field('to', words.to)}
          <Stack gap={6}>
            <TextInput
              type="datetime-local"
              label={words.when}
              size="xs"
              value={start.at}
              description={start.timeZone}
              onChange={({ currentTarget: { value } }) => onChange({ ...start, at: value.slice(0, 16) })}
            />
            <AddPhone phones={start.phones} onChange={(phones) => onChange({ ...start, phones })} />
          </Stack>
          <Stack gap={6}>
            <Select
              label={words.language}
              size="xs"
              allowDeselect={false}
              data={language.options.map((value) => ({ value, label: text.settings.fields.languages[value] }))}
              value={start.language}
              onChange={(value) => onChange({ ...start, language: language.parse(value) })}
            />
            <PhonesField
              mode={usualMode(start.phones)}
              others={ownPhones(start.phones).length > 0}
              onChange={(mode) => onChange({ ...start, phones: withPhone(start.phones, everyone, mode) })}
            />
          </Stack>
        </SimpleGrid>
        <OwnPhones phones={start.phones} onChange={(phones) => onChange({ ...start, phones })} />
      </Stack>
      <Button
        type="submit"
        size="xs"
        loading={busy}
        disabled={momentOf(start) === null || start.to === ''}
        leftSection={<IconPhoneIncoming size={15} />}
      >
        {words.start}
      </Button>
    </form>
  )
}
