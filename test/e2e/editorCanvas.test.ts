// The canvas under a person's hand: frames, lines of alignment, the overview, copies into another flow; and a prompt spoken at the desk.
import { beforeEach, expect, test } from 'vitest'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { until } from '../support/office.ts'
import { editorPage, middleOf } from './support/editorPage.ts'
import { looseEnds, paintedWays, waysAt } from './support/waysOnScreen.ts'

const editor = editorPage('reception')
const { button, drag, draft, flows, publish, saved, step, zoomToFit } = editor
const nodeOf = (type: string) => {
  const node = draft()?.nodes.find((each) => each.type === type)
  if (!node) throw new Error(`no ${type}`)
  return node
}
const frame = () => draft()?.notes.find(({ kind }) => kind === 'frame')
const card = (id: string) => editor.page.locator(`.react-flow__node[data-id="${id}"]`)
const sizes = () => ({ frame: frame()?.size, menu: nodeOf('menu').position, queue: nodeOf('queue').position })

// What a failed try left on the canvas is not the next one's trouble.
beforeEach(async ({ task }) => {
  if (!task.result?.retryCount) return
  await editor.page.mouse.up()
  await editor.page.reload()
  await step('start').waitFor()
})

/** Both steps, and nothing else, are chosen. */
async function chooseBoth(): Promise<void> {
  await step(nodeOf('menu').id).click({ position: { x: 20, y: 8 } })
  await zoomToFit()
  await step(nodeOf('queue').id).click({ position: { x: 20, y: 8 }, modifiers: ['Control'] })
  await editor.page.getByText('2 chosen').waitFor()
}

test('a frame is drawn around what is chosen, titled, pulled larger, carries its steps along, and all of it can be undone', async () => {
  const { page } = editor
  await chooseBoth()
  await button('Frame').click()
  await until('the frame', frame)
  await saved()
  const id = frame()?.id ?? ''
  await card(id).getByRole('textbox', { name: 'Title of the frame' }).fill('Talking')
  await until('its title', () => frame()?.text === 'Talking')
  await zoomToFit()
  const before = sizes()

  const corner = card(id).locator('.react-flow__resize-control.handle.bottom.right')
  const from = await middleOf(corner)
  await drag(corner, { x: from.x + 60, y: from.y + 40 })
  await until('it to be larger', () => (frame()?.size?.width ?? 0) > (before.frame?.width ?? 0))
  const larger = sizes()
  expect(larger.frame?.height).toBeGreaterThan(before.frame?.height ?? 0)
  expect(larger).toMatchObject({ menu: before.menu, queue: before.queue })

  const at = frame()?.position ?? { x: 0, y: 0 }
  const box = await card(id).boundingBox()
  if (!box) throw new Error('no frame in sight')
  await page.mouse.move(box.x + box.width / 2, box.y + 4)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 - 50, box.y - 60, { steps: 8 })
  await page.mouse.up()
  await until('it to be elsewhere', () => (frame()?.position.y ?? 0) < at.y)
  const moved = { x: (frame()?.position.x ?? 0) - at.x, y: (frame()?.position.y ?? 0) - at.y }
  const along = ({ x, y }: { x: number; y: number }) => ({ x: x + moved.x, y: y + moved.y })
  expect(sizes()).toEqual({ frame: larger.frame, menu: along(before.menu), queue: along(before.queue) })

  await button('Undo: move').click()
  await until('everything back', () => JSON.stringify(sizes()) === JSON.stringify(larger))
  await button('Undo: frame').click()
  await until('the size back', () => JSON.stringify(sizes()) === JSON.stringify(before))
})

test('a card that is dragged keeps to the lines of the others, which are shown meanwhile', async () => {
  const { page } = editor
  await zoomToFit()
  const { id, position } = nodeOf('voicemail')
  const box = await step(id).boundingBox()
  if (!box) throw new Error('no voicemail in sight')
  const hand = { x: box.x + box.width / 3, y: box.y + 8 }
  const lines = page.locator('svg[class*=guides] line')
  await page.mouse.move(hand.x, hand.y)
  await page.mouse.down()
  let shown = 0
  for (let by = 2; by <= 80 && shown === 0; by += 2) {
    await page.mouse.move(hand.x + 40, hand.y + by)
    shown = await lines.count()
  }
  expect(shown).toBeGreaterThan(0)
  const [line, held] = await Promise.all([lines.first().boundingBox(), step(id).boundingBox()])
  if (!line || !held) throw new Error('no line in sight')
  const distances = [0, 0.5, 1].map((part) =>
    line.width > line.height
      ? Math.abs(line.y + line.height / 2 - held.y - held.height * part)
      : Math.abs(line.x + line.width / 2 - held.x - held.width * part),
  )
  expect(Math.min(...distances)).toBeLessThan(2)
  await page.mouse.up()
  await lines.first().waitFor({ state: 'detached' })
  await until('it to be elsewhere', () => JSON.stringify(nodeOf('voicemail').position) !== JSON.stringify(position))
})

