import { Button, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconDeviceTv } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { LoadingRows } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { useLive, useLiveList } from '../lib/live/index.ts'
import { useMay } from '../lib/session.ts'
import { EmptyState, Page } from '../ui/index.ts'
import { ChartsPanel } from './charts/index.ts'
import { KpiTiles } from './KpiTiles.tsx'
import { Lockouts } from './Lockouts.tsx'
import { OperatorTable } from './OperatorTable.tsx'
import { WaitingTable } from './WaitingTable.tsx'

/** Who waits, who serves, and how it goes; of one queue or of all. */
export function QueuesPage() {
  const [chosen, setChosen] = useState('')
  const supervisor = useMay('supervisor')
  const [params, setParams] = useSearchParams()
  const loaded = useLive((state) => state.seq >= 0)
  const queues = useLiveList((state) => Object.values(state.queues).map((queue) => `${queue.queueId}\n${queue.name}`))
  const choices = queues.map((pair) => ({ value: pair.split('\n')[0] ?? '', label: pair.split('\n')[1] ?? '' }))
  if (!loaded) return <LoadingRows />
  const queueId = choices.some((choice) => choice.value === chosen) ? chosen : null
  const [only] = choices
  const picker =
    choices.length < 2 ? (
      only && (
        <Text size="sm" fw={600}>
          {only.label}
        </Text>
      )
    ) : (
      <SegmentedControl
        size="xs"
        aria-label={text.common.queue}
        data={[{ value: '', label: text.queues.all }, ...choices]}
        value={queueId ?? ''}
        onChange={setChosen}
      />
    )
  const charts = supervisor && params.get('view') === 'charts'
  const views = supervisor && choices.length > 0 && (
    <SegmentedControl
      size="xs"
      aria-label={text.common.view}
      data={[
        { value: 'now', label: text.queues.now },
        { value: 'charts', label: text.queues.charts.title },
      ]}
      value={charts ? 'charts' : 'now'}
      onChange={(view) => setParams(view === 'charts' ? { view } : {}, { replace: true })}
    />
  )
  const actions = (
    <>
      {views}
      {picker}
      <Button component={Link} to="/wallboard" size="xs" variant="default" leftSection={<IconDeviceTv size={15} />}>
        {text.wallboard.title}
      </Button>
    </>
  )
  return (
    <Page title={text.queues.title} actions={actions}>
      {choices.length === 0 ? (
        <EmptyState art="waiting" title={text.queues.noQueues} help={text.queues.noQueuesHelp} />
      ) : charts ? (
        <Suspense fallback={<LoadingRows />}>
          <ChartsPanel queueId={queueId} />
        </Suspense>
      ) : (
        <Stack gap="md">
          <KpiTiles queueId={queueId} />
          {supervisor && <Lockouts />}
          <div id="queues-waiting" tabIndex={-1}>
            <WaitingTable queueId={queueId} />
          </div>
          <div id="queues-operators" tabIndex={-1}>
            <OperatorTable queueId={queueId} />
          </div>
        </Stack>
      )}
    </Page>
  )
}
