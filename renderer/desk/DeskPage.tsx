import { SimpleGrid, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { text } from '../lib/i18n/index.ts'
import { useLive } from '../lib/live/index.ts'
import { useMe } from '../lib/session.ts'
import { AskNotify } from '../phone/index.ts'
import { Page } from '../ui/index.ts'
import { CallDesk, type ContactForm } from './CallDesk.tsx'
import { Colleagues } from './Colleagues.tsx'
import { LoginCard } from './LoginCard.tsx'
import { MyCalls } from './MyCalls.tsx'
import { MyFigures } from './MyFigures.tsx'
import { StateCard } from './StateCard.tsx'
import { useMissedToday } from './today.ts'
import { WorkList } from './WorkList.tsx'

/** During a call whom it is with; my state and colleagues; what waits for me, my figures and calls of today. */
export function DeskPage({ above, Contact }: { above?: ReactNode; Contact: ContactForm }) {
  const { operatorId } = useMe()
  const mine = useLive((state) => (operatorId ? (state.operators[operatorId] ?? null) : null))
  const loggedIn = mine !== null && mine.state !== 'offline'
  const missed = useMissedToday().data
  return (
    <Page title={text.desk.title}>
      {above}
      {/* By the room there is beside the telephone, whatever the window's. */}
      <SimpleGrid type="container" cols={{ base: 1, '760px': 2 }} spacing="md" style={{ alignItems: 'start' }}>
        <Stack gap="md" miw={0}>
          <CallDesk Contact={Contact} />
          {loggedIn && mine.queues.length > 0 && <AskNotify />}
          {loggedIn ? <StateCard operator={mine} /> : <LoginCard />}
          <Colleagues />
        </Stack>
        <Stack gap="md" miw={0}>
          {operatorId !== null && <MyFigures operatorId={operatorId} missed={missed?.length ?? 0} />}
          <WorkList operator={mine} operatorId={operatorId} missed={missed} />
          <MyCalls operator={mine} />
        </Stack>
      </SimpleGrid>
    </Page>
  )
}
