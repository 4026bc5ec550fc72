// The machine's own file of programs: what it names may run, and nothing else names programs.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { runProgram } from '../../../../electron/adapters/speech/localProgram.ts'
import { officePrograms } from '../../../../electron/host/programs.ts'
import { speechSettings } from '../../../../shared/domain/voices.ts'

function machine(text: string | null, mode = 0o600) {
  const data = mkdtempSync(join(tmpdir(), 'cordboard-programs-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  if (text !== null) {
    writeFileSync(join(data, 'programs.json'), text)
    chmodSync(join(data, 'programs.json'), mode)
  }
  return { programs: officePrograms({ data, log }), log }
}
const file = JSON.stringify({
  runAs: 'daemon',
  recognisers: { whisper: { command: ['/usr/bin/whisper', '{file16}'] } },
  scriptHosts: ['api.example'],
})

test('names programs, whose rights they have, and where scripts may ask', () => {
  const { programs } = machine(file)
  expect(programs.machine().recognisers).toEqual({ whisper: { command: ['/usr/bin/whisper', '{file16}'] } })
  expect(programs.scriptHosts()).toEqual(['api.example'])
  if (process.getuid?.() === 0) expect(programs.as()?.uid).toBeGreaterThan(0)
  else expect(programs.as()).toBeNull()
})

test.each([
  ['that is not there', null, 0o600, 0],
  ['that others may write', file, 0o666, 3],
  ['that is no JSON', '{', 0o600, 1],
  ['with a word too many', '{"shell": true}', 0o600, 1],
])('a file %s names nothing', (_what, text, mode, most) => {
  const { programs, log } = machine(text, mode)
  expect([programs.machine().recognisers, programs.machine().speech, programs.scriptHosts()]).toEqual([{}, {}, []])
  expect(log.error.mock.calls.length).toBeGreaterThanOrEqual(Math.min(1, most))
  expect(log.error.mock.calls.length).toBeLessThanOrEqual(most)
})

test('settings hold no command: what an older version or a stolen token put there is dropped', () => {
  const settings = speechSettings.parse({
    recogniser: 'program',
    recogniserCommand: ['/bin/sh', '-c', 'id'],
    voiceFolder: '/etc',
  })
  expect(JSON.stringify(settings)).not.toMatch(/\/bin\/sh|\/etc/)
})

test.runIf(process.getuid?.() === 0)(
  'a program of a host that is root runs as somebody else, without the host’s words',
  async () => {
    process.env.CORDBOARD_ARI_PASSWORD = 'hush'
    onTestFinished(() => {
      delete process.env.CORDBOARD_ARI_PASSWORD
    })
    const as = () => ({ uid: 65_534, gid: 65_534 })
    const printed = (await runProgram('/bin/sh', ['-c', 'id -u; env'], { as })).toString()
    expect(printed.split('\n')[0]).toBe('65534')
    expect(printed).not.toContain('hush')
  },
)
