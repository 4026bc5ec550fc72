import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../../build/paths.ts'
import { walk } from '../../../renderer/flows/document/walk.ts'
import { paintedWeek, stroke } from '../../../renderer/lib/hours/week.ts'
import { fromCallytics } from '../../../shared/callytics/fromCallytics.ts'
import { toCallytics } from '../../../shared/callytics/toCallytics.ts'
import { stableFlow } from '../../../shared/flow/stable.ts'
import { templateFlow, templateNames } from '../../../shared/flow/templates.ts'
import { validateFlow } from '../../../shared/flow/validate.ts'
import { everyNode, flow } from '../shared/flows.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-flow-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const callytics = {
  name: 'Main',
  nodes: [
    { nodeKey: 'a', type: 'start', label: 'Start', positionX: 0, positionY: 0, config: {} },
    { nodeKey: 'b', type: 'menu', label: 'Menu', positionX: 300, positionY: 0, config: { tts_text: 'Press 1', timeout: 5000 } },
    { nodeKey: 'c', type: 'hangup', label: 'End', positionX: 600, positionY: 0, config: null },
    { nodeKey: 'd', type: 'fax', label: 'Fax', positionX: 600, positionY: 90, config: {} },
  ],
  edges: [
    { sourceNodeKey: 'a', targetNodeKey: 'b', branchKey: 'default', condition: null },
    { sourceNodeKey: 'b', targetNodeKey: 'c', branchKey: '1', condition: null },
    { sourceNodeKey: 'b', targetNodeKey: 'c', branchKey: 'invalid', condition: null },
    { sourceNodeKey: 'b', targetNodeKey: 'd', branchKey: 'timeout', condition: { x: 1 } },
  ],
}

test('a flow of Callytics is read with its keys, and what was lost is reported', () => {
  const read = fromCallytics(callytics, 'x')
  expect(read?.document.nodes[1]).toMatchObject({ type: 'menu', config: { keys: ['1'], timeoutMs: 5000 } })
  expect(read?.report).toEqual(['“d”: there is no step “fax” here.', '“b” → “d”: the condition was left out.'])
  expect(validateFlow(read?.document).map(({ code }) => code)).toEqual(['UNKNOWN_TYPE'])
  expect(fromCallytics({ nodes: 'x' }, 'x')).toBeNull()
  const back = toCallytics(everyNode())
  // Each way is there or listed.
  expect(back.file.edges.length + back.report.filter((line) => line.includes(' → ')).length).toBe(everyNode().edges.length)
  expect(back.report.some((line) => line.includes('condition'))).toBe(true)
})

test('a file is the same whatever the order in memory, and has no secrets', () => {
  const hook = { type: 'webhook', url: 'https://x.example', headers: { Authorization: 'Bearer 1', Accept: 'json' } }
  const document = flow({ start: { type: 'start' }, hook }, ['start.next>hook'])
  const turned = { ...document, nodes: [...document.nodes].reverse() }
  expect(stableFlow(turned)).toBe(stableFlow(document))
  expect(stableFlow(document)).not.toContain('Bearer')
  expect(stableFlow(document)).toContain('"Accept": "json"')
})

test.each(templateNames)('the template %s can be published as it is', (name) => {
  const office = { queueId: 'q', mailboxId: 'm', timeZone: 'Europe/Berlin' }
  expect(validateFlow(templateFlow(name, office), { queue: (id) => id === 'q', mailbox: (id) => id === 'm' })).toEqual([])
})

test('arrows walk along ports and among the targets of one menu', () => {
  const document = templateFlow('clinic', { queueId: 'q', mailboxId: 'm', timeZone: 'Europe/Berlin' })
  expect(walk(document, null, 'ArrowRight')).toBe('start')
  expect(walk(document, 'menu', 'ArrowRight')).toBe('desk')
  expect(walk(document, 'desk', 'ArrowDown')).toBe('prescription')
  expect(walk(document, 'desk', 'ArrowLeft')).toBe('menu')
})

