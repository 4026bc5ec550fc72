// Each template as a person makes it in the page: it opens without a problem, and no way runs behind a card that is not its own.
import { expect, test } from 'vitest'
import { templateNames } from '../../shared/flow/templates.ts'
import { editorPage } from './support/editorPage.ts'

const editor = editorPage(null, 'flows')
const names = {
  reception: 'Reception',
  afterHours: 'After hours',
  salesSupport: 'Sales and support',
  restaurant: 'Restaurant',
  clinic: 'Clinic',
}

/** Ways that come under a card neither of whose ends they are, as `way behind card`. */
const hidden = (): Promise<string[]> =>
  editor.page.evaluate(() => {
    const cards = [...document.querySelectorAll<HTMLElement>('.react-flow__node')]
    return [...document.querySelectorAll<SVGPathElement>('.react-flow__edge .react-flow__edge-path')].flatMap((path) => {
      const way = path.closest('.react-flow__edge')?.getAttribute('data-id') ?? ''
      const into = path.getScreenCTM()
      if (!into) return []
      const points = Array.from({ length: 121 }, (_, at) =>
        path.getPointAtLength((path.getTotalLength() * at) / 120).matrixTransform(into),
      )
      return cards.flatMap((card) => {
        const { left, right, top, bottom } = card.getBoundingClientRect()
        const under = points.filter(({ x, y }) => x > left + 2 && x < right - 2 && y > top + 2 && y < bottom - 2)
        return under.length > 1 ? [`${way} behind ${card.dataset.id}`] : []
      })
    })
  })

test.each(templateNames)('%s opens without a problem and is tidy', async (template) => {
  const { page, desk, button } = editor
  await page.goto(`${desk.address}#/flows`)
  await button('New flow').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(`My ${template}`)
  await dialog.getByLabel('Start from').selectOption({ label: names[template] })
  await dialog.getByRole('button', { name: 'New flow' }).click()
  await page.getByRole('heading', { name: `My ${template}` }).waitFor()
  await editor.opened()
  await editor.zoomToFit()
  if (process.env.CORDBOARD_SHOTS) await page.screenshot({ path: `${process.env.CORDBOARD_SHOTS}/${template}.png` })
  expect(await page.locator('[data-worst="error"]').count()).toBe(0)
  expect(await hidden()).toEqual([])
})
