// The list of trunks tells how each is registered, and why not, as it changes: in a real Chromium, with a provider that refuses first.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { trunk } from '../../shared/domain/office.ts'
import { provider } from '../support/provider.ts'
import { adminSeat } from './support/seat.ts'
import { settingsForms } from './support/settingsForms.ts'

const seat = adminSeat({
  open: async ({ page }) => {
    page.setDefaultTimeout(20_000)
    await page.getByText('5000').first().waitFor()
  },
})
const { open } = settingsForms(seat)
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
