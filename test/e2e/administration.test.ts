// What an administrator does to keep the office safe, in a real Chromium: secrets, tokens, how long things are stored, the trash, the
// audit trail with its way back, locks, one's own password, and what the host says is wrong with it.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { contact } from '../../shared/domain/contacts.ts'
import { until } from '../support/office.ts'
import { firstPageMs, pageTimeoutMs } from './support/chromium.ts'
import { adminSeat } from './support/seat.ts'
import { settingsForms } from './support/settingsForms.ts'

const seat = adminSeat({
  prepare: async ({ office }) => {
    const lockedUntil = Date.now() + 600_000
    office.store.signInLockouts.save({ key: 'login:ben', failures: [Date.now()], lockedUntil })
    const vera = contact.parse({ id: 'vera', name: 'Vera Example', numbers: ['+4930123456'] })
    const { contacts, trash } = office.store
    contacts.save('ada', vera)
    trash.put({ kind: 'contact', name: vera.name, by: 'ada', body: { ...vera, owner: 'ada' } }, () => contacts.remove(vera.id))
  },
  open: async ({ page }) => {
    page.setDefaultTimeout(pageTimeoutMs)
    await page.getByText('5000').first().waitFor({ timeout: firstPageMs })
  },
})
const { open, button, field } = settingsForms(seat)

/** Pictures in light, dark and a small window, where CORDBOARD_PICTURES names a folder. */
async function pictures(name: string): Promise<void> {
  const folder = process.env.CORDBOARD_PICTURES
  if (!folder) return
  for (const [look, width] of [
    ['light', 1280],
    ['dark', 1280],
    ['light', 1024],
  ] as const) {
    await seat.page.emulateMedia({ colorScheme: look })
    await seat.page.setViewportSize({ width, height: width === 1024 ? 700 : 800 })
    await seat.page.screenshot({ path: `${folder}/${name}-${look}-${width}.png` })
  }
  await seat.page.emulateMedia({ colorScheme: 'light' })
  await seat.page.setViewportSize({ width: 1280, height: 800 })
}

test('a secret goes in by name and value, is listed by its name, and its value is nowhere on the page', async () => {
  const { page, office } = seat
  await open('secrets')
  await page.getByText('No secrets yet').waitFor()
  await pictures('secrets-empty')
  await field('Name').fill('shop_key')
  await page.getByLabel('Value', { exact: true }).fill('hush-hush-hush')
  await button('Save secret').click()
  await page.getByText('{{secret.shop_key}}').waitFor()
  expect(office.store.flowSecrets.read('shop_key')).toBe('hush-hush-hush')
  await page.reload()
  await page.getByText('{{secret.shop_key}}').waitFor()
  expect(await page.content()).not.toContain('hush-hush')
  await pictures('secrets')
})

test('the audit trail names what was done, by whom, and never a secret', async () => {
  const { page } = seat
  await open('audit')
  await page.getByText('shop_key').first().waitFor()
  expect(await page.content()).not.toContain('hush-hush')
  await pictures('audit')
})

test('how long things are stored is set, and is what the office goes by', async () => {
  const { page, office } = seat
  await open('office')
  await field('Keep the steps of calls for (days)').fill('45')
  await field('Keep the audit trail for (days)').fill('0')
  await button('Save').click()
  await page.getByText('Saved.').first().waitFor()
  expect(office.config().settings).toMatchObject({ keepTraceDays: 45, keepAuditDays: 0, keepHistoryDays: 1095 })
  await page.reload()
  await field('Keep the steps of calls for (days)').waitFor()
  expect(await field('Keep the steps of calls for (days)').inputValue()).toBe('45')
  expect(await field('Keep the audit trail for (days)').inputValue()).toBe('0')
  await field('Keep the steps of calls for (days)').scrollIntoViewIfNeeded()
  await pictures('stored-for')
})

test('a change is shown field by field, before and after, and is taken back', async () => {
  const { page, office } = seat
  await open('audit')
  const entry = page.getByRole('row').filter({ hasText: 'Office: changed' }).first()
  await entry.getByRole('button', { name: 'Show what changed' }).click()
  const changed = page.getByText('Keep the steps of calls for (days)').locator('..')
  expect(await changed.getByLabel('Before').textContent()).toBe('90')
  expect(await changed.getByLabel('After').textContent()).toBe('45')
  // Nothing but the two fields that were filled in.
  expect(await page.getByLabel('After', { exact: true }).allTextContents()).toEqual(['45', '0'])
  await pictures('audit-changes')
  await entry.getByRole('button', { name: /^Undo: / }).click()
  await page.getByText('Taken back').first().waitFor()
  expect(office.config().settings).toMatchObject({ keepTraceDays: 90, keepAuditDays: 1095 })
  await pictures('audit-undone')
  await open('office')
  expect(await field('Keep the steps of calls for (days)').inputValue()).toBe('90')
})

