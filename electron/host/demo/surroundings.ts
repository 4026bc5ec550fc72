// What is around the demo office: its provider, its rules, the programs that listen to it and drive calls. None of it is called or told
// anything: the addresses are of names that are kept free for such use, the webhooks are switched off.
import { readFile } from 'node:fs/promises'
import { backend } from '../../../shared/domain/backend.ts'
import { blockRule, mailbox, outgoingRule, route, trunk } from '../../../shared/domain/office.ts'
import { bodyOf, samples, type WebhookEvent, type WebhookRecord, webhookRecord } from '../../../shared/domain/webhooks.ts'
import { webhookPrefix } from '../../adapters/outbound/announcements.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Log, MediaStore, Speech } from '../../engine/ports.ts'

const minute = 60_000

const records = webhookRecord.parse({
  id: 'patients',
  name: 'Patient records',
  url: 'https://records.example/calls',
  events: ['call.answered', 'call.ended', 'voicemail.received'],
  enabled: false,
})
const team = webhookRecord.parse({
  id: 'team',
  name: 'Chat of the team',
  url: 'https://chat.example/hooks/harbour',
  events: ['callback.requested'],
  template: '{"text": "{{number}} would like to be called back"}',
  enabled: false,
})
const backends = [
  backend.parse({ kind: 'step', id: 'recall', name: 'Recall line', url: 'https://records.example/ivr/step' }),
  backend.parse({ kind: 'callActions', id: 'reminders', name: 'Reminders', url: 'https://reminders.example/vca' }),
]
/** What was told, how long ago, and what came back. */
const told: readonly { hook: WebhookRecord; event: WebhookEvent; minutes: number; attempts: number; answer: number }[] = [
  { hook: records, event: 'call.answered', minutes: 9, attempts: 1, answer: 200 },
  { hook: records, event: 'call.ended', minutes: 6, attempts: 1, answer: 200 },
  { hook: team, event: 'callback.requested', minutes: 31, attempts: 3, answer: 503 },
  { hook: records, event: 'voicemail.received', minutes: 44, attempts: 2, answer: 204 },
]
const prompts = [
  { id: 'prompt-welcome', name: 'Welcome', text: 'Welcome to Harbour Dental.' },
  {
    id: 'prompt-closed',
    name: 'We are closed',
    text: 'Our practice is closed now. In an emergency, please call the dental service of your town.',
  },
  { id: 'prompt-parking', name: 'Where to park', text: 'You can park behind the house. Please use the places with our name.' },
]

function tell(store: Store, now: number): void {
  for (const [at, { hook, event, minutes, attempts, answer }] of told.entries()) {
    const { id, url, template } = hook
    const createdAt = Math.floor(now) - minutes * minute
    const happening = { event, at: new Date(createdAt).toISOString(), office: 'Harbour Dental', data: samples[event] }
    store.outbox.add({
      id: `${webhookPrefix}${id}:${event}:demo-${at}`,
      callId: '',
      url,
      headers: { 'x-cordboard-event': event },
      body: bodyOf(happening, template),
      status: answer < 300 ? 'delivered' : 'failed',
      attempts,
      lastStatus: answer,
      lastError: null,
      nextAt: createdAt,
      createdAt,
    })
  }
}

/** Records only; before the engine starts. */
export function surround(store: Store, now: number): void {
  const { office, apiTokens } = store
  office.trunks.save(
    trunk.parse({
      id: 'provider',
      name: 'Harbour Telecom',
      host: 'sip.telecom.example',
      callerId: '+493023125000',
    }),
  )
  const rule = (id: string, pattern: string, of: 'national' | 'international' | 'premium') =>
    outgoingRule.parse({ id, pattern, trunkId: 'provider', class: of })
  office.outgoing.replaceAll([
    rule('premium', '0900.', 'premium'),
    rule('abroad', '00.', 'international'),
    rule('country', '0.', 'national'),
  ])
  office.blocked.replaceAll([
    blockRule.parse({ id: 'robot', pattern: '+493023125099', action: 'reject' }),
    blockRule.parse({
      id: 'hidden',
      pattern: 'anonymous',
      action: 'message',
      message: 'Please call again and show your number.',
    }),
  ])
  office.mailboxes.save(mailbox.parse({ id: 'billing', name: 'Billing', extension: '205' }))
  office.mailboxes.save(mailbox.parse({ id: 'mia', name: 'Mia', extension: '204', maxSeconds: 120 }))
  office.routes.save(route.parse({ number: '+493023125000', flowId: 'reception' }))
  for (const each of backends) office.backends.save(each)
  for (const each of [records, team]) office.webhooks.save(each)
  apiTokens.create({ name: 'Patient records', role: 'supervisor', by: 'Ada' })
  apiTokens.create({ name: 'Screen in the hall', role: 'agent', by: 'Ada' })
  tell(store, now)
}

/** The audio library. Without a voice it stays empty. */
export async function recordPrompts(store: Store, { speech, media, log }: { speech: Speech; media: MediaStore; log: Log }) {
  for (const { id, name, text } of prompts) {
    try {
      const { path } = await speech.render({ text, language: 'en' })
      const { file, seconds } = await media.storePrompt(id, 'en', await readFile(path))
      store.office.prompts.save({ id, name, variants: { en: file }, seconds })
    } catch (error) {
      log.warn('a prompt of the demo office could not be spoken', { error: String(error) })
    }
  }
}
