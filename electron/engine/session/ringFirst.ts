// Rings the phones of one person, before there is a call: the first to answer is taken, the others stop. What it is for is in the
// journal, so that the next host goes on with it: a phone that picks up while none runs is there when it comes.
import { z } from 'zod'
import { EngineError } from '../api.ts'
import type { CallerId, CallNotes, ChannelInfo, Device, Ports } from '../ports.ts'
import type { Call } from './call.ts'
import { onCancel } from './cancel.ts'
import type { ChannelOwner } from './channels.ts'
import type { PbxContext } from './context.ts'
import { type LegResult, resultOf } from './leg.ts'
import { asTarget, everyTelephone } from './ringing.ts'

/** How long they ring, s. */
const ringSeconds = 30
/** How much longer is waited for Asterisk's word of it, s. */
const graceSeconds = 5

const ringPurpose = z.discriminatedUnion('kind', [
  /** `byTurn`: the operator was next, and did not ask for it. */
  z.object({
    kind: z.literal('return'),
    callbackId: z.string(),
    operatorId: z.string(),
    byTurn: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('click'), extension: z.string(), to: z.string() }),
])
/** What to do with the phone that answers, also after a restart of the host. */
export type RingPurpose = z.infer<typeof ringPurpose>

const journalKey = 'ringing'
const journalled = z.record(z.string(), z.object({ channelIds: z.array(z.string()), until: z.number(), purpose: ringPurpose }))
type Journalled = z.infer<typeof journalled>

export type Ringing = {
  /** Shown on the phones. */
  callerId: CallerId
  /** What the channels are tagged with. */
  callId: string
  role: string
  notes?: CallNotes
  /** Aborting stops the phones: NO_PHONE. */
  signal?: AbortSignal
  /** Null where nobody could go on with it: the phones stop when the host does. */
  purpose: RingPurpose | null
}

type RingContext = Pick<Ports, 'journal'> & { pbx: PbxContext }

/** Begins the call of the channel that answered. */
export type Begin<T> = (channel: ChannelInfo) => T

/** Resolves with what `begin` makes of the channel that answered; rejects with NO_PHONE. Nothing rings any more then. */
export async function ringFirst<T>(context: RingContext, phones: readonly Device[], how: Ringing, begin: Begin<T>): Promise<T> {
  const { telephony, chance, clock } = context.pbx
  const targets = await Promise.all(phones.map((phone) => everyTelephone(context.pbx, asTarget(phone), null)))
  if (how.signal?.aborted) throw new NotTaken('gone')
  const legs = targets.flat().map((to) => ({ to, channelId: `cb-${chance.id()}` }))
  const { purpose } = how
  const channelIds = legs.map(({ channelId }) => channelId)
  const until = clock.now() + (ringSeconds + graceSeconds) * 1000
  if (purpose) change(context, (all) => ({ ...all, [String(channelIds[0])]: { channelIds, until, purpose } }))
  const first = new FirstToAnswer(context.pbx, channelIds, until)
  const forget = onCancel(how.signal, () => first.withdraw())
  for (const { to, channelId } of legs)
    telephony
      .originate({
        channelId,
        to,
        callerId: how.callerId,
        timeoutSeconds: ringSeconds,
        callId: how.callId,
        role: how.role,
        ownCall: purpose === null,
        ...(how.notes ? { notes: how.notes } : {}),
      })
      .catch(() => first.gone(channelId)) // told as NO_PHONE when no other phone answers
  return beginCall(context, first, purpose !== null, begin).finally(forget)
}

/** Goes on with what rang when the host before this one died; `alive` are the channels there are. */
export function resumeRinging(
  context: RingContext & { calls: ReadonlyMap<string, Call> },
  alive: ReadonlyMap<string, ChannelInfo>,
  goOn: (purpose: RingPurpose, answered: <T>(begin: Begin<T>) => Promise<T>) => void,
): void {
  for (const [key, { channelIds, until, purpose }] of Object.entries(read(context))) {
    const begun = [...context.calls.values()].some(({ channelId }) => channelIds.includes(channelId))
    if (begun) change(context, ({ [key]: _begun, ...rest }) => rest)
    else if (!channelIds.some((id) => context.pbx.channels.owner(id))) {
      const left = channelIds.flatMap((id) => alive.get(id) ?? [])
      const first = new FirstToAnswer(context.pbx, channelIds, until, left)
      goOn(purpose, (begin) => beginCall(context, first, true, begin))
    }
  }
}

/** The requests whose operator is being rung. */
export const ringingCallbacks = (context: Pick<Ports, 'journal'>): string[] =>
  Object.values(read(context)).flatMap(({ purpose }) => (purpose.kind === 'return' ? [purpose.callbackId] : []))

