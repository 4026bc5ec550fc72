// Backends of the office in a real Chromium: their fields, what is not shown again, and one that is tried.
import { expect, test } from 'vitest'
import { backend } from '../../shared/domain/backend.ts'
import { httpTestServer } from '../support/httpTestServer.ts'
import { until } from '../support/office.ts'
import { firstPageMs, pageTimeoutMs } from './support/chromium.ts'
import { adminSeat } from './support/seat.ts'
import { settingsForms } from './support/settingsForms.ts'

const seat = adminSeat({
  open: async ({ page }) => {
    page.setDefaultTimeout(pageTimeoutMs)
    await page.getByText('5000').first().waitFor({ timeout: firstPageMs })
  },
})
const { open, button, field, dialog } = settingsForms(seat)

test('a backend has the fields of its kind; a removal that is taken back finds its hidden values again', async () => {
  const { backends } = seat.office.store.office
  await open('backends')
  await button('New backend').click()
  await field('Name').fill('Orders')
  await field('Web address').fill('orders')
  await field('When it fails').fill('hang up')
  await button('Save').click()
  await seat.page.getByText('A web address begins with http:// or https://.').waitFor()
  await field('Web address').fill('https://orders.example/step')
  await button('Save').click()
  await seat.page.getByText('An action is JSON with a “type”').waitFor()
  await field('When it fails').fill('{"type": "hangup"}')
  await seat.page.getByLabel('Kind').selectOption('callActions')
  expect(await field('When it fails').count()).toBe(0)
  await field('Address for the summary').waitFor()
  await seat.page.getByLabel('Kind').selectOption('step')
  await button('Add: Headers').click()
  await seat.page.getByLabel('Header', { exact: true }).fill('Authorization')
  await seat.page.getByLabel('Value', { exact: true }).fill('Bearer a, b')
  await button('Save').click()
  await button('Orders').waitFor()
  const saved = { kind: 'step', headers: { Authorization: 'Bearer a, b' }, fallback: '{"type": "hangup"}' }
  const orders = () => backends.list().find(({ name }) => name === 'Orders')
  expect(orders()).toMatchObject(saved)
  await button('Orders').click()
  expect(await seat.page.getByLabel('Value', { exact: true }).inputValue()).toBe('•••')
  await button('Remove').click()
  await seat.page.getByRole('button', { name: /^Remove .*Orders/ }).click()
  await seat.page.getByText('No backends yet').waitFor()
  await button('Undo').click()
  await button('Orders').waitFor()
  expect(orders()).toMatchObject(saved)
})

test('a backend is tried: what a caller would get, and why there is nothing', async () => {
  const shop = await httpTestServer(({ path }) => ({ json: path === '/' ? { type: 'prompt', tts_text: 'Welcome' } : {} }))
  const { backends } = seat.office.store.office
  try {
    const headers = { Authorization: 'Bearer hush' }
    backends.save(backend.parse({ kind: 'step', id: 'shop', name: 'Shop', url: shop.url, headers }))
    await seat.page.reload()
    await button('Try it: Shop').click()
    const form = dialog('Try Shop')
    await until('the number to have the focus', () =>
      field('The caller’s number').evaluate((input) => input === document.activeElement),
    )
    await seat.page.keyboard.type('+4930123')
    await seat.page.keyboard.press('Enter')
    await form.getByText('A caller would get: prompt').waitFor()
    await until('it to be told that it is over', () => shop.asked.at(-1)?.path === '/end')
    expect(shop.asked.map(({ path, headers }) => [path, headers.authorization])).toEqual(
      ['/start', '/', '/end'].map((path) => [path, 'Bearer hush']),
    )
    expect(shop.bodies<{ caller: string }>('/')[0]?.caller).toBe('+4930123')
    expect(await form.textContent()).not.toContain('hush')
    shop.answer = ({ path }) => (path === '/' ? { status: 503 } : {})
    await form.getByRole('button', { name: 'Try it' }).click()
    await form.getByText('It answered 503, which is no success.').waitFor()
  } finally {
    await shop.close()
  }
  await dialog('Try Shop').getByRole('button', { name: 'Try it' }).click()
  await dialog('Try Shop').getByText('No answer: nothing listens at that address.').waitFor()
  await seat.page.keyboard.press('Escape')
  await until('the way to it to have the focus', () => button('Try it: Shop').evaluate((way) => way === document.activeElement))
})

test('the log of a backend names what was passed over in a call, and leads to the call', async () => {
  const odd = { type: 'prompt', tts_text: 'Welcome', volume: 11, next: { type: 'hangup' } }
  const shop = await httpTestServer(({ path }) => ({ json: path === '/' ? odd : {} }))
  const { backends } = seat.office.store.office
  try {
    backends.save(backend.parse({ kind: 'step', id: 'odd', name: 'Odd', url: shop.url }))
    await seat.office.change((o) => o.routes.save({ number: '5977', flowId: 'builtin:step:odd' }))
    const caller = await seat.office.dial('5977', '+4930555977')
    await caller.untilEnded()
    await until('the step in the history', () =>
      seat.office
        .calls()
        .some(
          (call) => call.from === '+4930555977' && seat.office.traceOf(call.id).some(({ type }) => type === 'step.passedOver'),
        ),
    )
    await seat.page.reload()
    await button('Log: Shop').click()
    await dialog('Log of Shop').getByText('Nothing to tell').waitFor()
    await seat.page.keyboard.press('Escape')
    await button('Log: Odd').click()
    const log = dialog('Log of Odd')
    await log.getByText('Passed over', { exact: true }).waitFor()
    await log.getByText(/volume/).waitFor()
    await log.getByRole('link', { name: '+4930555977' }).click()
    await seat.page.getByRole('region', { name: 'Story' }).waitFor()
  } finally {
    await shop.close()
  }
})
