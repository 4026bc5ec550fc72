// The office's scripts in their processes: what they can do, what ends them, and that their errors are told with file and line.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { approvalsFile, holdScripts } from '../../../electron/adapters/scripts/approvals.ts'
import type { ProcessUser } from '../../../electron/adapters/scripts/processes.ts'
import { type OfficeScripts, officeScripts } from '../../../electron/adapters/scripts/runner.ts'
import type { Clock, Http, ScriptRun } from '../../../electron/engine/ports.ts'

/** Real time, as workers live in it; some of it runs faster. */
const clock = (speed = 1): Clock => ({
  now: () => performance.now() * speed,
  after: (ms, run) => {
    const timer = setTimeout(run, ms / speed)
    return { cancel: () => clearTimeout(timer) }
  },
})
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }

let data: string
let folder: string
const http: Http = { request: async () => ({ result: 'answered', status: 200, headers: {}, body: Buffer.from('{"ok":true}') }) }
const open = (speed = 1, as: ProcessUser | null = null) =>
  officeScripts({ data, clock: clock(speed), log, http, hosts: () => ['api.example'], as: () => as })
let scripts: OfficeScripts
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'cordboard-data-'))
  folder = join(data, 'scripts')
  scripts = open()
})
afterEach(async () => {
  await scripts.close()
  await rm(data, { recursive: true, force: true })
})

const write = (name: string, body: string) =>
  writeFileSync(join(folder, `${name}.ts`), `import { defineScript, say, digits } from 'cordboard'\n${body}`)
function given(act: ScriptRun['act'] = async () => ({ result: 'success' })) {
  const variables: Record<string, string> = { tier: 'gold' }
  const said: string[] = []
  const call = new AbortController()
  const run: ScriptRun = {
    facts: { id: 'cb-1', from: '+491', fromName: 'Ann', to: '5000', language: 'en', variables: { ...variables } },
    signal: call.signal,
    act,
    set: (name, value) => {
      variables[name] = value
    },
    variables: () => variables,
    said: (message) => said.push(message),
  }
  return { run, variables, said, call }
}

describe('a script', () => {
  test('acts, reads and sets variables, and returns its port', async () => {
    write(
      'greet',
      `export default defineScript(async (call) => {
         const { digit }: { digit?: string } = await call.promptDigit([say('Hello {{name}}'), digits('12')], { timeoutSeconds: 8 })
         call.set('chosen', digit ?? '')
         call.log(call.from + call.get('tier') + call.get('chosen'))
         return digit === '1' ? 'sales' : 'operator'
       })`,
    )
    const acts: unknown[] = []
    const { run, variables, said } = given(async (action, args) => {
      acts.push([action, ...args])
      return { result: 'success', digit: '1' }
    })
    expect(await scripts.run('greet', run)).toBe('sales')
    expect(acts).toEqual([
      [
        'promptDigit',
        [
          { kind: 'text', text: 'Hello {{name}}' },
          { kind: 'digits', digits: '12' },
        ],
        { timeoutSeconds: 8 },
      ],
    ])
    expect([variables.chosen, said]).toEqual(['1', ['+491gold1']])
  })

  test('that was changed is in force at once', async () => {
    for (const port of ['one', 'two']) {
      write('turn', `export default defineScript(() => '${port}')`)
      expect(await scripts.run('turn', given().run)).toBe(port)
    }
  })

  test('whose action fails can catch it; what it does not catch names its line', async () => {
    write(
      'fails',
      `export default defineScript(async (call) => {
         await call.answer().catch((error) => call.log(error.message))

         await call.pause(1)
         return 'never'
       })`,
    )
    const { run, said } = given(() => Promise.reject(new TypeError('no such luck')))
    await expect(scripts.run('fails', run)).rejects.toMatchObject({ code: 'failed', message: 'Error: no such luck', line: 5 })
    expect(said).toEqual(['no such luck'])
    const [listed] = await scripts.list()
    expect(listed).toMatchObject({ name: 'fails', failure: { line: 5, callId: 'cb-1', file: join(folder, 'fails.ts') } })
  })

  test.each([
    ['throws', 'export default defineScript(() => {\n  throw new Error("oh")\n})', /oh/, 3],
    ['does not parse', 'export default defineScript(() => {', /./, null],
    ['is none', 'export const handler = 1', /defineScript/, null],
    ['wants what is not there', "import { x } from './nothing.ts'\nexport default defineScript(() => x)", /nothing/, null],
  ])('that %s is told so', async (_why, body, message, line) => {
    write('bad', body)
    const error = await scripts.run('bad', given().run).catch((e: unknown) => e)
    expect(error).toMatchObject({ name: 'ScriptError', code: 'failed', message: expect.stringMatching(message) })
    if (line !== null) expect(error).toMatchObject({ line })
    expect((await scripts.list())[0]?.failure).not.toBeNull()
  })

  test('that lacks a module of the folder is in order once the module is there', async () => {
    write('asks', "import { port } from './ports.ts'\nexport default defineScript(() => port)")
    expect((await scripts.list())[0]?.failure?.message).toMatch(/ports\.ts/)
    writeFileSync(join(folder, 'ports.ts'), "export const port = 'next'\n")
    const listed = await scripts.list()
    expect(listed.find(({ name }) => name === 'asks')?.failure).toBeNull()
  })

  test('that there is none of, or whose name leaves the folder, is missing', async () => {
    for (const name of ['gone', '../passwd', 'a/b', '']) {
      expect(scripts.has(name)).toBe(false)
      await expect(scripts.run(name, given().run)).rejects.toMatchObject({ code: 'missing' })
    }
  })
})

