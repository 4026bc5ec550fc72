import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { logFile } from '../../../../electron/host/log.ts'

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
  const began = performance.now()
  for (let i = 0; i < 1000; i++) log.write(`${JSON.stringify({ i })}\n`)
  expect(performance.now() - began).toBeLessThan(100)
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
