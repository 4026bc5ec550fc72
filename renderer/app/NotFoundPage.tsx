import { Center } from '@mantine/core'
import { IconMapQuestion } from '@tabler/icons-react'
import { text } from '../lib/i18n/index.ts'
import { Nothing } from '../ui/index.ts'

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <Center h="100%">
      <Nothing icon={<IconMapQuestion size={20} />} title={text.app.notFound.title} help={text.app.notFound.help} />
    </Center>
  )
}
