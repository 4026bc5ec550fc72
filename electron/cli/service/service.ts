// The host as a service of systemd (`Type=notify`): says what it is doing, when it serves, and, while it is fit, that it lives.
import type { RunningState } from '../program.ts'
import { answersHttp, type Fitness, judge } from './fitness.ts'
import { type Notifier, notifier } from './notifier.ts'

export type Service = {
  /** What is being done before it serves. */
  starting(line: string): void
  /** It serves, from now on. */
  serving(state: () => RunningState | null): void
  stopping(): void
}

/** Without a watchdog its condition is looked at as often as this, ms. */
const lookMs = 10_000

type Given = {
  notifier: Notifier
  /** Within so long it has to be told that the host lives, ms; null: never. */
  watchdogMs: number | null
  error(line: string): void
  fitness?: (state: RunningState | null) => Promise<Fitness>
}

/** The service that the environment names, or one that nobody is told of. Takes its variables out of `env`: they are not for the programs that the host starts. */
export function serviceOf(env: NodeJS.ProcessEnv, error: (line: string) => void): Service {
  const { NOTIFY_SOCKET: socket, WATCHDOG_USEC: watchdog, WATCHDOG_PID: pid } = env
  for (const name of ['NOTIFY_SOCKET', 'WATCHDOG_USEC', 'WATCHDOG_PID']) delete env[name]
  if (!socket) return { starting: () => {}, serving: () => {}, stopping: () => {} }
  const ours = pid === undefined || Number(pid) === process.pid
  const told = notifier(socket, (why) => error(`The service manager cannot be told how the host is: ${why}`))
  return service({ notifier: told, watchdogMs: watchdog && ours ? Number(watchdog) / 1000 : null, error })
}

/** Tells `notifier` from start to end. */
export function service({ notifier: { tell, close }, watchdogMs, error, ...given }: Given): Service {
  const everyMs = watchdogMs === null ? lookMs : watchdogMs / 3
  const fitness =
    given.fitness ??
    judge(
      (here) => answersHttp(here, everyMs / 2),
      () => performance.now(),
    )
  let timer: NodeJS.Timeout | undefined
  let serving = false
  let over = false
  let said = ''
  const say = (why: string) => {
    if (why === said) return []
    said = why
    return [`STATUS=${why}`]
  }

  async function look(state: () => RunningState | null): Promise<void> {
    const { fit, why } = await fitness(state())
    if (over) return
    if (!fit && why !== said) error(`The service manager is not told that the host lives: ${why}.`)
    const told = [...say(why), ...(fit && watchdogMs !== null ? ['WATCHDOG=1'] : [])]
    if (told.length > 0) tell(...told)
    timer = setTimeout(() => void look(state), everyMs)
    timer.unref()
  }

  return {
    starting(line) {
      const lines = serving ? [] : say(line)
      if (lines.length > 0) tell(...lines)
    },
    serving(state) {
      serving = true
      tell('READY=1')
      void look(state)
    },
    stopping() {
      over = true
      clearTimeout(timer)
      tell('STOPPING=1', 'STATUS=Stopping')
      close()
    },
  }
}
