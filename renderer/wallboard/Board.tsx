import { Alert, Group, Text, Title } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { BoardShown } from '../../shared/domain/wallboard.ts'
import { useHostNow } from '../lib/clock.ts'
import { timeOfDay } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import type { Behind } from './Figure.tsx'
import { QueueGrid } from './QueueGrid.tsx'
import { QueueTiles } from './QueueTiles.tsx'
import { Rail } from './Rail.tsx'
import { Ticker } from './Ticker.tsx'
import classes from './wallboard.module.css'

/** More than these have no room for tiles. */
const mostTiled = 3

type BoardProps = {
  view: BoardShown
  behind: Behind | null
  /** Why what is shown may be old. */
  stale?: string | null
  children?: ReactNode
}

/** The whole screen, readable at five metres with one queue or eight: each figure with colour, sign and word. */
export function Board({ view, behind, stale = null, children }: BoardProps) {
  const now = useHostNow()
  const { board, queues } = view
  const problem = stale ?? (view.pbxConnected ? null : text.wallboard.pbxDown)
  return (
    <div className={classes.board}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={1} className={classes.office}>
          {view.office}
          {board.id !== 'all' && <span className={classes.boardName}>{board.name}</span>}
        </Title>
        <Group gap="md" wrap="nowrap">
          <Text className={classes.clock}>{timeOfDay(now)}</Text>
          {children}
        </Group>
      </Group>
      {problem && (
        <Alert color="red" role="alert" icon={<IconPlugConnectedX />} className={classes.problem}>
          {problem}
        </Alert>
      )}
      <div className={classes.main}>
        <div className={classes.queues} data-one={queues.length === 1}>
          {queues.length === 0 && <Text fz="3xl">{text.queues.noQueues}</Text>}
          {queues.length > mostTiled ? (
            <QueueGrid view={view} now={now} behind={behind} />
          ) : (
            <QueueTiles view={view} now={now} behind={behind} />
          )}
        </div>
        {(board.operators || board.waitingList) && <Rail view={view} now={now} />}
      </div>
      {board.message && <Ticker message={board.message} />}
    </div>
  )
}
