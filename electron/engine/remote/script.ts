// What a script asks for, done with the call: its words checked, its legs owned.
import { z } from 'zod'
import { DialError } from '../../../shared/domain/dial.ts'
import { type Prompt, partsOf, type SimplePrompt } from '../../../shared/flow/prompt.ts'
import type { Destination } from '../../../shared/nodes/destination.ts'
import { answer } from '../actions/answer.ts'
import { gatherDigits, promptDigit } from '../actions/collect.ts'
import { connect } from '../actions/connect.ts'
import { diallerOf, ringables } from '../actions/destinations.ts'
import { dial } from '../actions/dial.ts'
import { busy, hangup, pause, reject } from '../actions/endings.ts'
import { connectLegs, playOn } from '../actions/onLeg.ts'
import { play } from '../actions/play.ts'
import { record } from '../actions/record.ts'
import { startStream, stopStream } from '../actions/stream.ts'
import type { Call } from '../session/call.ts'
import { CallEnded, ConfigurationError, HostStopping, InvalidState, Redirected } from '../session/callErrors.ts'
import { WatchedLeg } from '../session/watchedLeg.ts'
import { type ScriptArguments, scriptArguments } from './scriptArguments.ts'

type Action = keyof ScriptArguments
type Actions = { [A in Action]: (signal: AbortSignal, ...args: z.output<ScriptArguments[A]>) => unknown }

/** Without the absent values that zod leaves in. */
const given = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

/** Actions whose result is a word; the others' is an object with the word as `result`. */
const plain: readonly Action[] = ['connect', 'reject', 'hangup', 'pause', 'busy', 'startStream', 'stopStream']
const resultOf = (action: Action, result: 'cancel' | 'error' | 'fail') =>
  plain.includes(action) ? result : action === 'record' ? { result, filePath: null } : { result }

/** The actions of one run of a script; `release` drops the legs nobody took. */
export class ScriptActions {
  private readonly call: Call
  private readonly legs = new Map<string, WatchedLeg>()

  constructor(call: Call) {
    this.call = call
  }

  /**
   * Performs one. Rejects with a sentence for what is no action or has wrong arguments, with InvalidState for what the call's state
   * forbids, and with CallEnded; whatever else goes wrong is the action's own result `error`.
   */
  async act(action: string, args: unknown[], signal: AbortSignal): Promise<unknown> {
    if (!Object.hasOwn(scriptArguments, action)) throw new TypeError(`there is no action “${action}”`)
    const name = action as Action
    const wanted = scriptArguments[name].def.items.length
    const read = scriptArguments[name].safeParse(Array.from({ length: wanted }, (_, i) => args[i]))
    if (!read.success) throw new TypeError(`${action}: ${z.prettifyError(read.error)}`)
    this.call.check()
    if (signal.aborted && name !== 'answer') return resultOf(name, 'cancel')
    try {
      return await (this.actions[name] as (...all: unknown[]) => unknown)(signal, ...read.data)
    } catch (error) {
      return this.failed(name, error)
    }
  }

  release(): void {
    for (const { leg } of this.legs.values()) leg.drop('normal')
    this.legs.clear()
  }

  private failed(action: Action, error: unknown): unknown {
    const passedOn = [CallEnded, InvalidState, HostStopping, Redirected, UnknownLeg].some((kind) => error instanceof kind)
    if (passedOn || action === 'answer') throw error
    this.call.check()
    const { id, pbx } = this.call
    if (error instanceof ConfigurationError) {
      this.call.trace('prompt.failed', { error: error.message })
      return resultOf(action, action === 'play' ? 'fail' : 'error')
    }
    pbx.log.error('an action of a script failed', { callId: id, action, error: String(error) })
    return resultOf(action, 'error')
  }

