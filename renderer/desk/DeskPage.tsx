import { SimpleGrid, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { text } from '../lib/i18n/index.ts'
import { useLive } from '../lib/live/index.ts'
import { useMe } from '../lib/session.ts'
import { AskNotify } from '../phone/index.ts'
import { Page } from '../ui/index.ts'
import { Colleagues } from './Colleagues.tsx'
import { LoginCard } from './LoginCard.tsx'
import { MissedCalls } from './MissedCalls.tsx'
import { MyCallbacks } from './MyCallbacks.tsx'
import { MyCalls } from './MyCalls.tsx'
import { StateCard } from './StateCard.tsx'

/** My state, my calls, my colleagues. */
export function DeskPage({ above }: { above?: ReactNode }) {
  const { operatorId } = useMe()
  const mine = useLive((state) => (operatorId ? (state.operators[operatorId] ?? null) : null))
  const loggedIn = mine !== null && mine.state !== 'offline'
  return (
    <Page title={text.desk.title}>
      {above}
      <SimpleGrid cols={{ base: 1, xl: 2 }} spacing="md" style={{ alignItems: 'start' }}>
        <Stack gap="md">
          {loggedIn && mine.queues.length > 0 && <AskNotify />}
          {loggedIn ? <StateCard operator={mine} /> : <LoginCard />}
          <Colleagues />
        </Stack>
        <Stack gap="md">
          <MyCallbacks />
          <MissedCalls operator={mine} />
          <MyCalls operator={mine} />
        </Stack>
      </SimpleGrid>
    </Page>
  )
}
