import { ActionIcon, Collapse, Group, Stack, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core'
import { IconDialpad, IconPhone } from '@tabler/icons-react'
import { type ClipboardEvent, useEffect, useRef, useState } from 'react'
import { useWork } from '../../lib/feedback/index.ts'
import { readTyped, showNumber, typedText } from '../../lib/format/telephone.ts'
import { text } from '../../lib/i18n/index.ts'
import { dial } from '../actions.ts'
import { usePhone } from '../store.ts'
import { Keypad } from './Keypad.tsx'
import classes from './picker.module.css'
import type { DirectoryEntry } from './targets.ts'
import { useTargets } from './useTargets.ts'

const callable = (entry: DirectoryEntry) => entry.kind === 'extension' || entry.kind === 'contact'

const isName = (typed: string) => {
  const read = readTyped(typed)
  return read.kind === 'problem' && read.problem === 'letters'
}

/** The number field: Enter dials, pasting cleans, the keypad types. Links and buttons put numbers here; only a person dials. */
export function Dialer() {
  const [number, setNumber] = useState('')
  const [keypad, setKeypad] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const request = usePhone((state) => state.dialRequest)
  const { busy, run } = useWork()
  const matches = useTargets(number).entries.filter(callable).slice(0, 5)
  const named = isName(number)
  /** What was typed and is no number. */
  const [refused, setRefused] = useState('')
  useEffect(() => {
    if (request.count === 0) return
    if (request.number) setNumber(request.number)
    field.current?.focus()
    field.current?.select()
  }, [request])
  const last = usePhone((state) => state.lastDialled)
  // Enter on an empty field brings the last number back, Enter again dials it: as desk phones do.
  const call = () => {
    if (!number.trim()) return setNumber(last)
    const target = isName(number) ? matches[0]?.target : number
    if (target === undefined) return setRefused(number)
    return void run(
      () => dial(target),
      () => setNumber(''),
    )
  }
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault()
    const pasted = event.clipboardData.getData('text')
    // A spelled number stays as it is read, with its digits below; what is no number is looked for as a name.
    const read = readTyped(pasted)
    setNumber(read.kind === 'number' && read.spelled ? pasted.trim() : typedText(pasted) || pasted.trim())
  }
  const read = readTyped(number)
  const shown = read.kind === 'number' && read.spelled ? read.number + read.keys : showNumber(typedText(number))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        call()
      }}
    >
      <Group gap={6} wrap="nowrap" align="flex-end">
        <TextInput
          ref={field}
          flex={1}
          label={text.phone.number}
          placeholder={text.phone.numberPlaceholder}
          autoComplete="off"
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          onPaste={onPaste}
          error={refused !== '' && refused === number && text.phone.lettersIn({ number })}
          description={number && !named && shown && shown !== number ? shown : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          rightSection={
            <Tooltip label={text.phone.keypad}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={text.phone.keypad}
                aria-expanded={keypad}
                onClick={() => setKeypad((open) => !open)}
              >
                <IconDialpad size={18} />
              </ActionIcon>
            </Tooltip>
          }
        />
        <ActionIcon type="submit" size={36} aria-label={text.phone.call} loading={busy} disabled={!number.trim() && !last}>
          <IconPhone size={18} />
        </ActionIcon>
      </Group>
      {named && (
        <Stack gap={2} mt={6} role="group" aria-label={text.common.search}>
          {matches.map((each) => (
            <UnstyledButton
              key={each.target}
              className={classes.match}
              onClick={() => {
                setNumber(each.target)
                field.current?.focus()
              }}
            >
              <Text span size="sm" truncate>
                {each.name}
              </Text>
              <Text span size="xs" c="dimmed">
                {showNumber(each.target)}
              </Text>
            </UnstyledButton>
          ))}
        </Stack>
      )}
      <Collapse expanded={keypad}>
        <Keypad onKey={(key) => setNumber((before) => before + key)} />
      </Collapse>
    </form>
  )
}