  private readonly actions: Actions = {
    answer: () => answer(this.call),
    play: async (signal, media, { interruptible = false, on }) => {
      const prompt = this.named(media)
      if (on === undefined) return play(this.call, prompt, { interruptible, signal })
      return { result: await playOn(this.call, this.leg(on), prompt, signal) }
    },
    promptDigit: (signal, media, how) => promptDigit(this.call, this.named(media), { ...given(how), signal }),
    gatherDigits: (signal, media, how) => gatherDigits(this.call, this.named(media), { ...given(how), signal }),
    dial: (signal, to, how) => this.dial(typeof to === 'string' ? [to] : to, how.callerId ?? '', how.ringTimeoutSeconds, signal),
    connect: (signal, id, how) =>
      how.with === undefined
        ? this.connect(id, how.record ?? false, signal)
        : connectLegs(this.call, this.leg(id), this.leg(how.with), signal),
    record: async (signal, { fileName, on, ...how }) => {
      const { chance } = this.call.pbx
      const name = `cb-n-${chance.id()}${fileName === undefined ? '' : `-${fileName}`}`
      const from = on === undefined ? {} : { on: this.leg(on) }
      const { result, filePath } = await record(this.call, { name, kind: 'recordings', ...given(how), ...from, signal })
      return { result, filePath }
    },
    reject: (_signal, reason) => reject(this.call, reason),
    hangup: () => hangup(this.call),
    pause: (signal, time) => pause(this.call, time, signal),
    busy: (signal) => busy(this.call, signal),
    startStream: (signal, url, how) => startStream(this.call, url, { ...given(how), signal }),
    stopStream: async (_signal, name) => stopStream(this.call, name),
  }

  private leg(id: string): WatchedLeg {
    const leg = this.legs.get(id)
    if (!leg) throw new UnknownLeg(id)
    return leg
  }

  /** A script names audio as people see it in the audio library; its id will do, too. */
  private named(media: Prompt): Prompt {
    const { prompts } = this.call.office.config
    const part = (each: SimplePrompt): SimplePrompt => {
      if (each.kind !== 'audio' || prompts.has(each.id)) return each
      const wanted = each.id.trim().toLowerCase()
      const found = [...prompts.values()].find(({ name }) => name.trim().toLowerCase() === wanted)
      return found ? { ...each, id: found.id } : each
    }
    return media.kind === 'list' ? { ...media, items: partsOf(media).map(part) } : part(media)
  }

  private async dial(to: string[], callerId: string, ringSeconds: number | undefined, signal: AbortSignal) {
    let targets: ReturnType<typeof ringables>
    try {
      targets = to.flatMap((each) => ringables(diallerOf(this.call), destinationOf(each), callerId))
    } catch (error) {
      if (!(error instanceof DialError)) throw error
      this.call.trace('dial.refused', { code: error.code, reason: error.message })
      return { result: 'failed' }
    }
    const ringTimeoutSeconds = ringSeconds ?? (to.length > 1 ? 40 : 60)
    const dialed = await dial(this.call, targets, { ringTimeoutSeconds, role: 'callee', signal })
    if (dialed.result !== 'answered') return { result: dialed.result }
    const id = dialed.leg.channelId
    this.legs.set(id, new WatchedLeg(dialed.leg))
    const { answeredDestination } = dialed
    return { result: 'answered', answeredDestination, leg: { leg: id, destination: answeredDestination } }
  }

  private async connect(id: string, recorded: boolean, signal: AbortSignal): Promise<'success' | 'cancel' | 'error'> {
    const { leg } = this.leg(id)
    this.legs.delete(id)
    if (leg.state === 'ended') return 'error'
    // A script does not outlive its host, and what it connected goes with it.
    await connect(this.call, leg, { record: recorded, save: () => {}, signal })
    return signal.aborted ? 'cancel' : 'success'
  }
}

/** The script's own mistake: it was never dialled, or is connected already. */
class UnknownLeg extends TypeError {
  constructor(id: string) {
    super(`there is no leg “${id}” that waits to be connected`)
  }
}

const destinationOf = (to: string): Destination =>
  /^sips?:/.test(to) ? { kind: 'uri', uri: to } : { kind: 'number', number: to }
