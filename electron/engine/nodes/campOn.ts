// Camp-on: whoever was handed on to a colleague who is on another call waits for them, with music and told their place.
import type { TransferState } from '../../../shared/domain/transfer.ts'
import type { Prompt } from '../../../shared/flow/prompt.ts'
import { ensureAnswered } from '../actions/answer.ts'
import { phrase } from '../actions/phrases.ts'
import { play } from '../actions/play.ts'
import type { Operators } from '../queues/operators.ts'
import type { Call } from '../session/call.ts'

/** How often it is looked whether the colleague is free, ms: they are rung within a second. */
const lookMs = 200

/** The caller takes a place among those who wait for the colleague, whom queues offer nobody until then. The function returned gives it up; once. */
export function takePlace(operators: Operators, call: Call, { campOn: wait, to }: TransferState): () => void {
  if (!wait) return () => {}
  const leave = operators.campOns.join(call.id, { extension: to, since: wait.since })
  let there = true
  return () => {
    if (!there) return
    there = false
    leave()
    // Where nobody else waits, queues may offer the colleague a caller again.
    const operator = operators.campOns.at(to) ? undefined : operators.byExtension(to)
    if (operator) operators.touch(operator.id)
  }
}

/** Resolves once the colleague is free and it is this caller's turn (`free`), or their time is over (`late`). Rejects when the call ends. */
export async function campOn(operators: Operators, call: Call, about: TransferState, save: () => void): Promise<'free' | 'late'> {
  const { campOn: wait, to } = about
  if (!wait) return 'free'
  const { clock } = call.pbx
  let welcome = wait.position === 0
  let heard: number | null = null
  let sound: Sound = { end: async () => {} }
  try {
    while (clock.now() < wait.until) {
      const position = operators.campOns.position(call.id)
      if (position === 1 && !operators.isEngaged(to)) {
        wait.position = 0
        return 'free'
      }
      if (position !== heard) {
        wait.position = position
        save()
        call.changed()
        await ensureAnswered(call)
        await sound.end()
        sound = tell(call, [
          ...(welcome ? [phrase(call, 'campOn')] : []),
          ...(position > 1 ? [phrase(call, 'position', position)] : []),
        ])
        heard = position
        welcome = false
      }
      await call.sleep(lookMs)
    }
    return 'late'
  } finally {
    await sound.end()
  }
}

type Sound = { end(): Promise<void> }

/** The announcements, then music, until `end`: nobody's turn waits for a sentence. */
function tell(call: Call, prompts: Prompt[]): Sound {
  const { telephony, log } = call.pbx
  const cut = new AbortController()
  let music = false
  const said = (async () => {
    for (const prompt of prompts) await play(call, prompt, { interruptible: false, signal: cut.signal })
    if (cut.signal.aborted || call.isGone) return
    music = true
    await telephony.startMusic(call.channelId)
  })().catch((error: unknown) => {
    if (!call.isGone) log.warn('music did not start', { callId: call.id, error: String(error) })
  })
  return {
    async end() {
      cut.abort()
      await said
      if (!music || call.isGone) return
      music = false
      await telephony
        .stopMusic(call.channelId)
        .catch((error: unknown) => log.warn('music was not stopped', { callId: call.id, error: String(error) }))
    },
  }
}
