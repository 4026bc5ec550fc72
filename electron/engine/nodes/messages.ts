// Messages by phone: of the mailbox of the phone that calls, or of any after the PIN. The keys are those of Asterisk’s own voicemail.
import { z } from 'zod'
import { isWithheld } from '../../../shared/domain/caller.ts'
import type { Voicemail } from '../../../shared/domain/calls.ts'
import type { Mailbox } from '../../../shared/domain/office.ts'
import type { SimplePrompt } from '../../../shared/flow/prompt.ts'
import type { ConfigOf } from '../../../shared/nodes/index.ts'
import { ensureAnswered } from '../actions/answer.ts'
import { collect, promptDigit } from '../actions/collect.ts'
import { type PhraseKey, phrase } from '../actions/phrases.ts'
import { play } from '../actions/play.ts'
import type { Call } from '../session/call.ts'
import { lightMailbox } from '../voicemail/lamp.ts'
import { askPin } from './askPin.ts'
import { type Behaviour, behaviour, type NodeContext } from './behaviour.ts'
import type { LoginContext } from './queueLogin.ts'
import { dialState } from './transfer.ts'
import type { VoicemailContext } from './voicemail.ts'

/** Where the listener is: who they are (null at their own phone without PIN), the message, the call back that is under way. */
const place = z.object({
  mailboxId: z.string(),
  by: z.string().nullable(),
  /** In the order they are heard, as they stood when the listening began. */
  ids: z.array(z.string()),
  at: z.int(),
  returning: dialState.nullable(),
})
type Place = z.infer<typeof place>

/** More are not offered by phone. */
const mostMessages = 200
/** Mailboxes read out at a time, so that one key chooses. */
const mostChoices = 8
const moreKey = '9'

export type MessagesContext = Pick<VoicemailContext, 'voicemails'> & {
  live: VoicemailContext['live'] & { voicemailGone(id: string): void }
  queueing: LoginContext
  transfer: Behaviour<'transfer', z.infer<typeof dialState>>
}

type Listening = NodeContext<'messages', Place> & { context: MessagesContext; here: Place }

export const messages = (context: MessagesContext) =>
  behaviour('messages', place, async (node) => {
    const { call, config, state } = node
    await ensureAnswered(call)
    let here = state
    if (!here) {
      const entered = await enter(call, context, config)
      if (!entered) return 'refused'
      here = { ...entered, ...listed(call, context, entered), returning: null }
      await announce(call, context, here)
    }
    const listening: Listening = { ...node, context, here }
    listening.checkpoint(here)
    await listenThrough(listening)
    return 'done'
  })

/** Which mailbox, and who listens; null for whoever may not. */
async function enter(
  call: Call,
  { queueing }: MessagesContext,
  config: ConfigOf<'messages'>,
): Promise<Pick<Place, 'mailboxId' | 'by'> | null> {
  const own = mailboxOf(call, call.extension)
  if (config.mailbox === 'own' && own && !config.askPin) return { mailboxId: own.id, by: null }
  const asked = await askPin(call, queueing)
  if (asked.kind !== 'operator') return null
  const by = asked.id
  const theirs = mailboxOf(call, call.office.config.operators.get(by)?.extension ?? null)
  if (config.mailbox === 'own' && theirs) return { mailboxId: theirs.id, by }
  const chosen = await choose(call, theirs, config.timeoutMs)
  return chosen && { mailboxId: chosen.id, by }
}

/** The mailbox an extension has: the one whose lamp its phones carry, or else the one its callers are led to. */
function mailboxOf(call: Call, extension: string | null): Mailbox | null {
  if (extension === null) return null
  const { extensions, mailboxes } = call.office.config
  const lamp = [...mailboxes.values()].find((mailbox) => mailbox.extension === extension)
  return lamp ?? mailboxes.get(extensions.get(extension)?.mailbox ?? '') ?? null
}