test('a half hour painted joins its neighbours', () => {
  const painted = paintedWeek({ mon: [{ from: '09:00', to: '12:00' }] }, 'mon', [24, 24], true)
  expect(painted.mon).toEqual([{ from: '09:00', to: '12:30' }])
  expect(paintedWeek(painted, 'mon', [20, 20], false).mon).toEqual([
    { from: '09:00', to: '10:00' },
    { from: '10:30', to: '12:30' },
  ])
})

describe('npm run flow', () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [join(root, 'build/flow.ts'), ...args]).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, said: error.stdout + error.stderr }),
    )
  const file = async (name: string, content: string) => {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }

  test('validates, imports and lays out; bad input is 1 with what is wrong', async () => {
    const good = await file('good.json', JSON.stringify(everyNode()))
    expect(await run('validate', good)).toEqual({ code: 0, said: '' })
    expect(await run('validate', await file('bad.json', 'hello'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('no JSON'),
    })
    const future = await file('future.json', JSON.stringify({ ...everyNode(), schema: 99 }))
    expect((await run('validate', future)).said).toContain('FROM_THE_FUTURE')
    const theirs = await file('theirs.json', JSON.stringify(callytics))
    const out = join(folder, 'ours.json')
    expect((await run('import', theirs, '--out', out)).code).toBe(0)
    expect(await run('import', theirs, '--out', out, '--strict')).toMatchObject({
      code: 1,
      said: expect.stringContaining('there is no step “fax” here'),
    })
    expect(JSON.parse(await readFile(out, 'utf8')).nodes.length).toBe(4)
    expect((await run('diff', good, out)).code).toBe(1)
    expect((await run('layout', good)).said).toContain('"position"')
    expect((await run('dance')).code).toBe(2)
  })

  test('makes the kept calls again; a call that takes another way is 1 and says where', async () => {
    const prompt = { kind: 'text', text: 'Good bye.' }
    const document = flow({ start: { type: 'start' }, say: { type: 'playAudio', prompt }, bye: { type: 'hangup' } }, [
      'start.next>say',
      'say.next>bye',
    ])
    const start = { from: '1', to: '2', at: '2026-11-20T11:00', timeZone: 'Europe/Berlin', language: 'en', phones: {} }
    const kept = {
      id: 'r',
      name: 'To the end',
      start,
      steps: [],
      path: ['start next', 'say next', 'bye done'],
      outcome: 'completed',
    }
    const passing = await file('kept.json', JSON.stringify({ ...document, runs: [kept] }))
    expect(await run('test', passing)).toEqual({ code: 0, said: 'passed “To the end”\n1 of 1 passed.\n' })
    const failing = await file(
      'fails.json',
      JSON.stringify({ ...document, runs: [{ ...kept, path: ['start next', 'bye done'] }] }),
    )
    expect(await run('test', failing)).toMatchObject({
      code: 1,
      said: expect.stringContaining('“bye done” was expected, “say next” came'),
    })
  })
})

test('a fast stroke over the week leaves no gap, along a day and down the days', () => {
  const along = stroke({}, { day: 'mon', slot: 40 }, { day: 'mon', slot: 18 }, true)
  expect(along).toEqual({ mon: [{ from: '09:00', to: '20:30' }] })
  const down = stroke(along, { day: 'mon', slot: 20 }, { day: 'thu', slot: 20 }, true)
  const hour = [{ from: '10:00', to: '10:30' }]
  expect(down).toEqual({ ...along, tue: hour, wed: hour, thu: hour })
  expect(stroke(down, { day: 'thu', slot: 20 }, { day: 'tue', slot: 20 }, false)).toEqual({ ...down, tue: [], wed: [] })
  expect(stroke(along, null, { day: 'mon', slot: 19 }, true)).toBe(along)
})
