// Whoever is in a conversation besides the two: who was merged in, a supervisor who barged in. They take the place of one of the
// two who leaves, can be sent away, and are put aside while two talk alone.
import type { Call } from './call.ts'
import { Holds } from './holds.ts'
import { Leg } from './leg.ts'
import { type Departure, type OthersState, type Party, type StandIn, supervisorRole, whoIs } from './othersState.ts'

/** `moved`: the guest is one of the two now. */
type Done = (how: 'left' | 'moved') => void
type Guest = { leg: Leg; done: Done }

type OthersOptions = {
  /** As it was before the host's restart. */
  before?: OthersState | undefined
  onOthersChanged?(others: OthersState): void
}

/** The two that the others are with. */
export interface Bridge {
  readonly call: Call
  readonly leg: Leg
  /** All were in it together. */
  readonly met: boolean
  /** What fails is noted: nobody waits for it. */
  carriedOut(holding: Promise<void>): Promise<void>
}

export class Others {
  /** Whoever left the others, newest last. */
  readonly departed: Departure[] = []
  private readonly talk: Bridge
  private readonly options: OthersOptions
  private readonly guests: Guest[] = []
  private readonly holds: Holds
  private instead: StandIn | null

  constructor(talk: Bridge, options: OthersOptions) {
    const { pbx, found: last } = talk.call
    const { before } = options
    this.talk = talk
    this.options = options
    this.holds = new Holds(pbx.telephony, before?.holds)
    this.instead = before?.standIn ?? null
    for (const start of before?.guests ?? []) {
      const found = last.alive.get(start.channelId)
      if (found) this.admit(Leg.adopt(talk.call, start, found.sipCallId))
    }
  }

  // ── who is there ───────────────────────────────────────────────────────────────────────────────────────────

  get legs(): Leg[] {
    return this.guests.map(({ leg }) => leg)
  }
  private get people(): (Call | Leg)[] {
    return [this.talk.call, this.talk.leg, ...this.legs]
  }
  /** The channels of everybody in the conversation. */
  get members(): string[] {
    return this.people.map(({ channelId }) => channelId)
  }
  /** Extensions of whoever of us is in it, supervisors aside. */
  get colleagues(): string[] {
    const spoken = this.people.filter((person) => !(person instanceof Leg && person.role === supervisorRole))
    return [...new Set(spoken.flatMap(({ extension }) => extension ?? []))]
  }
  /** Someone was merged in. */
  get threeWay(): boolean {
    return this.legs.some(({ role }) => role !== supervisorRole)
  }
  /** Whoever was brought in and has that extension, or null. */
  of(extension: string): Leg | null {
    return this.legs.find((leg) => leg.extension === extension) ?? null
  }
  /** Everybody in it as consoles see them; null while there are but two. */
  get parties(): Party[] | null {
    return this.guests.length === 0 ? null : this.people.map((person) => this.party(person))
  }
  private party(person: Call | Leg): Party {
    const { channelId, sipCallId, extension } = person
    const leg = person instanceof Leg ? person : null
    const role = leg === null ? 'caller' : leg.role === supervisorRole ? 'supervisor' : 'other'
    const third = leg !== null && this.legs.includes(leg)
    return { channelId, sipCallId, extension, role, third, ...this.who(person), ...this.holds.of(channelId) }
  }
  /** Number and name of somebody in the conversation. */
  who(person: Call | Leg): { number: string; name: string } {
    return whoIs(this.talk.call, person, this.instead)
  }

  // ── coming and leaving ─────────────────────────────────────────────────────────────────────────────────────

