import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { choose, nodeProblem } from '../../../build/program.ts'
import { isStale } from '../../../build/stale.ts'

function folder() {
  const path = mkdtempSync(join(tmpdir(), 'cordboard-start-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

describe('npm start', () => {
  it('asks for a Node that runs TypeScript', () => {
    expect(['22.17.9', '20.19.0'].map(nodeProblem)).toEqual([
      expect.stringContaining('22.18'),
      expect.stringContaining('20.19.0'),
    ])
    expect(['22.18.0', '24.0.1', '26.1.0'].map(nodeProblem)).toEqual([null, null, null])
  })

  it('starts the desktop app where its binary is, there is a screen, and it is not root', () => {
    const electron = folder()
    const machine = { electron, env: { DISPLAY: ':0' }, platform: 'linux' as const, uid: 1000 }
    expect(choose(machine)).toMatchObject({ program: 'headless', why: expect.stringContaining('npx install-electron') })
    mkdirSync(join(electron, 'dist'))
    writeFileSync(join(electron, 'path.txt'), 'electron')
    writeFileSync(join(electron, 'dist', 'electron'), '')
    expect(choose(machine)).toMatchObject({ program: 'desktop', binary: join(electron, 'dist', 'electron') })
    expect(choose({ ...machine, env: {} })).toMatchObject({ program: 'headless', why: expect.stringContaining('screen') })
    expect(choose({ ...machine, uid: 0 })).toMatchObject({ program: 'headless', why: expect.stringContaining('root') })
    expect(choose({ ...machine, env: { ...machine.env, ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' } }).program).toBe('headless')
  })

  it('builds what is missing or older than its source', () => {
    const source = folder()
    const built = join(folder(), 'index.html')
    writeFileSync(join(source, 'a.ts'), '')
    expect(isStale(built, [source])).toBe(true)
    writeFileSync(built, '')
    utimesSync(join(source, 'a.ts'), 1, 1)
    expect(isStale(built, [source])).toBe(false)
    utimesSync(built, 0.5, 0.5)
    expect(isStale(built, [source])).toBe(true)
  })
})
