import { SimpleGrid, Text, UnstyledButton } from '@mantine/core'
import { text } from '../../lib/i18n/index.ts'
import { keyTone } from '../media/tones.ts'
import classes from './phone.module.css'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']
const letters: Record<string, string> = {
  '2': 'ABC',
  '3': 'DEF',
  '4': 'GHI',
  '5': 'JKL',
  '6': 'MNO',
  '7': 'PQRS',
  '8': 'TUV',
  '9': 'WXYZ',
}

/** The twelve keys. */
export function Keypad({ onKey }: { onKey(key: string): void }) {
  const press = (key: string) => {
    keyTone(key)
    onKey(key)
  }
  return (
    <SimpleGrid cols={3} spacing={6} pt="xs">
      {keys.map((key) => (
        <UnstyledButton key={key} className={classes.key} onClick={() => press(key)} aria-label={text.phone.key({ key })}>
          <Text span fw={600} size="lg">
            {key}
          </Text>
          <Text span fz={9} c="dimmed" h={11} aria-hidden>
            {letters[key] ?? ''}
          </Text>
        </UnstyledButton>
      ))}
    </SimpleGrid>
  )
}
