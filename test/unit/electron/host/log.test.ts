import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { hostLog, logFile } from '../../../../electron/host/log.ts'
import { stopwatch } from '../../../support/stopwatch.ts'

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'cordboard-log-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

it('a full disk holds lines up to a bound, neither blocks nor throws, and writes again when there is space', async () => {
  const path = join(folder(), 'host.log')
  symlinkSync('/dev/full', path)
  const lost: (number | null)[] = []
  const log = logFile(path, (lines) => lost.push(lines), { heldAtMost: 10, retryMs: 20 })
  const took = stopwatch()
  for (let i = 0; i < 1000; i++) log.write(`${JSON.stringify({ i })}\n`)
  expect(took()).toBeLessThan(100)
  await expect.poll(() => lost.at(-1)).toBe(990)
  rmSync(path)
  await expect.poll(() => lost.at(-1)).toBeNull()
  await log.close()
  const lines = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { i?: number; lines?: number })
  expect(lines[0]).toMatchObject({ msg: 'lines of this log were lost', lines: 990 })
  expect(lines.slice(1).map(({ i }) => i)).toEqual([990, 991, 992, 993, 994, 995, 996, 997, 998, 999])
})

it('a folder that is not there yet costs no line', async () => {
  const around = join(folder(), 'later')
  const log = logFile(join(around, 'host.log'), () => {}, { heldAtMost: 10, retryMs: 10 })
  log.write('one\n')
  await log.flush()
  mkdirSync(around)
  await expect.poll(() => readFileSync(join(around, 'host.log'), { encoding: 'utf8', flag: 'a+' })).toBe('one\n')
  await log.close()
})

/** Disks that refuse the log, by what they do to its folder. */
const refusals: Record<string, (data: string) => string> = {
  'is full': (data) => {
    symlinkSync('/dev/full', join(data, 'host.log'))
    return data
  },
  'has a folder in its place': (data) => {
    mkdirSync(join(data, 'host.log'))
    return data
  },
  'has a file in the place of its folder': (data) => {
    writeFileSync(join(data, 'file'), '')
    return join(data, 'file')
  },
  'has no folder': (data) => join(data, 'gone'),
}

it.each(Object.keys(refusals))('nothing of the log throws, rejects or waits for long when the disk %s', async (refusal) => {
  const lost: (number | null)[] = []
  const log = hostLog(refusals[refusal]?.(folder()) ?? '', (lines) => lost.push(lines))
  const circular: Record<string, unknown> = {}
  circular.self = circular
  const writes = { info: log.info, warn: log.warn, error: log.error }
  // A new method has to be added above, or to those that end the log.
  expect(Object.keys(log).sort()).toEqual([...Object.keys(writes), 'flush', 'close'].sort())
  const took = stopwatch()
  for (const write of Object.values(writes)) {
    expect(() => write('a line')).not.toThrow()
    expect(() => write('with fields', { circular, big: 10n, error: new Error('x') })).not.toThrow()
  }
  expect(took()).toBeLessThan(500)
  await expect.poll(() => lost.length).toBeGreaterThan(0)
  await expect(log.flush()).resolves.toBeUndefined()
  await expect(log.close()).resolves.toBeUndefined()
  expect(() => log.error('after the end')).not.toThrow()
})
