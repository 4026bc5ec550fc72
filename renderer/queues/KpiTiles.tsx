import { SimpleGrid, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { memo, type ReactNode, useMemo } from 'react'
import { useNavigate } from 'react-router'
import { hostNow, useHostNow } from '../lib/clock.ts'
import { clock, isoDay } from '../lib/format/time.ts'
import { locale, text } from '../lib/i18n/index.ts'
import { useLiveList } from '../lib/live/index.ts'
import { useSession } from '../lib/session.ts'
import { Elapsed } from '../lib/view/Elapsed.tsx'
import { type Kpis, kpisOf, occupancyAt, workOf } from './kpi.ts'
import classes from './queues.module.css'

type TileProps = {
  name: string
  formula: string
  value: ReactNode
  alarm?: boolean
  /** The outcome of the calls behind the figure, and their queue. */
  calls?: string
  /** Those behind the figure are on this page. */
  here?: 'waiting' | 'operators'
  queueId?: string | null
}

/** The part of the page with the callers or operators behind a figure; the keyboard goes on from there. */
function goTo(part: 'waiting' | 'operators'): void {
  const there = document.getElementById(`queues-${part}`)
  there?.scrollIntoView({ block: 'start' })
  there?.focus()
}

const Tile = memo(function Tile({ name, formula, value, alarm = false, calls, here, queueId = null }: TileProps) {
  const navigate = useNavigate()
  const open = () => (here ? goTo(here) : void navigate(callsOf(queueId, calls ?? '')))
  const content = (
    <>
      <Text size="xs" c="dimmed" lineClamp={2}>
        {name}
      </Text>
      <Text className={classes.figure} component="div" c={alarm ? 'var(--cord-bad)' : 'inherit'}>
        {alarm && <IconAlertTriangleFilled size={16} aria-hidden />}
        {value}
      </Text>
    </>
  )
  return (
    <Tooltip label={calls ? `${formula} ${text.queues.showCalls}` : formula} w={280}>
      <UnstyledButton className={classes.tile} onClick={open}>
        {content}
      </UnstyledButton>
    </Tooltip>
  )
})

/** The history narrowed to today's calls of the queue, as its address says it. */
function callsOf(queueId: string | null, outcome = ''): string {
  const day = isoDay(hostNow())
  return `/calls?${new URLSearchParams({ from: day, ...(queueId ? { queueId } : {}), ...(outcome ? { outcome } : {}) })}`
}

const formats = new Map<string, Intl.NumberFormat>()
function percent(share: number | null): string {
  if (share === null) return '–'
  const known = formats.get(locale()) ?? new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 })
  formats.set(locale(), known)
  return known.format(share)
}

function useKpis(queueId: string | null): Kpis {
  const queues = useLiveList((state) => Object.values(state.queues).filter((queue) => !queueId || queue.queueId === queueId))
  const staff = useLiveList((state) => {
    const here = Object.values(state.operators).filter(
      (operator) => operator.state !== 'offline' && (!queueId || operator.queues.includes(queueId)),
    )
    return { loggedIn: here.length, available: here.filter((operator) => operator.state === 'available').length, ...workOf(here) }
  })
  const now = useHostNow()
  return kpisOf(queues, { ...staff, occupancy: occupancyAt(now, staff) })
}

/** The figures follow the feed; the grid around them stays as it is. */
function Figures({ queueId }: { queueId: string | null }) {
  const kpis = useKpis(queueId)
  const { longestWaitSince } = kpis
  const longest = useMemo(
    () => (longestWaitSince === null ? '–' : <Elapsed since={longestWaitSince} inherit ff="inherit" />),
    [longestWaitSince],
  )
  const settings = useSession((state) => state.queues.find((queue) => queue.id === queueId) ?? state.queues[0])
  const within = settings?.serviceLevelSeconds ?? 20
  const short = settings?.shortAbandonSeconds ?? 5
  const words = text.queues.kpi
  const late = longestWaitSince !== null && Date.now() - longestWaitSince > within * 3000
  return (
    <>
      <Tile
        name={words.waiting.name}
        formula={words.waiting.formula}
        here="waiting"
        value={kpis.waiting}
        alarm={kpis.waiting > 0 && kpis.available === 0}
      />
      <Tile name={words.longest.name} here="waiting" formula={words.longest.formula} alarm={late} value={longest} />
      <Tile
        name={words.level.name}
        calls="answered"
        queueId={queueId}
        formula={words.level.formula({ seconds: within, short })}
        value={percent(kpis.serviceLevel)}
        alarm={kpis.serviceLevel !== null && kpis.serviceLevel < 0.6}
      />
      <Tile
        name={words.asa.name}
        calls="answered"
        queueId={queueId}
        formula={words.asa.formula}
        value={kpis.asaMs === null ? '–' : clock(kpis.asaMs)}
      />
      <Tile
        name={words.aht.name}
        calls="answered"
        queueId={queueId}
        formula={words.aht.formula}
        value={kpis.ahtMs === null ? '–' : clock(kpis.ahtMs)}
      />
      <Tile
        name={words.abandoned.name}
        calls="abandoned"
        queueId={queueId}
        formula={words.abandoned.formula({ short })}
        value={percent(kpis.abandonRate)}
        alarm={kpis.abandonRate !== null && kpis.abandonRate > 0.15}
      />
      <Tile name={words.occupancy.name} here="operators" formula={words.occupancy.formula} value={percent(kpis.occupancy)} />
      <Tile name={words.free.name} here="operators" formula={words.free.formula} value={`${kpis.available} / ${kpis.loggedIn}`} />
    </>
  )
}

/** Eight figures, each with its formula on hover and on focus; a click shows who or what is behind it. */
export function KpiTiles({ queueId }: { queueId: string | null }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs">
      <Figures queueId={queueId} />
    </SimpleGrid>
  )
}