describe('an action of a script', () => {
  test('has legs by their id, and none of its options that is for the process alone', async () => {
    write(
      'legs',
      `export default defineScript(async (call) => {
         const { leg: a } = await call.dial('201')
         const { leg: b } = await call.dial('202', { signal: new AbortController().signal })
         if (!a || !b) return 'none'
         await call.play(say('Hello'), { on: a })
         await call.record({ on: b, fileName: 'order', signal: call.signal })
         await call.connect(a, b)
         await call.connect(a, { record: true })
         await call.startStream('wss://ai.example', { metadata: { leg: 'kept' } })
         return 'done'
       })`,
    )
    const acts: unknown[] = []
    const { run } = given(async (action, args) => {
      acts.push([action, ...args])
      return action === 'dial' ? { result: 'answered', leg: { leg: `cb-${args[0]}`, destination: args[0] } } : 'success'
    })
    expect(await scripts.run('legs', run)).toBe('done')
    expect(acts).toEqual([
      ['dial', '201'],
      ['dial', '202'],
      ['play', { kind: 'text', text: 'Hello' }, { on: 'cb-201' }],
      ['record', { fileName: 'order', on: 'cb-202' }],
      ['connect', 'cb-201', { with: 'cb-202' }],
      ['connect', 'cb-201', { record: true }],
      ['startStream', 'wss://ai.example', { metadata: { leg: 'kept' } }],
    ])
  })

  test('is cancelled by its own signal, before it began, while it runs, and a stream after it was started', async () => {
    write(
      'cancels',
      `export default defineScript(async (call) => {
         const early = await call.pause(9, { signal: AbortSignal.abort() })
         const late = await call.pause(9, { signal: AbortSignal.timeout(50) })
         const own = new AbortController()
         await call.startStream('wss://ai.example', { signal: own.signal })
         own.abort()
         await call.pause(1)
         return early + ' ' + late
       })`,
    )
    const signals: AbortSignal[] = []
    const { run } = given(async (action, args, signal) => {
      signals.push(signal)
      if (action !== 'pause' || args[0] === 1) return 'started'
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
      return 'cancel'
    })
    expect(await scripts.run('cancels', run)).toBe('cancel cancel')
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, false])
  })

  test('rejects with an error that can be told by its class', async () => {
    writeFileSync(
      join(folder, 'twice.ts'),
      `import { CallEnded, defineScript, InvalidState } from 'cordboard'
       export default defineScript((call) => call.answer().then(
         () => 'answered',
         (error) => error instanceof CallEnded ? 'ended' : error instanceof InvalidState ? 'invalid' : 'other',
       ))`,
    )
    const { run } = given(() => Promise.reject(Object.assign(new Error('answered already'), { name: 'InvalidState' })))
    expect(await scripts.run('twice', run)).toBe('invalid')
  })
})

describe('what ends a script', () => {
  test('an endless loop, after five seconds without rest; this thread goes on meanwhile', async () => {
    const fast = open(5)
    write('loops', `export default defineScript(() => { for (;;); })`)
    let ticks = 0
    const ticking = setInterval(() => ticks++, 20)
    await expect(fast.run('loops', given().run)).rejects.toMatchObject({ code: 'stuck' })
    clearInterval(ticking)
    expect(ticks).toBeGreaterThan(20)
    await fast.close()
  })

  test('too much memory', async () => {
    write(
      'eats',
      `export default defineScript(() => { const all: number[][] = []; for (;;) all.push(new Array(100_000).fill(1)) })`,
    )
    await expect(scripts.run('eats', given().run)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringMatching(/memory/i),
    })
  })

  test('the end of its call: the action rejects, and two seconds later it is ended', async () => {
    write('waits', `export default defineScript(async (call) => { await call.pause(60); return 'x' })`)
    const { run, call } = given(
      () =>
        new Promise((_resolve, reject) =>
          call.signal.addEventListener('abort', () => reject(Object.assign(new Error('gone'), { name: 'CallEnded' }))),
        ),
    )
    setTimeout(() => call.abort(), 300)
    await expect(scripts.run('waits', run)).rejects.toMatchObject({ code: 'callEnded' })

    const fast = open(5)
    write('stays', `export default defineScript(async (call) => { for (;;) await new Promise((r) => setTimeout(r, 10)) })`)
    const other = given()
    setTimeout(() => other.call.abort(), 100)
    await expect(fast.run('stays', other.run)).rejects.toMatchObject({ code: 'callEnded' })
    await fast.close()
  })

  test('process.exit, and the host that closes', async () => {
    write('exits', `export default defineScript(() => process.exit(3))`)
    await expect(scripts.run('exits', given().run)).rejects.toMatchObject({ code: 'failed' })
    write('sleeps', `export default defineScript(() => new Promise<string>(() => setInterval(() => {}, 1000)))`)
    const running = expect(scripts.run('sleeps', given().run)).rejects.toMatchObject({ code: 'failed' })
    await vi.waitFor(() => scripts.close())
    await running
  })
})