/** Reads the mailboxes out, the listener’s own first; null where none was chosen. */
async function choose(call: Call, first: Mailbox | null, timeoutMs: number): Promise<Mailbox | null> {
  const others = [...call.office.config.mailboxes.values()].filter(({ id }) => id !== first?.id)
  const all = [...(first ? [first] : []), ...others.sort((a, b) => a.name.localeCompare(b.name))]
  if (all.length < 2) return all[0] ?? null
  for (let from = 0; from < all.length; from += mostChoices) {
    const page = all.slice(from, from + mostChoices)
    const isLast = from + mostChoices >= all.length
    const items = page.map(({ name }, i) => text(call, 'pressForName', { name, n: String(i + 1) }))
    if (!isLast) items.push(text(call, 'pressForMore', { n: moreKey }))
    const heard = await promptDigit(call, { kind: 'list', items }, { timeoutSeconds: timeoutMs / 1000 })
    if (heard.result !== 'success') return null
    if (heard.digit === moreKey && !isLast) continue
    return page[Number(heard.digit) - 1] ?? null
  }
  return null
}

const text = (call: Call, key: PhraseKey, values: Record<string, string>): SimplePrompt =>
  phrase(call, key, values) as SimplePrompt

/**
 * New ones first, the oldest of them before the others, as they are answered; then those that were heard, newest first. What is assigned
 * to somebody else is theirs, as at a console.
 */
function listed(
  call: Call,
  { voicemails, queueing }: MessagesContext,
  { mailboxId, by }: Pick<Place, 'mailboxId' | 'by'>,
): Pick<Place, 'ids' | 'at'> {
  const me = by ?? queueing.operators.byExtension(call.extension ?? '')?.id
  const all = voicemails.inMailbox(mailboxId, mostMessages).filter(({ assignedTo }) => assignedTo === null || assignedTo === me)
  const fresh = all.filter(({ status }) => status === 'new').reverse()
  const heard = all.filter(({ status }) => status !== 'new')
  return { ids: [...fresh, ...heard].map(({ id }) => id), at: 0 }
}

async function announce(call: Call, { voicemails }: MessagesContext, { mailboxId, by, ids }: Place): Promise<void> {
  const fresh = ids.filter((id) => voicemails.get(id)?.status === 'new').length
  call.trace('messages.opened', { mailbox: mailboxId, operatorId: by, fresh, old: ids.length - fresh })
  if (ids.length === 0) return
  await play(call, phrase(call, 'messageCounts', { fresh: String(fresh), old: String(ids.length - fresh) }), {
    interruptible: true,
  })
}

/** Message after message, until the last is over or the listener ends it. */
async function listenThrough(listening: Listening): Promise<void> {
  const { call, here, checkpoint, context } = listening
  const move = (to: number) => {
    here.at = Math.max(to, 0)
    here.returning = null
    checkpoint(here)
  }
  while (here.at < here.ids.length) {
    const message = context.voicemails.get(here.ids[here.at] ?? '')
    // Somebody at a console was faster, or it was deleted here.
    if (!message || message.mailboxId !== here.mailboxId) {
      here.ids.splice(here.at, 1)
      continue
    }
    // A host that died in between took the call back over first.
    if (here.returning) await returnCall(listening, message)
    const key = await hear(listening, message)
    if (key === '#') return
    if (key === '4') move(here.at - 1)
    else if (key === '7') await remove(listening, message)
    else if (key === '9') {
      await file(listening, message)
      move(here.at + 1)
    } else move(here.at + 1)
  }
  await play(call, phrase(call, here.ids.length === 0 ? 'noMessages' : 'noMoreMessages'))
}

/** The keys that lead away from a message. */
const leaving = ['4', '6', '7', '9', '#']
/** A key that means nothing has the keys read out again, so often. */
const mostUnknown = 3

/** Says whose it is, plays it, reads out the keys; the key that leads away, empty for none. */
async function hear(listening: Listening, message: Voicemail): Promise<string> {
  const { call, config, here } = listening
  let key = await heading(call, message, here.at + 1)
  if (key === '') key = await sound(listening, message)
  for (let unknown = 0; unknown < mostUnknown; ) {
    if (key === '') {
      const typed = await promptDigit(call, phrase(call, 'messageKeys'), { timeoutSeconds: config.timeoutMs / 1000 })
      if (typed.result !== 'success') return ''
      key = typed.digit
    }
    if (leaving.includes(key)) return key
    if (key === '5') key = await sound(listening, message)
    else if (key === '8') key = await returnCall(listening, message)
    else if (key === '3') key = await heading(call, message, here.at + 1)
    else {
      key = ''
      unknown += 1
    }
  }
  return ''
}

