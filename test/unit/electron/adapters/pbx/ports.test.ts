// An office keeps its telephone's ports, and gets others where they are taken.
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { portsFor } from '../../../../../electron/adapters/pbx/process/pbx.ts'
import { freePorts } from '../../../../../electron/adapters/pbx/process/ports.ts'
import { temporaryFolder } from '../../../store/support.ts'

const here = '127.0.0.1'

it('keeps ports that are free, on whatever computer', async () => {
  const wanted = await freePorts(here)
  expect(await portsFor(temporaryFolder(), here, wanted)).toEqual(wanted)
})

it('gives others in place of those that somebody else has, and keeps those its own Asterisk has', async () => {
  const wanted = await freePorts(here)
  const folder = temporaryFolder()
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(wanted.http, here, resolve))
  try {
    const given = await portsFor(folder, here, wanted)
    expect(given.http).not.toBe(wanted.http)
    writeFileSync(join(folder, 'fixed.json'), JSON.stringify([here, wanted]))
    expect(await portsFor(folder, here, wanted)).toEqual(wanted)
  } finally {
    other.close()
  }
})
