import { ActionIcon, Group, Text, Title } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconAlertTriangleFilled, IconEye, IconMaximize, IconX } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Link, useNavigate } from 'react-router'
import type { QueueLive } from '../../shared/domain/calls.ts'
import { abandonRate, serviceLevel } from '../../shared/domain/kpi.ts'
import { hostNow, useHostNow } from '../lib/clock.ts'
import { clock, isoDay, timeOfDay } from '../lib/format/time.ts'
import { locale, text } from '../lib/i18n/index.ts'
import { useLive, useLiveList } from '../lib/live/index.ts'
import { useMe, useSession } from '../lib/session.ts'
import { type Figure, type Level, levelOf } from './thresholds.ts'
import classes from './wallboard.module.css'

const percent = (share: number | null) =>
  share === null ? '–' : new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share)

/** Today's calls of that outcome in the history. */
const callsOf = (queueId: string, outcome: string): string =>
  `/calls?${new URLSearchParams({ from: isoDay(hostNow()), queueId, outcome })}`

const signs: Record<Level, typeof IconEye | null> = { calm: null, watch: IconEye, alarm: IconAlertTriangleFilled }

type TileProps = {
  name: string
  value: string | number
  level: Level
  formula: string /** What is behind the figure. */
  to: string
}

/** One figure: its sign and its words say what its colour says; it leads to the calls behind it. */
function Tile({ name, value, level, formula, to }: TileProps) {
  const Sign = signs[level]
  return (
    <div className={classes.tile} data-level={level}>
      <dt>
        {Sign && <Sign aria-hidden className={classes.sign} />}
        {name}
        {level !== 'calm' && <span className={classes.word}>{text.wallboard.levels[level]}</span>}
      </dt>
      <dd>
        <Link to={to} title={formula} className={classes.figure}>
          {value}
        </Link>
      </dd>
    </div>
  )
}

function QueueRow({ queue }: { queue: QueueLive }) {
  const now = useHostNow()
  const within = useSession((state) => state.queues.find((each) => each.id === queue.queueId)?.serviceLevelSeconds ?? 20)
  const words = text.queues.kpi
  const longest = queue.longestWaitSince === null ? null : now - queue.longestWaitSince
  const level = serviceLevel(queue)
  const gone = abandonRate(queue)
  const { shortAbandonSeconds: short = 5 } = useSession((state) => state.queues.find((each) => each.id === queue.queueId)) ?? {}
  /** Where the callers and operators of now are, or today's calls of that outcome. */
  const behind: Record<Figure, { to: string; formula: string }> = {
    waiting: { to: '/queues', formula: words.waiting.formula },
    longest: { to: '/queues', formula: words.longest.formula },
    free: { to: '/queues', formula: words.free.formula },
    level: { to: callsOf(queue.queueId, 'answered'), formula: words.level.formula({ seconds: within, short }) },
    abandoned: { to: callsOf(queue.queueId, 'abandoned'), formula: words.abandoned.formula({ short }) },
  }
  const tiles: [Figure, string, string | number, number | null][] = [
    ['waiting', words.waiting.name, queue.waiting, queue.waiting === 0 ? null : queue.waiting / Math.max(queue.loggedIn, 0.5)],
    ['longest', words.longest.name, longest === null ? '–' : clock(longest), longest === null ? null : longest / (within * 1000)],
    [
      'free',
      words.free.name,
      `${queue.available} / ${queue.loggedIn}`,
      queue.waiting === 0 && queue.available > 0 ? null : queue.available,
    ],
    ['level', words.level.name, percent(level), level],
    ['abandoned', words.abandoned.name, percent(gone), gone],
  ]
  return (
    <section className={classes.queue} aria-label={queue.name}>
      <Title order={2} className={classes.name}>
        {queue.name}
      </Title>
      <dl className={classes.tiles}>
        {tiles.map(([figure, name, value, measured]) => (
          <Tile key={figure} name={name} value={value} level={levelOf(figure, measured)} {...behind[figure]} />
        ))}
      </dl>
    </section>
  )
}

/** The whole screen, readable at five metres: each queue a row, each figure with colour, sign and word. Escape leaves. */
export function WallboardPage() {
  const navigate = useNavigate()
  const office = useMe().office.name
  const now = useHostNow()
  const loaded = useLive((state) => state.seq >= 0)
  const listed = useLiveList((state) => Object.values(state.queues))
  const queues = useMemo(() => [...listed].sort((a, b) => a.name.localeCompare(b.name)), [listed])
  const leave = () => {
    if (document.fullscreenElement) void document.exitFullscreen()
    void navigate('/queues')
  }
  useHotkeys([['Escape', leave]])
  // Without a gesture the browser refuses; the button is the gesture.
  const fill = () => void document.documentElement.requestFullscreen().catch(() => undefined)
  return (
    <div className={classes.board}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={1} className={classes.office}>
          {office}
        </Title>
        <Group gap="md" wrap="nowrap">
          <Text className={classes.clock}>{timeOfDay(now)}</Text>
          <ActionIcon size={40} variant="default" aria-label={text.wallboard.fullScreen} onClick={fill}>
            <IconMaximize size={20} />
          </ActionIcon>
          <ActionIcon size={40} variant="default" aria-label={text.wallboard.leave} onClick={leave}>
            <IconX size={20} />
          </ActionIcon>
        </Group>
      </Group>
      {loaded && queues.length === 0 && <Text fz={28}>{text.queues.noQueues}</Text>}
      <div className={classes.queues}>
        {queues.map((queue) => (
          <QueueRow key={queue.queueId} queue={queue} />
        ))}
      </div>
    </div>
  )
}
