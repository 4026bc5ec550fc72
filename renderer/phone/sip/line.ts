// One line of the softphone: a SIP session with the operator's verbs. Knows nothing of React or of the host.
import { type Invitation, Inviter, type Session, SessionState } from 'sip.js'
import { sendDigits } from './digits.ts'
import type { MediaHandler } from './mediaHandler.ts'
import { reinvite } from './reinvite.ts'

export type LineState = 'ringing' | 'dialing' | 'alerting' | 'answering' | 'talking' | 'held' | 'ended'

/** What the screens show of a line; a new object at each change. */
export type LineView = {
  id: string
  sipCallId: string
  direction: 'in' | 'out'
  state: LineState
  number: string
  name: string
  startedAt: number
  answeredAt: number | null
  endedAt: number | null
  muted: boolean
  /** The caller we held back by a page reload or a crash is coming back. */
  resumed: boolean
  /** It rings because we asked for it: a returned callback, a call to listen to. */
  asked: boolean
  /** The callback request that it returns. */
  callbackId: string | null
  /** The call that a supervisor is rung for, to listen to it. */
  monitors: string | null
  /** Media is interrupted and being restored. */
  recovering: boolean
  /** Why the line ended, for the sentence shown. */
  end: LineEnd | null
}

/** What is known of a line when it begins. */
export type LineStart = Pick<LineView, 'number' | 'name' | 'resumed' | 'asked' | 'callbackId' | 'monitors'>

/** What we asked the host for, and why it ends the line. */
export type HandedOn = 'transferred' | 'parked' | 'merged'

export type LineEnd = { by: 'us' | 'them' | 'elsewhere' | 'cancelled' | 'refused' | 'failed' | HandedOn; status: number | null }

export type LineEvents = {
  changed(line: Line): void
  /** Remote audio is there: the stream to play. */
  audio(line: Line, stream: MediaStream): void
  ended(line: Line): void
  /** The call is up but its sound did not come about: only a new leg helps. */
  soundless(line: Line): void
}

/** How long the media of an answered line may take; a second is usual, ms. */
const mediaPatienceMs = 3000
/** How long a line that is hung up while it is being answered may take to be answered, ms. */
const answerPatienceMs = 3000

export class Line {
  view: LineView
  readonly session: Session
  readonly #events: LineEvents
  #chain: Promise<unknown> = Promise.resolve()
  #sinceEnd: LineEnd | null = null
  #handedOn: HandedOn | null = null
  #patience: ReturnType<typeof setTimeout> | undefined
  /** Hung up while it was being answered: ended as soon as it is, so that the caller is not offered to us again. */
  #left = false
  /** Pressed, whether or not the exchange has answered yet. */
  #holding = false

