// The flow editor in a real Chromium on a real office, and how a person's hand moves in it.
import type { Locator } from '@playwright/test'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { until } from '../../support/office.ts'
import { firstPageMs, pageTimeoutMs } from './chromium.ts'
import { adminSeat } from './seat.ts'

type Place = { x: number; y: number }

/** The page of an admin, on that flow, or on `path` of the console. */
export function editorPage(flow: string | null, path = `flows/${flow}`) {
  let flowId = flow ?? ''
  const seat = adminSeat({
    open: async ({ desk, page }) => {
      page.setDefaultTimeout(pageTimeoutMs)
      await page.getByText('5000').first().waitFor({ timeout: firstPageMs })
      await page.goto(`${desk.address}#/${path}`)
      if (flow) await step('start').waitFor()
    },
  })
  const button = (name: string | RegExp) => seat.page.getByRole('button', { name, exact: true }).first()
  const step = (id: string) => seat.page.locator(`.react-flow__node[data-id="${id}"]`)
  const flows = () => seat.office.store.flows
  const draft = (): FlowDocument | undefined => flows().draft(flowId)?.document

  /** Everything in sight, and the view at rest. */
  async function zoomToFit(): Promise<void> {
    await button('Zoom to fit').click()
    const view = seat.page.locator('.react-flow__viewport')
    let [before, same] = ['', 0]
    await until('the view to rest', async () => {
      const now = (await view.getAttribute('style')) ?? ''
      same = now === before ? same + 1 : 0
      before = now
      return same > 12
    })
  }

  /** Drags from the middle of one thing to a place, or to where something is by then: the canvas moves along near its rim. */
  async function drag(from: Locator, to: Place | Locator): Promise<void> {
    const { page } = seat
    const where = async () => ('x' in to ? to : middleOf(to))
    const [begin, end] = [await middleOf(from), await where()]
    await page.mouse.move(begin.x, begin.y)
    await page.mouse.down()
    await page.mouse.move((begin.x + end.x) / 2, (begin.y + end.y) / 2, { steps: 4 })
    await page.mouse.move(end.x, end.y, { steps: 4 })
    const last = await where()
    await page.mouse.move(last.x, last.y, { steps: 2 })
    await page.mouse.up()
  }

  /** Publishes the draft with that note and waits for the dialog to be gone. */
  async function publish(note: string): Promise<void> {
    const before = flows().versions(flowId).length
    await button('Publish').click()
    const dialog = seat.page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(note)
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await until('the version', () => flows().versions(flowId).length === before + 1)
    await dialog.waitFor({ state: 'detached' })
  }

  return Object.assign(seat, {
    button,
    step,
    flows,
    draft,
    zoomToFit,
    drag,
    publish,
    /** The flow the page has opened since: what `draft` and `publish` mean from now on. */
    opened: async () => {
      await step('start').waitFor()
      flowId = decodeURIComponent(seat.page.url().split('/').at(-1) ?? '')
      return flowId
    },
    /** A port of a step on the canvas. */
    port: (id: string, name: string) => step(id).locator(`[data-handleid="${name}"]`),
    /** Edges of the draft as `node.port>node`. */
    ways: () => (draft()?.edges ?? []).map(({ from, to }) => `${from.node}.${from.port}>${to}`),
    /** The draft is on the host. */
    saved: () => seat.page.locator('[data-draft="saved"]').waitFor(),
  })
}

/** Where the middle of something in the page is. */
export async function middleOf(of: Locator): Promise<Place> {
  const box = await of.boundingBox()
  if (!box) throw new Error('It is not in the page.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
