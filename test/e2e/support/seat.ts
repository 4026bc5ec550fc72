// A seat in an office for one file of tests: opened before its first test and closed after its last.
import type { Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { RealOffice } from '../../support/office.ts'
import { type ConsoleOffice, consoleOffice, registered, setUp } from './console.ts'

type Seat = { readonly desk: ConsoleOffice; readonly office: RealOffice; readonly page: Page }

type Opening = {
  /** Speaks instead of the microphone. */
  toneHz?: number
  /** What the office is to be like before anyone sits down. */
  prepare?(desk: ConsoleOffice): Promise<void>
  /** What is open when the first test begins. */
  open(seat: Seat): Promise<void>
}

/**
 * An office with the page of its first admin. At the end no page has had an error and Asterisk has no channel left.
 * CORDBOARD_SHOTS names a folder for pictures of the page as it stood when a test failed.
 */
export function adminSeat({ toneHz, prepare, open }: Opening): Seat {
  let desk: ConsoleOffice | undefined
  let page: Page | undefined
  const here = <T>(it: T | undefined): T => {
    if (!it) throw new Error('The office is open while a test runs only.')
    return it
  }
  const seat: Seat = {
    get desk() {
      return here(desk)
    },
    get office() {
      return here(desk).office
    },
    get page() {
      return here(page)
    },
  }
  beforeAll(async () => {
    desk = await consoleOffice()
    await prepare?.(desk)
    page = await desk.page(toneHz)
    await setUp(page, desk.setupLink())
    await open(seat)
  })
  afterEach(async ({ task }) => {
    const folder = process.env.CORDBOARD_SHOTS
    if (folder && task.result?.state === 'fail') await page?.screenshot({ path: `${folder}/${task.id}.png` })
  })
  afterAll(async () => {
    try {
      expect(desk?.problems).toEqual([])
      await desk?.office.assertQuiet()
    } finally {
      await desk?.stop()
    }
  })
  return seat
}

/** The agent alex at the softphone, free for the next call: callers hear 880 Hz. */
export const agentSeat = (prepare?: Opening['prepare']): Seat =>
  adminSeat({
    toneHz: 880,
    prepare: async (desk) => {
      await withoutPauses(desk)
      await prepare?.(desk)
    },
    open: async ({ office, page }) => {
      await registered(page)
      office.engine.desk.admit('alex')
    },
  })

/** The queue neither tells callers their place nor gives operators time after a call. */
const withoutPauses = ({ office }: ConsoleOffice): Promise<void> =>
  office.change((o) => {
    const queue = o.queues.get('reception')
    if (queue) o.queues.save({ ...queue, wrapUpSeconds: 0, announcePosition: false })
  })