test('the example of the documentation can be loaded', async () => {
  writeFileSync(join(folder, 'reception.ts'), readFileSync('docs/examples/reception.ts'))
  expect((await scripts.list()).map(({ name, failure }) => [name, failure])).toEqual([['reception', null]])
})

describe('a hostile script', () => {
  /** What one says that tries something and does not come through. */
  const tried = async (body: string, as: ProcessUser | null = null) => {
    const office = open(1, as)
    write('evil', `export default defineScript(async (call) => { ${body} })`)
    writeFileSync(join(data, 'office.key'), 'secret')
    try {
      return await office.run('evil', given().run)
    } catch (error) {
      return `refused: ${(error as Error).message}`
    } finally {
      await office.close()
    }
  }
  const key = () => JSON.stringify(join(data, 'office.key'))

  test.each<[string, () => string]>([
    ['reads the office’s key', () => `const fs = await import('node:fs'); return fs.readFileSync(${key()}, 'utf8')`],
    ['writes a file', () => `const fs = await import('node:fs'); fs.writeFileSync(${key()}, 'x'); return 'written'`],
    ['runs a program', () => `const { execSync } = await import('node:child_process'); return String(execSync('id'))`],
    ['opens a connection', () => `const net = await import('node:net'); net.connect(1); return 'open'`],
    ['opens one by the loader', () => `const { createRequire } = await import('node:module'); return typeof createRequire`],
    ['opens one by the process', () => `return typeof process.getBuiltinModule('net')`],
    ['opens one by a binding', () => `return typeof process.binding('tcp_wrap')`],
    [
      'starts a thread',
      () => `const { Worker } = await import('node:worker_threads'); new Worker('1', { eval: true }); return 'up'`,
    ],
    ['asks a server that is not allowed', () => `return (await fetch('https://evil.example/')).status.toString()`],
    ['imports from elsewhere', () => `await import('data:text/javascript,export default 1'); return 'in'`],
    ['ends another process', () => `process.kill(1, 0); return 'sent'`],
  ])('that %s is refused', async (_what, body) => {
    expect(await tried(body())).toMatch(/^refused: /)
    expect(readFileSync(join(data, 'office.key'), 'utf8')).toBe('secret')
  })

  test('asks a server that is allowed, through the host', async () => {
    expect(await tried(`return JSON.stringify(await (await fetch('https://api.example/x')).json())`)).toBe('{"ok":true}')
  })

  test('cannot take memory outside of JavaScript either', async () => {
    const eats = `const all = []; for (;;) { all.push(Buffer.alloc(8e6, 1)); await new Promise((r) => setTimeout(r, 5)) }`
    expect(await tried(eats)).toMatch(/memory/)
  })

  test.runIf(process.getuid?.() === 0)('of a host that is root runs as somebody else', async () => {
    const nobody = { uid: 65_534, gid: 65_534 }
    expect(await tried('return String(process.getuid())', nobody)).toBe('65534')
    expect(await tried(`const fs = await import('node:fs'); return fs.readFileSync(${key()}, 'utf8')`, nobody)).toMatch(
      /^refused/,
    )
  })
})

describe('scripts of a restored backup', () => {
  test('wait until an admin has approved them; what is changed on the machine is its own', async () => {
    write('greet', `export default defineScript(() => 'hello')`)
    holdScripts(data)
    const office = open()
    expect(office.waiting().map(({ file }) => file)).toContain('greet.ts')
    await expect(office.run('greet', given().run)).rejects.toMatchObject({ message: expect.stringContaining('wait') })
    office.approve(office.waiting().map(({ hash }) => hash))
    expect(await office.run('greet', given().run)).toBe('hello')
    expect(JSON.parse(readFileSync(join(data, approvalsFile), 'utf8'))).toEqual([])
    await office.close()
  })
})

test('a script begins within a quarter of a second where one has run before', async () => {
  write('quick', `export default defineScript(() => 'x')`)
  await scripts.run('quick', given().run)
  await new Promise((resolve) => setTimeout(resolve, 1500)) // the next process warms up
  const began = performance.now()
  await scripts.run('quick', given().run)
  const took = performance.now() - began
  console.info(`a warm script took ${took.toFixed(0)} ms`)
  expect(took).toBeLessThan(1000)
})
