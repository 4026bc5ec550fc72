import { Badge, Button, Group, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import { useEffect } from 'react'
import { tell, useLoad, useWork } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { session, useMay } from '../lib/session.ts'
import { callMe } from '../phone/index.ts'

/** The starter office, until an administrator has noted its PINs. */
export function StarterCard() {
  return useMay('admin') ? <Starter /> : null
}

function Starter() {
  const starter = useLoad(() => rpc.system.starter(), 'starter', ['starter', 'operator', 'person'])
  const { busy, run } = useWork()
  const words = text.app.starter
  const shown = Boolean(starter.data)
  useEffect(() => {
    session.setState({ starterShown: shown })
    return () => session.setState({ starterShown: false })
  }, [shown])
  if (!starter.data) return null
  const { number, operators, sipAddress } = starter.data
  return (
    <Paper p="md" component="section" aria-label={words.title} bg="var(--cord-selected)" mb="md">
      <Group gap={8} mb={4}>
        <IconSparkles size={18} aria-hidden />
        <Title order={2}>{words.title}</Title>
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap={6}>
          <Text size="sm">{words.intro}</Text>
          <List type="ordered" size="sm" spacing={2} pl="xs">
            <List.Item>{words.step1}</List.Item>
            <List.Item>{words.step2}</List.Item>
          </List>
        </Stack>
        <Stack gap={6}>
          <Group justify="space-between">
            <Text size="sm">{words.ring}</Text>
            <Text ff="monospace" fw={600}>
              {number}
            </Text>
          </Group>
          <Text size="sm" fw={500}>
            {words.pins}
          </Text>
          {operators.map((operator) => (
            <Group key={operator.extension} justify="space-between">
              <Text size="sm">
                {operator.name}, {words.extension({ number: operator.extension })}
              </Text>
              <Badge size="lg" ff="monospace" variant="white" data-testid="starter-pin">
                {operator.pin}
              </Badge>
            </Group>
          ))}
        </Stack>
      </SimpleGrid>
      {sipAddress?.startsWith('127.') && (
        <Text size="sm" mt="sm">
          {text.callSettings.sipLocalOnly({ address: sipAddress })}
        </Text>
      )}
      <Group mt="sm" gap="xs">
        <Button loading={busy} onClick={() => run(callMe, () => tell('info', words.calling))}>
          {words.callMe}
        </Button>
        <Button variant="default" onClick={() => run(() => rpc.system.dismissStarter(), starter.reload)}>
          {words.dismiss}
        </Button>
      </Group>
    </Paper>
  )
}