test('ways stay at their cards while one is dragged, beyond the edge of the canvas as well, and when that is undone', async () => {
  const { page } = editor
  await zoomToFit()
  const { id, position } = nodeOf('menu')
  const all = { painted: expect.any(Number), unpainted: 0 }
  expect(await looseEnds(page)).toEqual([])
  const { painted, unpainted } = await paintedWays(page)
  expect([painted > 3, unpainted]).toEqual([true, 0])
  const box = await step(id).boundingBox()
  const pane = await page.locator('.react-flow__pane').boundingBox()
  if (!box || !pane) throw new Error('no menu in sight')
  const hand = { x: box.x + box.width / 3, y: box.y + 8 }
  await page.mouse.move(hand.x, hand.y)
  await page.mouse.down()
  for (const [dx, dy] of [
    [30, 10],
    [90, 60],
    [-40, 120],
    [-40, -30],
  ] as const) {
    await page.mouse.move(hand.x + dx, hand.y + dy, { steps: 4 })
    expect(await looseEnds(page)).toEqual([])
    const held = await step(id).boundingBox()
    expect(Math.abs((held?.x ?? 0) - box.x - dx)).toBeLessThan(20)
  }
  expect(await paintedWays(page)).toEqual(all)
  // At the edge the canvas moves under the hand.
  const view = () => page.locator('.react-flow__viewport').getAttribute('style')
  const before = await view()
  await page.mouse.move(pane.x + pane.width - 4, hand.y, { steps: 6 })
  await until('the canvas to move', async () => (await view()) !== before)
  await page.mouse.move(hand.x, hand.y + 40, { steps: 6 })
  expect(await looseEnds(page)).toEqual([])
  await page.mouse.up()
  await until('it to be elsewhere', () => JSON.stringify(nodeOf('menu').position) !== JSON.stringify(position))
  await zoomToFit()
  expect(await looseEnds(page)).toEqual([])
  expect(await paintedWays(page)).toEqual(all)
  await button('Undo: move').click()
  await until('it to be back', () => JSON.stringify(nodeOf('menu').position) === JSON.stringify(position))
  expect(await looseEnds(page)).toEqual([])
})

test('what is dragged keeps the pointer: no card on its way takes notice', async () => {
  const { page } = editor
  await zoomToFit()
  const [{ id }, over] = [nodeOf('voicemail'), nodeOf('queue')]
  const noticed = () => page.locator('.react-flow__node:hover').evaluateAll((all) => all.map((each) => each.dataset.id))
  // The mouse is pointer 1 in Chromium.
  const held = () => step(id).evaluate((card) => [...card.querySelectorAll('*')].some((part) => part.hasPointerCapture(1)))
  const there = await middleOf(step(over.id))
  const box = await step(id).boundingBox()
  if (!box) throw new Error('no voicemail in sight')
  await page.mouse.move(box.x + box.width / 3, box.y + 8)
  await page.mouse.down()
  await page.mouse.move(there.x, there.y, { steps: 5 })
  expect(await noticed()).toEqual([id])
  expect(await held()).toBe(true)
  await page.mouse.up()
  expect(await held()).toBe(false)
  await button('Undo: move').click()
  await page.mouse.move(there.x, there.y)
  expect(await noticed()).toEqual([over.id])
})

