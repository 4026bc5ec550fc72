// Where an office is when nothing says where: the headless program and the desktop app find each other's.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { defaultFolder, hasOffice, platformFolder } from '../../../electron/cli/arguments.ts'

let home = ''
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'cordboard-home-'))
  vi.stubEnv('HOME', home)
  vi.stubEnv('XDG_DATA_HOME', join(home, 'data'))
  vi.stubEnv('XDG_CONFIG_HOME', join(home, 'config'))
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true, force: true })
})

const office = (folder: string) => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'cordboard.sqlite'), '')
}

test.skipIf(process.platform !== 'linux')('the office there is, the headless program’s before the desktop app’s', () => {
  const own = join(home, 'data', 'cordboard')
  expect([defaultFolder(), platformFolder(), hasOffice(own)]).toEqual([own, own, false])
  office(join(home, 'config', 'cordboard', 'office'))
  expect([defaultFolder(), platformFolder()]).toEqual([join(home, 'config', 'cordboard', 'office'), own])
  office(join(home, 'config', 'Cordboard', 'office'))
  expect(defaultFolder()).toBe(join(home, 'config', 'Cordboard', 'office'))
  office(own)
  expect([defaultFolder(), hasOffice(own)]).toEqual([own, true])
})