test('a token with scopes and an expiry is shown once, may do that much, and is revoked', async () => {
  const { page, desk } = seat
  const asked = async (method: string, path: string, token: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${desk.address}api/${path}`, { method, headers, ...(method === 'POST' && { body: '{}' }) })
    return answer.status
  }
  await open('tokens')
  await pictures('tokens-empty')
  await field('Name').fill('Wallboard')
  await field('Valid for days').fill('30')
  await page.getByRole('combobox', { name: 'May call' }).click()
  await page.getByRole('option', { name: 'calls (/api/calls)', exact: true }).click()
  await page.keyboard.press('Escape')
  await button('Create token').click()
  const once = page.getByRole('dialog', { name: 'Token of Wallboard' })
  const token = (await once.getByText(/^[\w-]{20,}$/).textContent()) ?? ''
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector('section[role=dialog]') ?? document.body).opacity === '1',
  )
  await pictures('token-once')
  await once.getByRole('button', { name: 'Close', exact: true }).last().click()
  await once.waitFor({ state: 'detached' })
  const row = page.getByRole('row').filter({ hasText: 'Wallboard' })
  await row.waitFor()
  const month = new Intl.DateTimeFormat('en', { month: 'short' }).format(Date.now() + 30 * 86_400_000)
  expect(await row.textContent()).toMatch(new RegExp(`Supervisorcalls.*${month}`))
  expect(await page.content()).not.toContain(token)
  await pictures('tokens')
  expect(await asked('POST', 'calls/list', token)).toBe(200)
  expect(await asked('GET', 'v1/calls', token)).toBe(403)
  await row.getByRole('button', { name: /Revoke/ }).click()
  await page.getByRole('button', { name: /Really revoke/ }).click()
  await row.waitFor({ state: 'detached' })
  expect(await asked('POST', 'calls/list', token)).toBe(401)
})

test('what was removed is in the trash, with who removed it, and is brought back', async () => {
  const { page, office } = seat
  await open('trash')
  await page.getByText('Vera Example').waitFor()
  await pictures('trash')
  await button('Bring back: Vera Example').click()
  await page.getByText('Vera Example').waitFor({ state: 'detached' })
  expect(office.store.contacts.get('ada', 'vera')).toMatchObject({ name: 'Vera Example', numbers: ['+4930123456'] })
  await pictures('trash-empty')
})

test('a lock after wrong passwords is listed and lifted', async () => {
  const { page, desk, office } = seat
  await page.goto(`${desk.address}#/queues`)
  await page.getByText('Sign-in as ben').waitFor()
  await pictures('locks')
  await button('Unlock: Sign-in as ben').click()
  await page.getByText('Sign-in as ben').waitFor({ state: 'detached' })
  expect(office.store.signInLockouts.load()).toEqual([])
})

test('one’s own password is changed by who knows it', async () => {
  const { page } = seat
  await open('console')
  const [current, next] = [page.getByLabel('Password now', { exact: true }), page.getByLabel('New password', { exact: true })]
  await current.fill('not that one at all')
  await next.fill('a better horse battery 7')
  await button('Change password').click()
  await page.getByText('This is not your password.').waitFor()
  await pictures('password-wrong')
  await current.fill('correct horse battery')
  await button('Change password').click()
  await page.getByText('Changed. Other browsers of yours are signed out.').waitFor()
  expect(await current.inputValue()).toBe('')
  // This session goes on.
  await open('secrets')
})

test('what is wrong with the host is on every page while it lasts, with what to do', async () => {
  const { page, office } = seat
  await open('system')
  const banner = page.getByRole('alert').filter({ hasText: 'Another program holds the database.' })
  const other = new Database(join(office.data, 'cordboard.sqlite'), { timeout: 5000 })
  try {
    other.exec('BEGIN EXCLUSIVE')
    const call = await office.dial('5000')
    await call.untilAnswered()
    await banner.waitFor()
    await page.getByRole('heading', { name: 'Condition of the host' }).waitFor()
    await pictures('problems')
    await call.hangup()
  } finally {
    other.close()
  }
  await banner.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'Condition of the host' }).waitFor({ state: 'detached' })
  await until('the call to be in the history', () => office.calls().length === 1)
})