test('ways to cards out of sight go along with the one that is dragged', async () => {
  const { page } = editor
  await zoomToFit()
  const { id } = nodeOf('menu')
  const { x, y } = await middleOf(step(id))
  await page.mouse.move(x, y)
  const all = await page.locator('.react-flow__node').count()
  await until('most cards to be out of sight', async () => {
    await page.mouse.wheel(0, -300)
    return (await page.locator('.react-flow__node').count()) < all / 2
  })
  const box = await step(id).boundingBox()
  if (!box) throw new Error('no menu in sight')
  const hand = { x: Math.max(x, box.x + 20), y: Math.max(box.y + 14, 200) }
  await page.mouse.move(hand.x, hand.y)
  const before = await waysAt(page, id)
  await page.mouse.down()
  await page.mouse.move(hand.x + 60, hand.y + 40, { steps: 6 })
  const now = await waysAt(page, id)
  const left = Object.keys(now).filter((way) => now[way] === before[way])
  expect([left, Object.keys(now).length > 2]).toEqual([[], true])
  await page.mouse.up()
  await button('Undo: move').click()
})

test('palette, settings and phone fold away, and stay so over a reload', async () => {
  const { page } = editor
  const width = async () => (await page.locator('.react-flow').boundingBox())?.width ?? 0
  await step(nodeOf('menu').id).click({ position: { x: 20, y: 8 } })
  await button('Fold the settings away').waitFor()
  const before = await width()
  await button('Panel beside the canvas').click()
  await button('Fold the settings away').click()
  await button('Fold the phone away').click()
  await until('the room to be the canvas’s', async () => (await width()) > before + 600)
  const wide = await width()
  await page.reload()
  await step('start').waitFor()
  await step(nodeOf('menu').id).click({ position: { x: 20, y: 8 } })
  await button('Settings of the step').waitFor()
  expect(await width()).toBe(wide)
  // The phone still says how it is, and opens over the page.
  await button('Phone').click()
  await page.getByRole('complementary', { name: 'Phone' }).waitFor()
  await button('Phone beside the page').click()
  await button('Settings of the step').click()
  await button('Panel beside the canvas').click()
  await until('all to be back', async () => (await width()) === before)
  await button('Fold the settings away').waitFor()
})

test('thirty steps in sight have no letters under 11 px, nor has any scale on the way there', async () => {
  const { desk, page } = editor
  flows().create(thirty)
  await page.goto(`${desk.address}#/flows/${thirty.id}`)
  await step('start').waitFor()
  await page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } })
  await zoomToFit()
  expect(await page.locator('.react-flow__node').count()).toBe(30)
  const smallest = () =>
    page.evaluate(() => {
      const scale = new DOMMatrix(getComputedStyle(document.querySelector('.react-flow__viewport') as Element).transform).a
      const words = [...document.querySelectorAll('.react-flow__node *, .react-flow__edge text')].filter(
        (each) =>
          each.checkVisibility() &&
          [...each.childNodes].some(({ nodeType, data }: Node & { data?: string }) => nodeType === 3 && data?.trim()),
      )
      return {
        words: words.length,
        size: Math.min(...words.map((each) => Number.parseFloat(getComputedStyle(each).fontSize))) * scale,
      }
    })
  const { x, y } = await middleOf(step('start'))
  await page.mouse.move(x, y)
  for (let turn = 0; turn < 12; turn += 1) {
    const { words, size } = await smallest()
    expect(words).toBeGreaterThan(0)
    expect(size).toBeGreaterThan(10.9)
    await page.mouse.wheel(0, -120)
  }
  await page.goto(`${desk.address}#/flows/reception`)
  await step('start').waitFor()
})

test('cards and edges say what they are and where they lead', async () => {
  await zoomToFit()
  const menu = nodeOf('menu')
  const card = step(menu.id).getByRole('group', { name: /^Menu/ })
  expect(await card.getAttribute('aria-label')).toMatch(/^Menu .*, \d+ outlets, .*1.* to /)
  expect(await step(menu.id).textContent()).toMatch(/Press 1/)
  const wire = editor.page.locator(`.react-flow__edge[data-id^="${menu.id} 1 "]`)
  expect(await wire.getAttribute('aria-label')).toMatch(/^1 from .+ to .+/)
  expect(await wire.getAttribute('aria-roledescription')).toBeNull()
})

