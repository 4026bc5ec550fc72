import { Button, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { type OfferedHeadset, offeredHeadsets } from '../../../shared/contract/shell.ts'
import { text } from '../../lib/i18n/index.ts'
import { askShell, listenToShell } from '../../lib/shell/index.ts'
import { Dialog } from '../../ui/index.ts'

/** The desktop app has no chooser of the browser's: which of the headsets that are plugged in it is to be. */
export function HeadsetChoice() {
  const [headsets, setHeadsets] = useState<readonly OfferedHeadset[] | null>(null)
  useEffect(() => listenToShell('cordboard-headsets', (said) => setHeadsets(offeredHeadsets.safeParse(said).data ?? null)), [])
  if (!headsets) return null
  const choose = (id: string | null) => {
    setHeadsets(null)
    void askShell({ do: 'headset', id })
  }
  const words = text.phone.headset
  return (
    <Dialog close={text.common.close} title={words.which} onClose={() => choose(null)}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {words.whichHelp}
        </Text>
        {headsets.map(({ id, name }) => (
          <Button key={id} variant="default" onClick={() => choose(id)}>
            {name}
          </Button>
        ))}
      </Stack>
    </Dialog>
  )
}
