// The settings as an administrator's hands find them.
import type { adminSeat } from './seat.ts'

type Seat = Pick<ReturnType<typeof adminSeat>, 'page' | 'desk'>

/** What is pressed and filled in there; read at each use, as the seat's page is there only while a test runs. */
export const settingsForms = (seat: Seat) => ({
  /** Goes to one of its pages. */
  open: async (page: string) => {
    await seat.page.goto(`${seat.desk.address}#/settings/${page}`)
    await seat.page.getByRole('heading', { name: 'Settings' }).waitFor()
  },
  button: (name: string | RegExp) => seat.page.getByRole('button', { name, exact: true }).first(),
  field: (name: string) => seat.page.getByRole('textbox', { name, exact: true }),
  dialog: (name: string | RegExp) => seat.page.getByRole('dialog', { name }),
})