const read = ({ journal }: Pick<Ports, 'journal'>): Journalled => journalled.safeParse(journal.get(journalKey) ?? {}).data ?? {}
const change = (context: RingContext, edit: (all: Journalled) => Journalled): void =>
  context.journal.put(journalKey, edit(read(context)))

async function beginCall<T>(context: RingContext, first: FirstToAnswer, dialled: boolean, begin: Begin<T>): Promise<T> {
  try {
    const channel = await first.answered
    if (dialled) await leaveDialBridge(context.pbx, channel)
    if (first.hungUp) throw new NotTaken('missed')
    first.release()
    return begin(channel)
  } finally {
    // From here on the call is in the journal, or there is none.
    const { key } = first
    if (dialled) change(context, ({ [key]: _over, ...rest }) => rest)
  }
}

/** A dialled channel stays in a bridge of Asterisk's, where it cannot be recorded; it leaves that for one of ours, and that for none. */
async function leaveDialBridge({ telephony, chance, log }: PbxContext, { id }: ChannelInfo): Promise<void> {
  const bridgeId = `cb-d-${chance.id()}`
  try {
    await telephony.createBridge(bridgeId, 'mixing', '')
    await telephony.join(bridgeId, [id])
  } catch (error) {
    log.warn('a phone that answered did not leave its bridge', { channelId: id, error: String(error) })
  }
  await telephony.destroyBridge(bridgeId).catch(() => {}) // it was never made, or is gone
}

/** Nobody took the call on the phones that rang. `gone`: they did not even ring, or were not to any more. */
export class NotTaken extends EngineError {
  readonly how: 'missed' | 'rejected' | 'gone'
  constructor(how: 'missed' | 'rejected' | 'gone') {
    super('NO_PHONE', 'Your telephone did not answer.')
    this.how = how
  }
}

/** Owns the channels that ring until one of them is answered, and that one until its call begins. */
class FirstToAnswer {
  readonly answered: Promise<ChannelInfo>
  readonly key: string
  hungUp = false
  private how: NotTaken['how'] = 'gone'
  private readonly open = new Map<string, ChannelOwner>()
  private readonly pbx: PbxContext
  private winner: string | null = null
  private settle: { resolve(channel: ChannelInfo): void; reject(error: unknown): void } = { resolve: () => {}, reject: () => {} }
  private readonly timer: { cancel(): void }

  /** `left`: after a restart, what there still is of the channels. */
  constructor(pbx: PbxContext, channelIds: readonly string[], until: number, left?: readonly ChannelInfo[]) {
    this.pbx = pbx
    this.key = String(channelIds[0])
    this.answered = new Promise((resolve, reject) => {
      this.settle = { resolve, reject }
    })
    this.timer = pbx.clock.after(Math.max(0, until - pbx.clock.now()), () => this.lose('missed'))
    for (const id of left ? left.map((channel) => channel.id) : channelIds) this.own(id)
    for (const channel of left ?? []) if (channel.state === 'up') this.take(channel)
    // They stopped while nobody listened.
    if (this.open.size === 0) this.lose('missed')
  }

  private own(id: string): void {
    const owner: ChannelOwner = { entered: (channel) => this.take(channel), ended: (cause) => this.ended(id, resultOf(cause)) }
    this.open.set(id, owner)
    this.pbx.channels.own(id, owner)
  }
  private take(channel: ChannelInfo): void {
    if (this.winner !== null) return
    this.winner = channel.id
    this.dropOthers()
    this.settle.resolve(channel)
  }
  /** A phone that rang ended by itself. */
  private ended(id: string, result: LegResult): void {
    const turnedDown = result === 'rejected' || result === 'busy'
    if (turnedDown) this.how = 'rejected'
    else if (result === 'noAnswer' && this.how === 'gone') this.how = 'missed'
    this.gone(id)
  }
  /** Whoever was rung is not to be any more. */
  withdraw(): void {
    this.lose('gone')
  }
  /** That channel ended, or never rang. */
  gone(id: string): void {
    this.open.delete(id)
    if (id === this.winner) this.hungUp = true
    else if (this.open.size === 0) this.lose(this.how)
  }
  /** The channel that answered is given to its call. */
  release(): void {
    for (const [id, owner] of this.open) this.pbx.channels.disown(id, owner)
    this.open.clear()
  }
  private lose(how: NotTaken['how']): void {
    if (this.winner !== null) return
    this.dropOthers()
    this.settle.reject(new NotTaken(how))
  }
  private dropOthers(): void {
    const { channels, telephony, log } = this.pbx
    this.timer.cancel()
    for (const [id, owner] of this.open) {
      if (id === this.winner) continue
      this.open.delete(id)
      channels.disown(id, owner)
      telephony
        .hangup(id, this.winner ? 'answeredElsewhere' : 'normal')
        .catch((error: unknown) => log.warn('a phone was not stopped', { error: String(error) }))
    }
  }
}
