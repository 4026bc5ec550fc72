// What a script asks for, done with the call: its words checked, its legs owned.
import { z } from 'zod'
import { DialError } from '../../../shared/domain/dial.ts'
import { streamDirection, streamRate } from '../../../shared/domain/stream.ts'
import { type Prompt, prompt, simplePrompt } from '../../../shared/flow/prompt.ts'
import type { Destination } from '../../../shared/nodes/destination.ts'
import { answer } from '../actions/answer.ts'
import { gatherDigits, promptDigit } from '../actions/collect.ts'
import { connect } from '../actions/connect.ts'
import { diallerOf, ringables } from '../actions/destinations.ts'
import { dial } from '../actions/dial.ts'
import { busy, hangup, pause, reject } from '../actions/endings.ts'
import { play } from '../actions/play.ts'
import { record } from '../actions/record.ts'
import { startStream, stopStream } from '../actions/stream.ts'
import type { Call } from '../session/call.ts'
import type { Leg } from '../session/leg.ts'

const sound = z
  .union([prompt, z.array(simplePrompt).min(1).max(40)])
  .transform((value): Prompt => (Array.isArray(value) ? { kind: 'list', items: value } : value))
const seconds = z.number().min(0.1).max(3600)
const options = <S extends z.ZodRawShape>(shape: S) => z.preprocess((value) => value ?? {}, z.object(shape).partial())
const words = z.record(z.string(), z.string())

const asked = {
  answer: z.tuple([]),
  play: z.tuple([sound, options({ interruptible: z.boolean() })]),
  promptDigit: z.tuple([sound, options({ timeoutSeconds: seconds, interruptible: z.boolean() })]),
  gatherDigits: z.tuple([
    sound,
    options({
      maxDigits: z.int().min(1).max(100),
      terminationDigits: z.string().regex(/^[0-9*#]*$/),
      timeoutSeconds: seconds,
      interDigitSeconds: seconds,
      interruptible: z.boolean(),
    }),
  ]),
  dial: z.tuple([
    z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(20)]),
    options({ callerId: z.string().max(60), ringTimeoutSeconds: seconds }),
  ]),
  connect: z.tuple([z.string(), options({ record: z.boolean() })]),
  record: z.tuple([
    options({
      timeLimitSeconds: seconds,
      silenceSeconds: seconds,
      terminationDigits: z.string().regex(/^[0-9*#]*$/),
      playBeep: z.boolean(),
    }),
  ]),
  reject: z.tuple([z.enum(['busy', 'temporarilyUnavailable', 'declined']).default('busy')]),
  hangup: z.tuple([]),
  pause: z.tuple([seconds]),
  busy: z.tuple([]),
  startStream: z.tuple([
    z.string().max(2000),
    options({
      name: z.string().max(60),
      direction: streamDirection,
      metadata: words,
      headers: words,
      sampleRate: streamRate,
    }),
  ]),
  stopStream: z.tuple([z.string().max(60).optional()]),
} as const
type Asked = typeof asked
type Actions = { [A in keyof Asked]: (...args: z.output<Asked[A]>) => unknown }

/** Without the absent values that zod leaves in. */
const given = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

/** The actions of one run of a script; `release` drops the legs nobody took. */
export class ScriptActions {
  private readonly call: Call
  private readonly legs = new Map<string, Leg>()

  constructor(call: Call) {
    this.call = call
  }

  /** Performs one. Rejects with a sentence for what is no action, or has wrong arguments. */
  async act(action: string, args: unknown[]): Promise<unknown> {
    if (!Object.hasOwn(asked, action)) throw new TypeError(`there is no action “${action}”`)
    const name = action as keyof Asked
    const wanted = asked[name].def.items.length
    const read = asked[name].safeParse(Array.from({ length: wanted }, (_, i) => args[i]))
    if (!read.success) throw new TypeError(`${action}: ${z.prettifyError(read.error)}`)
    return (this.actions[name] as (...all: unknown[]) => unknown)(...read.data)
  }

  release(): void {
    for (const leg of this.legs.values()) leg.drop('normal')
    this.legs.clear()
  }

  private readonly actions: Actions = {
    answer: () => answer(this.call),
    play: (media, { interruptible = false }) => play(this.call, media, { interruptible }),
    promptDigit: (media, how) => promptDigit(this.call, media, given(how)),
    gatherDigits: (media, how) => gatherDigits(this.call, media, given(how)),
    dial: (to, how) => this.dial(typeof to === 'string' ? [to] : to, how.callerId ?? '', how.ringTimeoutSeconds),
    connect: (id, how) => this.connect(id, how.record ?? false),
    record: async (how) => {
      const { chance } = this.call.pbx
      const { result, filePath } = await record(this.call, { name: `cb-n-${chance.id()}`, kind: 'recordings', ...given(how) })
      return { result, filePath }
    },
    reject: (reason) => reject(this.call, reason),
    hangup: () => hangup(this.call),
    pause: (time) => pause(this.call, time),
    busy: () => busy(this.call),
    startStream: (url, how) => startStream(this.call, url, given(how)),
    stopStream: async (name) => stopStream(this.call, name),
  }

  private async dial(to: string[], callerId: string, ringSeconds: number | undefined) {
    let targets: ReturnType<typeof ringables>
    try {
      targets = to.flatMap((each) => ringables(diallerOf(this.call), destinationOf(each), callerId))
    } catch (error) {
      if (!(error instanceof DialError)) throw error
      this.call.trace('dial.refused', { code: error.code, reason: error.message })
      return { result: 'failed' }
    }
    const ringTimeoutSeconds = ringSeconds ?? (to.length > 1 ? 40 : 60)
    const dialed = await dial(this.call, targets, { ringTimeoutSeconds, role: 'callee' })
    if (dialed.result !== 'answered') return { result: dialed.result }
    const id = dialed.leg.channelId
    this.legs.set(id, dialed.leg)
    const { answeredDestination } = dialed
    return { result: 'answered', answeredDestination, leg: { leg: id, destination: answeredDestination } }
  }

  private async connect(id: string, recorded: boolean): Promise<'success' | 'error'> {
    const leg = this.legs.get(id)
    this.legs.delete(id)
    if (!leg || leg.state === 'ended') return 'error'
    // A script does not outlive its host, and what it connected goes with it.
    await connect(this.call, leg, { record: recorded, save: () => {} })
    return 'success'
  }
}

const destinationOf = (to: string): Destination =>
  /^sips?:/.test(to) ? { kind: 'uri', uri: to } : { kind: 'number', number: to }
