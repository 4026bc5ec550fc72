// The desktop app starts, shows the console over its message port, and stops; skipped with the reason where Electron cannot run.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { expect, test } from 'vitest'
import { root } from '../../../build/paths.ts'
import { choose } from '../../../build/program.ts'
import { runProgram } from '../../support/runner/program.ts'

const machine = { env: process.env, platform: process.platform, uid: process.getuid?.() }
const choice = choose({ electron: join(root, 'node_modules', 'electron'), ...machine })
const buildMs = 180_000

test(
  'the desktop app opens one window with the console in it',
  async ({ skip }) => {
    if (choice.program === 'headless') skip(choice.why)
    const built = await runProgram(process.execPath, [join('build', 'console.ts'), '--desktop'])
    expect(built.code, built.output).toBe(0)
    const data = await mkdtemp(join(tmpdir(), 'cordboard-desktop-'))
    const app = await _electron.launch({ args: [root, '--data', data, '--demo'] })
    try {
      const page = await app.firstWindow()
      expect(page.url()).toMatch(/^app:/)
      await page.getByRole('navigation').first().waitFor()
      expect(app.windows()).toHaveLength(1)
    } finally {
      // The question before quitting is for people.
      await app.evaluate(({ app: electron }) => electron.exit(0)).catch(() => {})
      await rm(data, { recursive: true, force: true })
    }
  },
  buildMs,
)
