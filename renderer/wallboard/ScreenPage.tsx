import { Center, Loader, Stack, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { type BoardView, boardView } from '../../shared/domain/wallboard.ts'
import { setHostTime } from '../lib/clock.ts'
import { timeOfDay } from '../lib/format/time.ts'
import { setLanguage, text } from '../lib/i18n/index.ts'
import { Board } from './Board.tsx'

/** Between two looks, ms. */
const everyMs = 2000
/** One that has not been answered in this time is given up, ms. */
const patienceMs = 8000

type Seen = { view: BoardView; at: number }
type Problem = 'unknown' | 'unreachable'

async function look(signal: AbortSignal): Promise<BoardView | Problem> {
  const given = new URLSearchParams(location.hash.slice(1))
  const asked = performance.now()
  const answer = await fetch('./api/wallboards/view', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${given.get('token') ?? ''}` },
    body: JSON.stringify({ id: given.get('board') ?? '' }),
    credentials: 'omit',
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
  })
  if ([401, 403, 404].includes(answer.status)) return 'unknown'
  const read = answer.ok ? boardView.safeParse(await answer.json()) : null
  if (!read?.success) return 'unreachable'
  setHostTime(read.data.at, performance.now() - asked)
  return read.data
}

/** Looks again and again; what was seen last stays while the office does not answer. */
function useScreen(): { seen: Seen | null; problem: Problem | null } {
  const [state, setState] = useState<{ seen: Seen | null; problem: Problem | null }>({ seen: null, problem: null })
  useEffect(() => {
    const over = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const round = async () => {
      const found = await look(over.signal).catch((): Problem => 'unreachable')
      if (over.signal.aborted) return
      if (typeof found === 'string') setState(({ seen }) => ({ seen: found === 'unknown' ? null : seen, problem: found }))
      else {
        await setLanguage(found.language)
        setState({ seen: { view: found, at: Date.now() }, problem: null })
      }
      timer = setTimeout(() => void round(), everyMs)
    }
    void round()
    return () => {
      over.abort()
      clearTimeout(timer)
    }
  }, [])
  return state
}

/** A board on a screen at which nobody signs in: its link says which, and lets it see that board and nothing else. */
export function ScreenPage() {
  const { seen, problem } = useScreen()
  const words = text.wallboard
  if (seen) {
    const stale = problem ? words.stale({ time: timeOfDay(seen.at) }) : null
    return (
      <main style={{ height: '100%' }}>
        <Board view={seen.view} behind={null} stale={stale} />
      </main>
    )
  }
  return (
    <Center component="main" h="100vh">
      {problem === null ? (
        <Loader aria-label={text.common.loading} />
      ) : (
        <Stack align="center" gap="xs" role="alert" p="xl">
          <Title order={1}>{problem === 'unknown' ? words.linkUnknown : words.unreachable}</Title>
          <Text>{problem === 'unknown' ? words.linkUnknownHelp : words.unreachableHelp}</Text>
        </Stack>
      )}
    </Center>
  )
}
