import { Title } from '@mantine/core'
import type { OperatorState } from '../../shared/domain/calls.ts'
import { operatorStates } from '../../shared/domain/calls.ts'
import type { BoardShown, BoardView } from '../../shared/domain/wallboard.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { clock } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { reasonOf } from '../lib/reasons.ts'
import { StateBadge } from '../ui/index.ts'
import classes from './wallboard.module.css'

/** How many are in each state, then who, those first who can take a call. */
function Operators({ operators, now }: { operators: BoardView['operators']; now: number }) {
  const words = text.wallboard
  const count = (state: OperatorState) => operators.filter((one) => one.state === state).length
  const states = operatorStates.filter((state) => count(state) > 0)
  return (
    <section className={classes.part} aria-label={text.queues.operators}>
      <Title order={2} className={classes.partName}>
        {text.queues.operators}
      </Title>
      {operators.length === 0 ? (
        <p className={classes.nothing}>{words.nobodyIn}</p>
      ) : (
        <>
          <ul className={classes.counts} aria-label={words.byState}>
            {states.map((state) => (
              <li key={state}>
                <strong>{count(state)}</strong> <StateBadge state={state} label={text.states[state]} />
              </li>
            ))}
          </ul>
          <ul className={classes.people}>
            {operators.map(({ name, state, since, reason }) => (
              <li key={name}>
                <span className={classes.who}>{name}</span>
                <StateBadge state={state} label={reasonOf(reason) || text.states[state]} />
                <span className={classes.elapsed}>{clock(now - since)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Waiting({ view: { waiting, queues }, now }: { view: BoardShown; now: number }) {
  const nameOf = (queueId: string) => queues.find((queue) => queue.queueId === queueId)?.name ?? queueId
  return (
    <section className={classes.part} aria-label={text.queues.waiting}>
      <Title order={2} className={classes.partName}>
        {text.queues.waiting}
      </Title>
      {waiting.length === 0 ? (
        <p className={classes.nothing}>{text.queues.noWaiting}</p>
      ) : (
        <ol className={classes.people}>
          {waiting.map(({ callId, queueId, since, status, caller }) => (
            <li key={callId} data-status={status}>
              <span className={classes.who}>{caller === null ? nameOf(queueId) : showNumber(caller)}</span>
              <span className={classes.where}>
                {status === 'waiting' ? caller !== null && nameOf(queueId) : text.queues.status[status]}
              </span>
              <span className={classes.elapsed}>{clock(now - since)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** Beside the figures: who serves, and who waits. */
export function Rail({ view, now }: { view: BoardShown; now: number }) {
  const { operators, waitingList } = view.board
  return (
    <aside className={classes.rail}>
      {waitingList && <Waiting view={view} now={now} />}
      {operators && <Operators operators={view.operators} now={now} />}
    </aside>
  )
}
