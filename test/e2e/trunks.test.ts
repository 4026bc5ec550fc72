// Trunks in a real Chromium: how each is registered, and why not, as it changes; their form, and rules that name several.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outgoingRule, trunk } from '../../shared/domain/office.ts'
import { until } from '../support/office.ts'
import { provider } from '../support/provider.ts'
import { axeFindings } from './support/axe.ts'
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
let refusing: Awaited<ReturnType<typeof provider>>
beforeAll(async () => {
  refusing = await provider('127.0.0.31', seat.office.address.sip, 403)
})
afterAll(() => refusing?.transport.close())

test('a refused registration has its reason on the list and among the checks; an account that is mended shows at once', async () => {
  const { port } = refusing.transport
  const line = { id: 'acme', name: 'Acme Telecom', host: '127.0.0.31', port, register: true, username: 'acme' }
  await seat.office.change((o) => o.trunks.save(trunk.parse({ ...line, password: 'wrong' })))
  const { page } = seat
  await open('trunks')
  const row = page.getByRole('row').filter({ hasText: 'Acme Telecom' })
  await row.getByText('403: wrong password or account').waitFor()
  expect(await row.getByText(/Tried again in \d+ s/).count()).toBe(1)
  await open('system')
  await page.getByText('Acme Telecom is not registered. 403:').waitFor()
  await open('trunks')
  await row.getByText('403: wrong password or account').waitFor()
  refusing.status = 200
  await seat.office.change((o) => o.trunks.save(trunk.parse({ ...line, password: 'right' })))
  await row.getByText('Registered', { exact: true }).waitFor()
})

test('a trunk is set up from a preset; what few providers want is folded, and unfolds where something is wrong', async () => {
  const { page } = seat
  await open('trunks')
  await button('New trunk').click()
  const panel = dialog('New trunk')
  await panel.getByLabel('Provider', { exact: true }).selectOption({ label: 'dus.net' })
  expect(await field('Server').inputValue()).toBe('secure.dus.net')
  expect(await panel.getByLabel('Port', { exact: true }).inputValue()).toBe('5061')
  expect(await panel.getByLabel('Transport').inputValue()).toBe('tls')
  expect(await panel.getByRole('switch', { name: 'Encrypt the sound (SRTP)' }).isChecked()).toBe(true)
  await field('Name').fill('Dus')
  expect(await field('Outbound proxy').isVisible()).toBe(false)
  const connection = panel.getByRole('button', { name: 'Connection', exact: true })
  await connection.focus()
  await page.keyboard.press('Enter')
  await field('Outbound proxy').fill('no server')
  await connection.click()
  await field('Outbound proxy').waitFor({ state: 'hidden' })
  await button('Save').click()
  await field('Outbound proxy').waitFor()
  expect(await field('Outbound proxy').getAttribute('aria-invalid')).toBe('true')
  await field('Outbound proxy').fill('edge.dus.net:5061')
  expect(await axeFindings(page, 'a trunk with a part unfolded')).toEqual([])
  await button('Save').click()
  await panel.waitFor({ state: 'hidden' })
  const saved = () => seat.office.store.office.trunks.list().find(({ name }) => name === 'Dus')
  await until('the trunk to be stored', saved)
  expect(saved()).toMatchObject({
    ...{ host: 'secure.dus.net', port: 5061, transport: 'tls', srtp: true, outboundProxy: 'edge.dus.net:5061' },
    ...{ register: true, codecs: ['alaw', 'ulaw'], qualifySeconds: 15, maxCalls: 0 },
  })
  // Who turns encryption of SIP off sends no keys in the clear.
  await button('Dus').click()
  const edited = dialog(/Dus/)
  expect(await edited.getByLabel('Provider', { exact: true }).count()).toBe(0)
  await edited.getByLabel('Transport').selectOption('udp')
  expect(await edited.getByLabel('Port', { exact: true }).inputValue()).toBe('5060')
  await button('Save').click()
  await until('the change to be stored', () => saved()?.transport === 'udp')
  expect(saved()).toMatchObject({ srtp: false, port: 5060 })
})

test('a test call over a trunk tells in words what the provider answered, with the messages of it', async () => {
  const { page } = seat
  refusing.calls = 486
  await open('trunks')
  const part = page.getByRole('region', { name: 'Test call over a trunk' })
  await part.getByLabel('Trunk', { exact: true }).selectOption({ label: 'Acme Telecom' })
  await part.getByLabel('Number to test').fill('030901820')
  await page.keyboard.press('Enter')
  await part.getByText('486: The other party is busy: the trunk works.').waitFor()
  const lines = await part.getByRole('row').allTextContents()
  expect(lines.filter((line) => /to the provider\s*INVITE$/.test(line)).length).toBeGreaterThan(0)
  expect(lines.filter((line) => /from the provider\s*486/.test(line)).length).toBe(1)
  expect(await axeFindings(page, 'a test call over a trunk')).toEqual([])
})

test('a rule names a second trunk, and a number that is tried shows both', async () => {
  const { page } = seat
  await seat.office.change((o) => o.trunks.save(trunk.parse({ id: 'acme', name: 'Acme Telecom', host: '127.0.0.31' })))
  await seat.office.change((o) => o.outgoing.replaceAll([outgoingRule.parse({ id: 'far', pattern: '0X.', trunkId: 'test' })]))
  await open('outgoing')
  await button('0X.').click()
  await page.getByRole('combobox', { name: 'If it fails, by' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('listbox').getByRole('option', { name: 'Acme Telecom', exact: true }).click()
  await page.keyboard.press('Tab')
  expect(await field('Seconds without a sign before the next').inputValue()).toBe('8')
  await field('Seconds without a sign before the next').fill('5')
  await button('Save').click()
  const [rule] = await until('the rule to be stored', () => {
    const rules = seat.office.store.office.outgoing.list()
    return rules[0]?.otherTrunkIds?.length ? rules : null
  })
  expect(rule).toMatchObject({ trunkId: 'test', otherTrunkIds: ['acme'], nextAfterSeconds: 5 })
  await field('Number as it is typed').fill('030901820')
  await page.getByText('or Acme Telecom: 030901820').waitFor()
  await page.getByRole('row').filter({ hasText: '→ Acme Telecom' }).waitFor()
})
