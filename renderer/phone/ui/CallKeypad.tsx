import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { text } from '../../lib/i18n/index.ts'
import { keyTone } from '../media/tones.ts'
import { Keypad } from './Keypad.tsx'

/** What a telephone can send. */
const sendable = (typed: string): string => typed.replace(/[^\d*#]/g, '')

/** What `after` has that `before` had not. */
function cameIn(before: string, after: string): string {
  let start = 0
  while (start < before.length && before[start] === after[start]) start += 1
  const rest = before.length - start
  return after.endsWith(before.slice(start)) ? after.slice(start, after.length - rest) : ''
}

/** The keypad of a call: its keys, and a field in which one types; what was sent stands in it. */
export function CallKeypad({ onKeys }: { onKeys(keys: string): void }) {
  const [sent, setSent] = useState('')
  const send = (keys: string) => {
    if (keys === '') return
    setSent((before) => before + keys)
    onKeys(keys)
  }
  // What was sent is sent: only what came in counts, wherever the cursor was.
  const typed = (value: string) => {
    const keys = sendable(cameIn(sent, value))
    for (const key of keys) keyTone(key)
    send(keys)
  }
  return (
    <>
      <TextInput
        mt="sm"
        size="sm"
        autoFocus
        inputMode="tel"
        autoComplete="off"
        aria-label={text.phone.keysSent}
        placeholder={text.phone.keysType}
        value={sent}
        onChange={(event) => typed(event.currentTarget.value)}
        styles={{ input: { textAlign: 'right', fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <Keypad onKey={send} />
    </>
  )
}
