// The desktop app starts, shows the console over its message port, and stops. `test/run.ts` runs it where Electron can run.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { expect, test } from 'vitest'
import { root } from '../../../build/paths.ts'

test('the desktop app opens one window with the console in it', async () => {
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
})
