import { Button, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { tellError } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { enterAsOwner, type OwnersWay, ownersWay } from '../lib/rpc/index.ts'

/** At the computer that runs the office: its owner's way back while nobody knows their password. */
export function OwnerEntry({ onDone }: { onDone(): void }) {
  const [way, setWay] = useState<OwnersWay | null>(null)
  useEffect(() => {
    // Without an answer there is no such way.
    void ownersWay().then(setWay, () => {})
  }, [])
  const words = text.app.signIn
  return (
    <>
      {way?.possible && (
        <Button variant="default" onClick={() => void enterAsOwner().then(onDone, tellError)}>
          {words.asOwner}
        </Button>
      )}
      {way && !way.remembers && (
        <Text size="xs" c="dimmed">
          {words.notRemembered}
        </Text>
      )}
    </>
  )
}
