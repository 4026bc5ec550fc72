// Short messages in the corner: what was done, what went wrong. They take no focus and need no click.
import { notifications } from '@mantine/notifications'
import { text } from '../i18n/index.ts'
import { sentenceOf } from '../rpc/problems.ts'

export type Tone = 'info' | 'success' | 'warning' | 'error'

const colors: Record<Tone, string> = { info: 'cord', success: 'teal', warning: 'yellow', error: 'red' }

/** Shows a message; errors stay longer, because they have to be read. */
export function tell(tone: Tone, message: string, title?: string): void {
  notifications.show({
    message,
    ...(title ? { title } : {}),
    color: colors[tone],
    autoClose: tone === 'error' ? 9000 : 5000,
    closeButtonProps: { 'aria-label': text.common.close },
  })
}

/** Shows an error as a sentence that helps. */
export function tellError(error: unknown): void {
  tell('error', sentenceOf(error))
}
