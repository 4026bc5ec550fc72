// The password of the ARI user: given, made by the office before, or a refusal that says what to do; secrets stay what they were made.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { canLeast } from '../../../../../electron/adapters/pbx/guest/asked.ts'
import { openStore, type Store } from '../../../../../electron/adapters/store/store.ts'
import {
  archiveOf,
  filesByName,
  guestPassword,
  makeGuestFiles,
  rememberedChoice,
} from '../../../../../electron/host/guest/files.ts'
import { openGuestLine } from '../../../../../electron/host/guest/line.ts'
import { makeStarterOffice } from '../../../../../electron/host/starter.ts'
import { wallClock } from '../../../../../electron/host/system.ts'

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guest-'))
  store = openStore({ folder, clock: wallClock })
  await makeStarterOffice(store, false)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const given = {
  choice: { kind: 'plain' as const, context: 'office' },
  url: 'http://192.0.2.5:8088/ari',
  user: 'cordboard',
  can: canLeast,
}

it('without a password there is no line, and the refusal names the ways to one', async () => {
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const options = { data: folder, ari: { url: given.url, user: given.user } }
  await expect(openGuestLine(options, { store, log, noDescriptors: () => false })).rejects.toMatchObject({
    code: 'NO_ARI_PASSWORD',
    message: expect.stringContaining('pbx-files'),
  })
})

it('the office makes a password once, remembers what for, and writes the same files again', () => {
  expect(guestPassword(store)).toBeNull()
  const first = filesByName(makeGuestFiles(store, given))
  const password = guestPassword(store)
  expect(password).toMatch(/^[0-9a-f]{48}$/)
  expect(first['README.txt']).toContain(`password=${password}`)
  expect(rememberedChoice(store)).toEqual({ kind: 'plain', context: 'office', url: given.url, user: 'cordboard' })
  expect(filesByName(makeGuestFiles(store, given))).toEqual(first)
})

it('a password that was given is the one from then on', () => {
  makeGuestFiles(store, { ...given, password: 'given-by-hand' })
  expect(guestPassword(store)).toBe('given-by-hand')
})

it('the archive holds the same files in a folder', () => {
  const made = makeGuestFiles(store, given)
  const inside = Object.entries(unzipSync(archiveOf(made))).map(([name, bytes]) => [name, Buffer.from(bytes).toString()])
  expect(Object.fromEntries(inside)).toEqual(
    Object.fromEntries(Object.entries(filesByName(made)).map(([name, text]) => [`cordboard/${name}`, text])),
  )
})
