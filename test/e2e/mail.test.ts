// The office's mail as an administrator sets it up, in a real Chromium, with a real SMTP server beside it: the account, its test, who
// gets which notice, and the mails with what became of them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailSettings, messageMailId } from '../../shared/domain/mail.ts'
import { type Behaviour, openSmtpServer, type TestSmtpServer } from '../support/smtpServer.ts'
import { axeFindings } from './support/axe.ts'
import { firstPageMs, pageTimeoutMs } from './support/chromium.ts'
import { adminSeat } from './support/seat.ts'
import { settingsForms } from './support/settingsForms.ts'

const behaviour: Behaviour = { password: 'right-one' }
let server: TestSmtpServer
beforeAll(async () => {
  server = await openSmtpServer(behaviour)
})
afterAll(() => server?.close())

const seat = adminSeat({
  open: async ({ page }) => {
    page.setDefaultTimeout(pageTimeoutMs)
    await page.getByText('5000').first().waitFor({ timeout: firstPageMs })
  },
})
const { open, button, field } = settingsForms(seat)
const alert = () => seat.page.getByRole('alert')
const sendTest = async (to: string) => {
  await field('To').fill(to)
  await button('Send a test mail').click()
}
const addAddress = async (label: string, address: string) => {
  const input = seat.page.getByLabel(label, { exact: true }).first()
  await input.fill(address)
  await input.press('Enter')
}

test('an office without an account has nothing to test and no mail; a server needs a sender', async () => {
  const { page } = seat
  await open('mail')
  await page.getByText('No mail yet').waitFor()
  expect(await page.getByText('Send a test mail').count()).toBe(0)
  expect(await field('Sender’s address').count()).toBe(0)
  expect(await axeFindings(page, 'mail empty')).toEqual([])
  await field('SMTP server').fill('127.0.0.1')
  await button('Save').click()
  await page.getByText('Mail needs the address of a sender.').first().waitFor()
  expect(seat.office.store.office.mail.get().host).toBe('')
})

test('the account is saved, its password goes in and never comes out', async () => {
  const { page, office } = seat
  await page.getByRole('textbox', { name: 'Port' }).fill(String(server.port))
  await page.getByLabel('Encryption').selectOption({ label: 'None: readable on the way' })
  await field('User name').fill('office')
  await page.getByRole('textbox', { name: 'Password' }).fill('wrong-one')
  await field('Sender’s address').fill('office@cordboard.example')
  await addAddress('Missed calls to', 'front@example.com')
  await addAddress('Alerts and faults to', 'it@example.com')
  await button('Save').click()
  await page.getByText('Saved.').first().waitFor()
  expect(office.store.office.mail.get()).toMatchObject({
    ...{ host: '127.0.0.1', port: server.port, security: 'none', user: 'office', from: 'office@cordboard.example' },
    ...{ missedCalls: ['front@example.com'], callbacksDue: [], troubles: ['it@example.com'] },
  })
  await page.reload()
  await page.getByText('There is one. Leave this empty to keep it.').waitFor()
  expect(await page.content()).not.toContain('wrong-one')
})

test('the test says what went wrong, beside it and with the server’s own answer, and that it works', async () => {
  const { page } = seat
  await sendTest('nobody')
  expect(await field('To').getAttribute('aria-invalid')).toBe('true')
  await sendTest('ann@example.com')
  await alert().getByText('The server refused the user name or the password.').waitFor()
  await alert()
    .getByText(/The server answered: 535/)
    .waitFor()
  expect(await page.content()).not.toContain('wrong-one')
  expect(await axeFindings(page, 'mail refused')).toEqual([])
  await page.getByRole('textbox', { name: 'Password' }).fill('right-one')
  await button('Save').click()
  await page.getByText('Saved.').first().waitFor()
  await sendTest('ann@example.com')
  await page.getByText('The server has taken the mail.').waitFor()
  expect(server.received.map(({ to, user }) => [to, user])).toEqual([[['ann@example.com'], 'office']])
  behaviour.rcptTo = () => 550
  await sendTest('ann@example.com')
  await alert().getByText('The server refused the recipient.').waitFor()
})

test('a message’s mail is listed as given up with its reason, is tried again, and is sent', async () => {
  const { page, office } = seat
  const { store } = office
  const box = store.office.mailboxes.list()[0]
  if (!box) throw new Error('the office has no mailbox')
  await office.change((o) => o.mailboxes.save({ ...box, addresses: ['ann@example.com'], sound: 'none' }))
  store.voicemails.add({
    ...{ id: 'm1', mailboxId: box.id, callId: 'c1', from: '+4930123456', fromName: 'Vera Vos', at: Date.now(), seconds: 3 },
    ...{ file: 'aa/m1.wav', status: 'new', assignedTo: null, note: null },
  })
  const row = page.getByRole('row').filter({ hasText: 'ann@example.com' })
  await open('console')
  await open('mail')
  await row.getByText('Given up').waitFor()
  await row.getByText('Message', { exact: true }).waitFor()
  await row.getByText(/The server refused the recipient\. The server answered: 550/).waitFor()
  expect(await axeFindings(page, 'mail')).toEqual([])
  delete behaviour.rcptTo
  await row.getByRole('button', { name: 'Try again: ann@example.com' }).click()
  await row.getByText('Sent', { exact: true }).waitFor()
  expect(store.mails.get(messageMailId('m1', 'ann@example.com'))).toMatchObject({ status: 'sent', attempts: 1 })
  expect(server.received.at(-1)?.raw).toContain('Vera Vos')
})

test('an empty server takes the account away', async () => {
  const { page, office } = seat
  await field('SMTP server').fill('')
  await button('Save').click()
  await page.getByText('Saved.').first().waitFor()
  expect(office.store.office.mail.get()).toMatchObject({ host: '' })
  expect(mailSettings.parse(office.store.office.mail.get()).from).toBe('office@cordboard.example')
  await expect.poll(() => page.getByText('Send a test mail').count()).toBe(0)
})