  /** Another joins; who of the two leaves then is replaced by them. `done` is told when they left, or are one of the two. */
  welcome(leg: Leg, done?: Done): void {
    this.admit(leg, done)
    this.membersChanged()
  }
  private admit(leg: Leg, done: Done = () => {}): void {
    leg.listen({ ended: () => this.part(leg, null) })
    this.guests.push({ leg, done })
  }
  /** A guest leaves the others; their line stays as it is. */
  dismiss(leg: Leg): void {
    const at = this.legs.indexOf(leg)
    if (at < 0) return
    leg.listen({})
    this.guests.splice(at, 1)
    this.membersChanged()
  }
  private part(leg: Leg, by: string | null): void {
    const guest = this.guests.find((each) => each.leg === leg)
    if (!guest) return
    this.depart(leg, by)
    this.dismiss(leg)
    guest.done('left')
  }
  /** Sends a guest away; false when that is none. */
  sendAway(channelId: string, by: string): boolean {
    const leg = this.legs.find((each) => each.channelId === channelId)
    if (!leg) return false
    this.part(leg, by)
    leg.drop('normal')
    return true
  }
  /**
   * Who takes the place of one of the two who leaves, or is sent away by `by`: whoever was brought in. A supervisor follows only
   * one of us, unless somebody wants it so. Null: nobody.
   */
  follow(person: Call | Leg, by: string | null = null): Leg | null {
    const any = person.extension !== null || by !== null
    const at = this.legs.findIndex(({ role }) => any || role !== supervisorRole)
    const [guest] = at < 0 ? [] : this.guests.splice(at, 1)
    if (!guest) return null
    this.depart(person, by)
    guest.done('moved')
    return guest.leg
  }
  dropAll(): void {
    for (const { leg, done } of this.guests.splice(0)) {
      leg.drop('normal')
      done('left')
    }
  }

  private depart(person: Call | Leg, by: string | null): void {
    const { channelId, sipCallId } = person
    const who = this.who(person)
    if (by === null) this.talk.call.trace('talk.left', { who: who.number })
    else this.talk.call.trace('talk.sentAway', { who: who.number, by })
    const name = by === null ? undefined : this.talk.call.office.config.extensions.get(by)?.name
    this.departed.push({ channelId, sipCallId, ...who, by: name || by })
  }

  /** `person` takes the caller's place. `callerGone`: the caller has left the others, and nobody is to be led through their flow. */
  standIn(person: Leg, callerGone: boolean): void {
    this.instead = { ...this.who(person), callerGone: callerGone || this.callerGone }
  }
  get callerGone(): boolean {
    return this.instead?.callerGone ?? false
  }

  // ── holding, muted, alone ──────────────────────────────────────────────────────────────────────────────────

  /** Somebody holds. */
  get held(): boolean {
    return this.holds.any
  }
  /** By channel: whether each person holds, as far as is known. */
  get holding(): { person: Call | Leg; onHold: boolean }[] {
    return this.people.map((person) => ({ person, onHold: this.holds.of(person.channelId).onHold }))
  }
  /** Whoever is on that channel is not heard by the others any more, or is again. */
  async hold(channelId: string, on: boolean): Promise<void> {
    if (!this.members.includes(channelId)) return
    const done = this.holds.set(channelId, on, this.members)
    this.talk.call.trace(on ? 'talk.held' : 'talk.resumed', { by: this.sideOf(channelId) })
    this.changed()
    await done
  }
  /** The trace's word for who is on that channel. */
  private sideOf(channelId: string): string {
    if (channelId === this.talk.call.channelId) return 'caller'
    if (channelId === this.talk.leg.channelId) return 'leg'
    return this.legs.find((leg) => leg.channelId === channelId)?.destination ?? ''
  }
  /** Somebody's own telephone sends nothing, or does again: shown to the others. */
  mute(channelId: string, on: boolean): void {
    if (!this.members.includes(channelId)) return
    this.holds.mute(channelId, on)
    this.changed()
  }
  /** Two of several talk alone, the others hear music meanwhile; null: all are together again. */
  async talkAlone(two: [string, string] | null): Promise<void> {
    const aside = two ? this.members.filter((id) => !two.includes(id)) : []
    const done = this.holds.putAside(aside, this.members)
    const between = this.people.filter(({ channelId }) => two?.includes(channelId)).map((person) => this.who(person).number)
    if (two) this.talk.call.trace('talk.apart', { between })
    else this.talk.call.trace('talk.together')
    this.changed()
    await done
  }
  /** The conversation is over: the caller goes on neither muted nor with music. */
  release(): Promise<void> {
    return this.holds.release([this.talk.call.channelId])
  }

  membersChanged(): void {
    this.talk.carriedOut(this.holds.update(this.members))
    if (this.talk.met) this.talk.call.parts.present(this.colleagues)
    this.changed()
  }
  private changed(): void {
    const { legs, holds, instead } = this
    this.options.onOthersChanged?.({ guests: legs.map((leg) => leg.start), holds: holds.state, standIn: instead })
    this.talk.call.changed()
  }
}
