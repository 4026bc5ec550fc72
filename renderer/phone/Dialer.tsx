import { ActionIcon, Collapse, Group, TextInput, Tooltip } from '@mantine/core'
import { IconDialpad, IconPhone } from '@tabler/icons-react'
import { type ClipboardEvent, useEffect, useRef, useState } from 'react'
import { useWork } from '../lib/feedback/index.ts'
import { cleanNumber, showNumber } from '../lib/format/telephone.ts'
import { text } from '../lib/i18n/index.ts'
import { dial } from './actions.ts'
import { Keypad } from './Keypad.tsx'
import { usePhone } from './store.ts'

/** The number field: Enter dials, pasting cleans, the keypad types. Links and buttons put numbers here; only a person dials. */
export function Dialer() {
  const [number, setNumber] = useState('')
  const [keypad, setKeypad] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const request = usePhone((state) => state.dialRequest)
  const { busy, run } = useWork()
  useEffect(() => {
    if (request.count === 0) return
    if (request.number) setNumber(request.number)
    field.current?.focus()
    field.current?.select()
  }, [request])
  const call = () =>
    run(
      () => dial(number),
      () => setNumber(''),
    )
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault()
    setNumber(cleanNumber(event.clipboardData.getData('text')))
  }
  const shown = showNumber(cleanNumber(number))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void call()
      }}
    >
      <Group gap={6} wrap="nowrap" align="flex-end">
        <TextInput
          ref={field}
          flex={1}
          label={text.phone.number}
          type="tel"
          autoComplete="off"
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          onPaste={onPaste}
          description={number && shown !== number ? shown : undefined}
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
        <ActionIcon type="submit" size={36} aria-label={text.phone.call} loading={busy} disabled={!cleanNumber(number)}>
          <IconPhone size={18} />
        </ActionIcon>
      </Group>
      <Collapse expanded={keypad}>
        <Keypad onKey={(key) => setNumber((before) => before + key)} />
      </Collapse>
    </form>
  )
}
