// The mail account by the contract: its password goes in and never comes out, and nothing of it is in the audit trail.
import { expect, it, onTestFinished } from 'vitest'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { mailSettings } from '../../../shared/domain/mail.ts'
import { mailbox } from '../../../shared/domain/office.ts'
import { anna, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

async function office() {
  const given = testDeps()
  const rpc = openRpc(given.deps)
  onTestFinished(() => rpc.close())
  return { ...given, ...(await inMemory(rpc, contextOf(anna))) }
}
const account = mailSettings.parse({ host: ' smtp.example.com ', user: 'office', from: 'office@example.com' })
const code = (code: string, data: object = {}) => expect.objectContaining({ code, data: expect.objectContaining(data) })

it('an account is saved with a password that comes back nowhere, and is taken back with it', async () => {
  const { client, store } = await office()
  expect(await client.settings.mail.get()).toMatchObject({ host: '', passwordSet: false })
  const saved = await client.settings.mail.save({ ...account, password: 'very-secret' })
  expect(saved).toMatchObject({ host: 'smtp.example.com', passwordSet: true })
  await client.settings.mail.save({ ...account, port: 465, revision: saved.revision })
  expect(store.secrets.get('mail.password')).toBe('very-secret')
  const trail = await client.system.audit({})
  expect(JSON.stringify([await client.settings.mail.get(), trail])).not.toContain('very-secret')
  expect(trail.map(({ action }) => action)).toEqual(['mail.update', 'mail.update'])
  for (const { id } of trail) await client.system.undo({ id })
  expect(await client.settings.mail.get()).toMatchObject({ host: '', passwordSet: false })
})

it('an account without a sender, or one that another changed meanwhile, is refused', async () => {
  const { client } = await office()
  await expect(client.settings.mail.save({ ...account, from: '' })).rejects.toEqual(code('INVALID', { field: 'from' }))
  const { revision } = await client.settings.mail.get()
  await client.settings.mail.save({ ...account, revision })
  await expect(client.settings.mail.save({ ...account, port: 465, revision })).rejects.toMatchObject({ code: 'CONFLICT' })
})

it('a test says what went wrong; a mail that is not there cannot be tried again', async () => {
  const { client } = await office()
  expect(await client.settings.mail.test({ to: 'ann@example.com' })).toEqual({ failure: 'auth', answer: '535 no' })
  await client.settings.mail.retry({ id: 'known' })
  await expect(client.settings.mail.retry({ id: 'other' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('the mails are listed with what became of them, and a message that comes back from the trash is not mailed again', async () => {
  const { client, store } = await office()
  await client.settings.mail.save(account)
  store.office.mailboxes.save(mailbox.parse({ id: 'front', name: 'Front', addresses: ['ann@example.com'] }))
  const sound = { id: 'm1', file: 'm1.wav', at: 1, seconds: 2, from: '+4930', fromName: '', callId: 'c1' }
  store.voicemails.add({ ...sound, mailboxId: 'front', status: 'new', assignedTo: null, note: null })
  const [listed] = await client.settings.mail.list({})
  expect(listed).toMatchObject({ recipient: 'ann@example.com', status: 'pending', attempts: 0, failure: null })
  await client.voicemails.remove({ id: 'm1' })
  store.mails.update(listed?.id ?? '', { status: 'sent' })
  store.pruning.step('mails', Number.MAX_SAFE_INTEGER, 10)
  const [trashed] = await client.trash.list()
  await client.trash.restore({ id: trashed?.id ?? 0 })
  expect([store.voicemails.get('m1')?.id, await client.settings.mail.list({})]).toEqual(['m1', []])
})