  constructor(session: Invitation | Inviter, about: LineStart, events: LineEvents) {
    this.session = session
    this.#events = events
    const outgoing = session instanceof Inviter
    this.view = {
      id: session.id,
      sipCallId: session.request.callId,
      direction: outgoing ? 'out' : 'in',
      state: outgoing ? 'dialing' : 'ringing',
      startedAt: Date.now(),
      answeredAt: null,
      endedAt: null,
      muted: false,
      recovering: false,
      end: null,
      ...about,
    }
    session.delegate = {
      onBye: () => this.#ending({ by: this.#handedOn ?? 'them', status: null }),
      onCancel: (cancel) => this.#ending(cancelled(cancel.request.getHeader('Reason'))),
      onSessionDescriptionHandler: () => this.#watchMedia(),
    }
    session.stateChange.addListener((state) => this.#onState(state))
  }

  get peer(): RTCPeerConnection | undefined {
    return (this.session.sessionDescriptionHandler as MediaHandler | undefined)?.peerConnection
  }

  /** It sends from a microphone that is no longer there. */
  get microphoneGone(): boolean {
    return (this.peer?.getSenders() ?? []).some(({ track }) => track?.kind === 'audio' && track.readyState === 'ended')
  }

  /** Answers an incoming line. Rejects when the microphone cannot be had. */
  async answer(): Promise<void> {
    if (this.view.state !== 'ringing') return
    this.change({ state: 'answering' })
    try {
      await (this.session as Invitation).accept({
        sessionDescriptionHandlerOptions: { constraints: { audio: true, video: false } } as object,
      })
    } catch (error) {
      if (this.session.state === SessionState.Initial) this.change({ state: 'ringing' })
      throw error
    }
  }

  /** 486 hands the caller back to the queue; 603 says that nobody here will take it. */
  async reject(statusCode: 486 | 603 = 486): Promise<void> {
    this.#ending({ by: 'refused', status: statusCode })
    await (this.session as Invitation).reject({ statusCode })
  }

  /** Ends the line, whatever it is doing. */
  async hangUp(): Promise<void> {
    this.#ending({ by: 'us', status: null })
    const { state } = this.session
    if (state === SessionState.Established) await this.session.bye()
    else if (this.session instanceof Inviter) await this.session.cancel()
    else if (state === SessionState.Establishing) this.#leaveAnswered()
    else if (state === SessionState.Initial) await this.reject()
  }

  async hold(on: boolean): Promise<void> {
    // Nothing said after the press may get out, however long the exchange takes to answer.
    this.#holding = on
    if (on) this.#openSender()
    try {
      await this.#serially(() => reinvite(this.session, { hold: on }))
    } catch (error) {
      this.#holding = this.view.state === 'held'
      this.#openSender()
      throw error
    }
    this.change({ state: on ? 'held' : 'talking' })
    this.#openSender()
  }

  mute(on: boolean): void {
    this.change({ muted: on })
    this.#openSender()
  }

  /** The microphone sends unless muted or on hold. */
  #openSender(): void {
    for (const sender of this.peer?.getSenders() ?? []) if (sender.track) sender.track.enabled = this.#sends
  }
  get #sends(): boolean {
    return !this.view.muted && !this.#holding
  }

  sendDigits(digits: string): Promise<void> {
    return sendDigits(this.session, this.peer, digits)
  }

  /** After the way to the exchange was lost: new candidates, same call. A call the exchange no longer knows is over. */
  async recover(): Promise<void> {
    if (this.session.state !== SessionState.Established) return
    this.change({ recovering: true })
    const hold = this.view.state === 'held'
    try {
      await this.#serially(() => reinvite(this.session, { hold, iceRestart: true }))
      this.change({ recovering: false })
    } catch (error) {
      const gone = error instanceof Error && /\b(404|408|481)\b/.test(error.message)
      if (gone) this.#abandon()
      else throw error
    }
  }

  /** The host brings its calls back on new lines: one whose sound is gone has nobody behind it any more. */
  replaced(): void {
    if (this.view.recovering) this.#abandon()
  }

  /** Puts another microphone on the running line. */
  async putMicrophone(track: MediaStreamTrack): Promise<void> {
    const sender = this.peer?.getSenders().find((each) => each.track?.kind === 'audio')
    const old = sender?.track
    track.enabled = this.#sends
    await sender?.replaceTrack(track)
    old?.stop()
  }

  change(part: Partial<LineView>): void {
    this.view = { ...this.view, ...part }
    this.#events.changed(this)
  }

  /** The host is asked to end the line, and for what; null: it did not come to that. */
  handOn(how: HandedOn | null): void {
    this.#handedOn = how
  }

  #serially<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#chain.then(work, work)
    this.#chain = next.catch(() => undefined)
    return next
  }

  #ending(end: LineEnd): void {
    this.#sinceEnd ??= end
  }

  /** The answer is on its way: whoever hangs up now has taken the call, and ends it. Without a microphone it is handed back. */
  #leaveAnswered(): void {
    this.#left = true
    this.#finish()
    const handBack = () => {
      if (this.session.state === SessionState.Establishing) void (this.session as Invitation).reject({ statusCode: 486 })
    }
    this.#patience = setTimeout(handBack, answerPatienceMs)
  }

  #abandon(): void {
    this.#ending({ by: 'failed', status: 481 })
    void this.session.bye().catch(() => undefined)
    this.#finish()
  }

  #watchMedia(): void {
    const handler = this.session.sessionDescriptionHandler as MediaHandler | undefined
    if (!handler) return
    handler.peerConnectionDelegate = {
      ontrack: () => this.#events.audio(this, handler.remoteMediaStream),
      onconnectionstatechange: () => this.#onMedia(handler.peerConnection?.connectionState),
    }
  }

  #onMedia(state: RTCPeerConnectionState | undefined): void {
    if (state === 'connected') this.change({ recovering: false })
    if (state === 'disconnected') this.change({ recovering: true })
    if (state === 'failed') void this.recover().catch(() => undefined)
  }

  #onState(state: SessionState): void {
    if (state === SessionState.Established && this.#left) {
      clearTimeout(this.#patience)
      void this.session.bye().catch(() => undefined)
    } else if (state === SessionState.Established) {
      this.change({ state: 'talking', answeredAt: Date.now() })
      const handler = this.session.sessionDescriptionHandler as MediaHandler | undefined
      if (handler) this.#events.audio(this, handler.remoteMediaStream)
      this.#patience = setTimeout(() => this.#missSound(), mediaPatienceMs)
    }
    // Why an invitation was not taken is told right after the change of its state.
    if (state === SessionState.Terminated) queueMicrotask(() => this.#finish())
  }

  /** Seen after a network came back: ICE finds its way and DTLS is never answered. */
  #missSound(): void {
    const media = this.peer?.connectionState
    if (media === 'connecting' || media === 'new') this.#events.soundless(this)
  }

  #finish(): void {
    clearTimeout(this.#patience)
    if (this.view.state === 'ended') return
    this.change({ state: 'ended', endedAt: Date.now(), end: this.#sinceEnd ?? { by: 'failed', status: null } })
    this.#events.ended(this)
  }

  /** A final answer other than 2xx to our INVITE, before the line is shown as ended. */
  refused(status: number): void {
    this.#ending({ by: 'refused', status })
  }
}

/** RFC 3326: a CANCEL with cause 200 or "completed elsewhere" is no missed call. */
function cancelled(reason: string | undefined): LineEnd {
  const elsewhere = /cause=(200|26)\b|completed elsewhere/i.test(reason ?? '')
  return { by: elsewhere ? 'elsewhere' : 'cancelled', status: null }
}