/** Number, from whom, when; the key that cut it short. */
async function heading(call: Call, message: Voicemail, n: number): Promise<string> {
  const { timeZone } = call.office.config.settings
  const when = new Intl.DateTimeFormat(call.language, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone },
  }).format(message.at)
  const said = phrase(call, 'messageFrom', { n: String(n), who: whoOf(call, message), when })
  const heard = await play(call, said, { interruptible: true })
  return heard.result === 'interrupted' ? (call.keys.take()[0] ?? '') : ''
}

function whoOf(call: Call, { from, fromName }: Voicemail): string {
  if (isWithheld(from)) return (phrase(call, 'withheldNumber') as { text: string }).text
  const colleague = call.office.config.extensions.get(from)?.name
  return colleague ?? (fromName && fromName !== from ? fromName : [...from.replace(/^\+/, '00')].join(' '))
}

/** The recording; the key that ended it. What is played is heard, here as at a console. */
async function sound(listening: Listening, message: Voicemail): Promise<string> {
  const { call } = listening
  const uri = uriOf(call, message)
  if (uri === null) {
    await play(call, phrase(call, 'messageUnplayable'))
    return ''
  }
  if (message.status === 'new') save(listening, { ...message, status: 'heard' })
  const heard = await collect(call, {
    media: { uris: [uri], ms: message.seconds * 1000 },
    interruptible: true,
    firstMs: 1,
    decide: (digits) => ({ do: 'accept', digits: digits.slice(0, 1) }),
  })
  return heard.result === 'success' ? heard.digits : ''
}

function uriOf(call: Call, { id, file }: Voicemail): string | null {
  const { media } = call.sound
  try {
    return media.fileUri(media.absolute('voicemail', file))
  } catch (error) {
    call.pbx.log.error('a message could not be played', { callId: call.id, id, error: String(error) })
    return null
  }
}

function save({ call, context }: Listening, message: Voicemail): void {
  context.voicemails.save(message)
  context.live.voicemail(message)
  lightMailbox(call, context.voicemails, message.mailboxId)
}

async function file(listening: Listening, message: Voicemail): Promise<void> {
  save(listening, { ...message, status: 'archived' })
  await play(listening.call, phrase(listening.call, 'messageArchived'), { interruptible: true })
}

/** Into the trash, from where a console brings it back. */
async function remove({ call, context, here, checkpoint }: Listening, { id, mailboxId }: Voicemail): Promise<void> {
  const { operators, extensions } = call.office.config
  const by = operators.get(here.by ?? '')?.name ?? extensions.get(call.extension ?? '')?.name ?? call.from
  const gone = context.voicemails.discard(id, by)
  if (gone) {
    context.live.voicemailGone(id)
    lightMailbox(call, context.voicemails, mailboxId)
    call.trace('messages.deleted', { message: id })
    here.ids.splice(here.at, 1)
  } else here.at += 1
  checkpoint(here)
  await play(call, phrase(call, gone ? 'messageDeleted' : 'messageNotDone'), { interruptible: true })
}

/** Calls whoever left the message, as any call from this phone; afterwards the listener is back at it. */
async function returnCall(listening: Listening, { from }: Voicemail): Promise<string> {
  const { call, here, checkpoint, context, alive, nodeId } = listening
  const before = here.returning
  // From outside nobody calls out at the office’s cost.
  if (!before && (isWithheld(from) || call.extension === null)) {
    await play(call, phrase(call, 'messageNotDone'), { interruptible: true })
    return '3'
  }
  const config = { to: { kind: 'number' as const, number: from }, ringSeconds: 60, callerId: '', record: false }
  await context.transfer.run({
    ...{ call, nodeId, config, state: before, alive: before ? alive : null, leads: () => true },
    checkpoint: (state) => {
      here.returning = state
      checkpoint(here)
    },
  })
  here.returning = null
  checkpoint(here)
  return '3'
}
