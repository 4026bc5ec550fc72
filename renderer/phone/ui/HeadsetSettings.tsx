import { Button, Group, Stack, Text } from '@mantine/core'
import { IconHeadset } from '@tabler/icons-react'
import { tell, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { inShell } from '../../lib/rpc/index.ts'
import { headsetsPossible, pairHeadset } from '../headset/watch.ts'
import { usePhone } from '../store.ts'
import { HeadsetChoice } from './HeadsetChoice.tsx'

/** The headset whose buttons answer, hang up, mute and hold; chosen once on this computer. */
export function HeadsetSettings() {
  const headset = usePhone((state) => state.headset)
  const { busy, run } = useWork()
  const words = text.phone.headset
  const pair = () =>
    run(async () => {
      if (!(await pairHeadset())) tell('info', words.none)
    })
  return (
    <Stack gap={6} maw={460} component="section" aria-label={words.title}>
      <Text size="sm" fw={600}>
        {words.title}
      </Text>
      <Text size="sm" c="dimmed">
        {headsetsPossible() ? words.help : words.impossible}
      </Text>
      <Group gap="sm" role="status">
        {headset !== null && <Text size="sm">{words.inUse({ name: headset })}</Text>}
        {headsetsPossible() && (
          <Button size="xs" variant="default" loading={busy} leftSection={<IconHeadset size={15} />} onClick={pair}>
            {words.pair}
          </Button>
        )}
      </Group>
      {inShell && <HeadsetChoice />}
    </Stack>
  )
}
