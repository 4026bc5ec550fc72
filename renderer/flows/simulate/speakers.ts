// Prompts of a simulated call through the computer's speakers: one after the other, silent at once when the call moves on.
import type { Heard, SimulationView } from '../../../shared/contract/simulate.ts'
import type { AudioPrompt } from '../../../shared/domain/office.ts'
import { promptAddress } from '../../lib/media.ts'
import { rpc } from '../../lib/rpc/index.ts'

/** The address of what is heard; null where nothing of it can be played here. */
export async function soundOf({ kind, language, said }: Heard, prompts: readonly AudioPrompt[]): Promise<string | null> {
  if (kind === 'text') {
    const { wav } = await rpc.simulate.say({ text: said, language: language ?? 'en' })
    return `data:audio/wav;base64,${wav}`
  }
  const prompt = prompts.find(({ id }) => id === said)
  const file = prompt && Object.entries(prompt.variants).sort(([a], [b]) => Number(b === language) - Number(a === language))[0]
  return kind === 'prompt' && prompt && file?.[1] ? promptAddress(prompt.id, file[0], file[1]) : null
}

/** Plays what it is given; `off` until it is switched on. */
export function speakersOf(prompts: () => readonly AudioPrompt[]) {
  const audio = new Audio()
  let on = false
  let turn = 0
  const play = (address: string) =>
    new Promise<void>((resolve) => {
      audio.onended = audio.onerror = () => resolve()
      audio.onpause = () => resolve()
      audio.src = address
      audio.play().catch(() => resolve()) // without a sound card the call goes on in silence
    })
  const silence = () => {
    turn += 1
    audio.pause()
  }
  return {
    /** What is heard now takes the place of what was heard before. */
    async hear(heard: readonly Heard[]): Promise<void> {
      if (!on || heard.length === 0) return
      silence()
      const mine = turn
      for (const each of heard) {
        const address = await soundOf(each, prompts()).catch(() => null) // a voice that is not there is not heard
        if (mine !== turn) return
        if (address) await play(address)
      }
    },
    switchOn(wanted: boolean) {
      on = wanted
      if (!on) silence()
    },
    silence,
  }
}

type Moment = Pick<SimulationView, 'node' | 'outcome' | 'steps'> | null

/** What still plays is heard by nobody any more: the call was let go, a key led on, or the caller hung up. A prompt that is
 * longer here than the call's own time gave it plays to its end. */
export function cutShort(now: Moment, before: Moment): boolean {
  if (!now) return before !== null
  const last = now.steps.at(-1)?.act.do
  return (last === 'press' && now.node !== before?.node) || (last === 'hangup' && now.outcome !== null)
}