test('a press on the overview goes there', async () => {
  const { page } = editor
  await zoomToFit()
  for (let times = 0; times < 4; times += 1) {
    await page.mouse.move(700, 400)
    await page.mouse.wheel(0, -400)
  }
  const first = step('start')
  await until('the start to be out of sight', async () => (await first.count()) === 0 || !(await inSight('start')))
  const overview = page.locator('[class*=overview] svg')
  const { x, y, width, height } = (await overview.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  for (const part of [0.02, 0.08, 0.14, 0.2, 0.26]) {
    await page.mouse.click(x + width * part, y + height / 2)
    if (await inSight('start')) break
  }
  expect(await inSight('start')).toBe(true)
})

async function inSight(id: string): Promise<boolean> {
  const [of, pane] = await Promise.all([
    step(id)
      .boundingBox({ timeout: 300 })
      .catch(() => null),
    editor.page.locator('.react-flow').boundingBox(),
  ])
  return !!of && !!pane && of.x < pane.x + pane.width && of.x + of.width > pane.x && of.y + of.height > pane.y
}

test('several steps are copied into another flow, with the way between them and names of their own', async () => {
  const { desk, page } = editor
  await zoomToFit()
  await chooseBoth()
  await page.keyboard.press('Control+c')
  const id = 'other'
  flows().create({ ...empty, id, name: 'Other' })
  await page.goto(`${desk.address}#/flows/${id}`)
  await page.getByRole('heading', { name: 'Other' }).waitFor()
  await step('start').waitFor()
  const other = () => flows().draft(id)?.document
  await page.keyboard.press('Control+v')
  await until('both there', () => other()?.nodes.length === 3)
  await page.keyboard.press('Control+v')
  await until('both twice', () => other()?.nodes.length === 5)
  const types = (other()?.nodes ?? []).map(({ type }) => type).sort()
  expect(types).toEqual(['menu', 'menu', 'queue', 'queue', 'start'])
  expect(new Set(other()?.nodes.map((node) => node.id)).size).toBe(5)
  const kept = (draft()?.edges ?? []).filter(({ from, to }) => from.node === nodeOf('menu').id && to === nodeOf('queue').id)
  expect(other()?.edges).toHaveLength(kept.length * 2)
  await page.goto(`${desk.address}#/flows/reception`)
  await step('start').waitFor()
})

/** Menus one behind the other in five rows. */
const thirty: FlowDocument = {
  schema: 1,
  id: 'thirty',
  name: 'Thirty',
  nodes: Array.from({ length: 30 }, (_, at) => ({
    id: at === 0 ? 'start' : `menu-${at}`,
    type: at === 0 ? 'start' : 'menu',
    label: at === 0 ? '' : `Menu number ${at}`,
    position: { x: (at % 6) * 320, y: Math.floor(at / 6) * 220 },
    config: at === 0 ? {} : { prompt: { kind: 'text', text: 'Press 1 or 2.' }, keys: ['1', '2'] },
  })),
  edges: Array.from({ length: 29 }, (_, at) => ({
    from: at === 0 ? { node: 'start', port: 'next' } : { node: `menu-${at}`, port: '1' },
    to: `menu-${at + 1}`,
  })),
  notes: [],
  variables: [],
}
const start = { id: 'start', type: 'start', label: '', position: { x: 0, y: 0 }, config: {} }
const empty = { schema: 1 as const, nodes: [start], edges: [], notes: [], variables: [] }

test('a prompt is spoken at the desk, heard, kept, and a caller hears it', async () => {
  const { office, page } = editor
  const prompts = () => office.store.office.prompts.list()
  const before = prompts().length
  await zoomToFit()
  await step(nodeOf('menu').id).click({ position: { x: 20, y: 8 } })
  await page.getByRole('combobox', { name: 'What the caller hears', exact: true }).first().selectOption('audio')
  await button('Record with the microphone').click()
  const running = page.getByRole('timer', { name: 'Recording' })
  await until('two seconds', async () => ((await running.textContent()) ?? '') >= '0:02')
  await button('Stop').click()
  const sound = page.getByLabel('Listen to the recording')
  await sound.evaluate((element) => (element as HTMLAudioElement).play())
  await until('it to be heard', () => sound.evaluate((element) => (element as HTMLAudioElement).currentTime > 0.2))
  await page.getByLabel('Name in the library').fill('Hello')
  await button('Keep').click()
  const kept = await until('it in the library', () => prompts().find(({ name }) => name === 'Hello'))
  expect(prompts()).toHaveLength(before + 1)
  expect(kept.seconds).toBeGreaterThan(1)
  expect(kept.seconds).toBeLessThan(10)
  await until('the draft', () => JSON.stringify(nodeOf('menu').config.prompt).includes(kept.id))
  await publish('My own voice')
  const caller = await office.dial('5000', '+4930555')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.hangup()
  await office.assertQuiet()
})
