import { Badge, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { NearbyOffice, OfficeAsk } from '../../../shared/contract/shell.ts'
import { text } from '../../lib/i18n/index.ts'
import { askOffices } from './ask.ts'

const askEveryMs = 1500

/** Offices that announce themselves on the local network, as they come and go. */
function useNearby(): readonly NearbyOffice[] {
  const [nearby, setNearby] = useState<readonly NearbyOffice[]>([])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let left = false
    const again = async () => {
      const answer = await askOffices({ do: 'nearby' })
      if (left) return
      setNearby(answer.nearby ?? [])
      timer = setTimeout(again, askEveryMs)
    }
    void again()
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [])
  return nearby
}

type Props = { busy: boolean; ask(what: OfficeAsk): Promise<void> }

/** What is found is looked at like an address that was typed: its certificate is compared before anything is told to it. */
export function Nearby({ busy, ask }: Props) {
  const nearby = useNearby()
  const words = text.app.join
  return (
    <Stack gap={6} component="section" aria-label={words.nearby}>
      <Text size="sm" fw={600}>
        {words.nearby}
      </Text>
      {nearby.map(({ name, address, joined }) => (
        <Button
          key={address}
          variant="default"
          h="auto"
          py={6}
          justify="space-between"
          disabled={busy}
          rightSection={
            joined !== null && (
              <Badge size="sm" variant="light">
                {words.alreadyJoined}
              </Badge>
            )
          }
          onClick={() => void ask(joined === null ? { do: 'look', address } : { do: 'open', id: joined })}
        >
          <Stack gap={0} align="start" miw={0}>
            <Text size="sm" fw={500} truncate maw={240}>
              {name}
            </Text>
            <Text size="xs" c="dimmed">
              {address.replace('https://', '')}
            </Text>
          </Stack>
        </Button>
      ))}
      {nearby.length === 0 && (
        <Group gap={8} wrap="nowrap" role="status">
          <Loader size={12} aria-hidden />
          <Text size="sm" c="dimmed">
            {words.nobodyNearby}
          </Text>
        </Group>
      )}
    </Stack>
  )
}
