// What an administrator does to keep the office safe, in a real Chromium: secrets, the trash, the audit trail, locks, one's own password.
import { expect, test } from 'vitest'
import { contact } from '../../shared/domain/contacts.ts'
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
    page.setDefaultTimeout(8000)
    await page.getByText('5000').first().waitFor()
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
  await page.getByText('login:ben').waitFor()
  await pictures('locks')
  await button('Lift').click()
  await page.getByText('login:ben').waitFor({ state: 'detached' })
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
