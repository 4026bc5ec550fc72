// Voicemail: greeting, beep, record, store, lamp. Nothing is lost when the caller hangs up.
import { z } from 'zod'
import { ensureAnswered } from '../actions/answer.ts'
import { promptDigit } from '../actions/collect.ts'
import { phrase } from '../actions/phrases.ts'
import { play, startPlayback } from '../actions/play.ts'
import { record, recordFailed, type StoredRecording } from '../actions/record.ts'
import type { Call } from '../session/call.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import { lightMailbox } from '../voicemail/lamp.ts'
import { type TranscribeContext, transcribe } from '../voicemail/transcribe.ts'
import { behaviour, type NodeContext } from './behaviour.ts'

const voicemailState = z.object({ phase: z.literal('recording'), name: z.string() })

/** A caller who was listened to for so long has said something, ms. */
const spokenMs = 3000

export type VoicemailContext = TranscribeContext

/** Stores the message once, sets the lamp, tells the consoles. */
function store(context: VoicemailContext, call: Call, mailboxId: string, name: string, stored: StoredRecording): void {
  const { voicemails, live } = context
  const { clock } = call.pbx
  const message = {
    id: name,
    mailboxId,
    callId: call.id,
    from: call.from,
    fromName: call.fromName,
    at: clock.now(),
    seconds: stored.seconds,
    file: stored.file,
    status: 'new' as const,
    assignedTo: null,
    note: null,
  }
  voicemails.add(message)
  live.voicemail(message)
  transcribe(call, context, message)
  call.assignment.counts('voicemail')
  call.set('voicemail.id', name)
  call.set('voicemail.seconds', String(stored.seconds))
  call.trace('voicemail.stored', { mailbox: mailboxId, seconds: stored.seconds })
  lightMailbox(call, voicemails, mailboxId)
}

export const voicemail = (context: VoicemailContext) =>
  behaviour('voicemail', voicemailState, (node) => runVoicemail(context, node))

async function runVoicemail(
  context: VoicemailContext,
  { call, config, state, checkpoint }: NodeContext<'voicemail', z.infer<typeof voicemailState>>,
): Promise<string> {
  const { config: office } = call.office
  const { chance, clock } = call.pbx
  const mailbox = office.mailboxes.get(config.mailboxId)
  if (!mailbox) throw new ConfigurationError('UNKNOWN_MAILBOX', `There is no mailbox “${config.mailboxId}”.`)
  let resumed = state
  if (!resumed) {
    await ensureAnswered(call)
    await play(call, config.greeting, { interruptible: true, instead: 'vm-intro' })
    call.keys.take() // the key that cut the greeting short does not end the message
  }
  for (;;) {
    const name = resumed?.name ?? `cb-v-${chance.id()}`
    checkpoint({ phase: 'recording', name })
    let last: StoredRecording | null = null
    const about = { mailbox: config.mailboxId }
    const began = clock.now()
    const { result, silent } = await record(call, {
      name,
      kind: 'voicemail',
      about,
      // The mailbox's own limit holds for every flow that leads to it.
      timeLimitSeconds: Math.min(config.maxSeconds, mailbox.maxSeconds),
      terminationDigits: '#',
      resumed: resumed !== null,
      playBeep: true,
      ...(config.silenceSeconds ? { silenceSeconds: config.silenceSeconds } : {}),
      stored: (stored) => {
        last = stored
        if (!config.review || call.isGone) store(context, call, config.mailboxId, name, stored)
      },
    })
    resumed = null
    if (!last) {
      const unwritten = result === 'timeout' && !silent && !config.silenceSeconds && clock.now() - began > spokenMs
      if (unwritten) recordFailed(call, { name, about })
      if (unwritten || result === 'error') await play(call, phrase(call, 'messageNotStored'))
      return 'done'
    }
    if (!config.review) break
    if (await reviewed(context, call, config.mailboxId, name, last)) break
  }
  await play(call, phrase(call, 'messageStored'))
  return 'done'
}

/** True: stored. False: the caller wants to record it again. Whoever hangs up here keeps the message. */
async function reviewed(
  context: VoicemailContext,
  call: Call,
  mailboxId: string,
  name: string,
  stored: StoredRecording,
): Promise<boolean> {
  let again = false
  try {
    for (let tries = 0; tries < 5; tries++) {
      const choice = await promptDigit(call, phrase(call, 'review'), { timeoutSeconds: 8 })
      if (choice.result !== 'success' || choice.digit === '1') return true
      if (choice.digit === '3') {
        again = true
        return false
      }
      if (choice.digit === '2') await listen(call, stored)
    }
    return true
  } finally {
    if (again) await discard(call, stored)
    else store(context, call, mailboxId, name, stored)
  }
}

/** A disk that refuses keeps the file; the caller records the message again all the same. */
async function discard(call: Call, { file }: StoredRecording): Promise<void> {
  const { media } = call.sound
  const { log } = call.pbx
  try {
    await media.remove('voicemail', file)
  } catch (error) {
    log.error('a message was not removed', { callId: call.id, file, error: String(error) })
  }
}

/** Where the file of the message is; null where it cannot be found, which is logged. */
function uriOf(call: Call, { file }: StoredRecording): string | null {
  const { media } = call.sound
  const { log } = call.pbx
  try {
    return media.fileUri(media.absolute('voicemail', file))
  } catch (error) {
    log.error('a message could not be played', { callId: call.id, file, error: String(error) })
    return null
  }
}

async function listen(call: Call, stored: StoredRecording): Promise<void> {
  const { seconds } = stored
  const uri = uriOf(call, stored)
  if (uri === null) return
  await call.until<void>((resolve) => {
    const playback = startPlayback(call, { uris: [uri], ms: seconds * 1000 }, { channel: call.channelId }, () => resolve())
    return () => playback.stop()
  })
}
