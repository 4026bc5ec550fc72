// Electron's fuses are bytes behind a mark in its binary. There is none of 45 here: a file with the mark takes its place.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, it } from 'vitest'
import { closeFuses } from '../../../build/fuses.ts'

const mark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

it('closes what lets others run code in the packaged app, and encrypts its cookies', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-fuses-'))
  try {
    const app = join(folder, 'resources', 'app')
    mkdirSync(app, { recursive: true })
    const binary = join(folder, 'electron')
    const wire = Buffer.concat([Buffer.from([1, 9]), Buffer.from('0'.repeat(9))])
    writeFileSync(binary, Buffer.concat([Buffer.alloc(100), Buffer.from(mark), wire, Buffer.alloc(100)]))
    await closeFuses(app, 'linux')
    const now = await getCurrentFuseWire(binary)
    expect({
      cookies: now[FuseV1Options.EnableCookieEncryption],
      integrity: now[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      fromArchive: now[FuseV1Options.OnlyLoadAppFromAsar],
      options: now[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      inspect: now[FuseV1Options.EnableNodeCliInspectArguments],
      files: now[FuseV1Options.GrantFileProtocolExtraPrivileges],
    }).toEqual({
      cookies: FuseState.ENABLE,
      integrity: FuseState.ENABLE,
      fromArchive: FuseState.ENABLE,
      options: FuseState.DISABLE,
      inspect: FuseState.DISABLE,
      files: FuseState.DISABLE,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
