// The desktop app and the console for Electron 25, into dist/desktop25: what Node 18 and Chromium 114 lack is put in front.
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildConsole, buildDesktop } from '../../../build/console.ts'
import { root } from '../../../build/paths.ts'
import { isStale } from '../../../build/stale.ts'
import { consoleConfig } from '../../../build/vite.console.ts'
import { sqliteForElectron25 } from './sqlite25.ts'

/** Native, or looking for files beside themselves. */
const outside = ['better-sqlite3', 'ari-client', 'pino', 'wavefile', '@echogarden/espeak-ng-emscripten']

/** Builds what is stale; returns the folder to start Electron with. */
export async function buildFor25(): Promise<string> {
  const folder = join(root, 'dist', 'desktop25')
  const sources = ['electron', 'renderer', 'shared', 'build', 'test/support/electron'].map((each) => join(root, each))
  if (!isStale(join(folder, 'complete'), sources)) return folder
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const polyfill = await readFile(join(import.meta.dirname, 'polyfill.cjs'), 'utf8')
  await buildDesktop(join(folder, 'dist', 'desktop'), { target: 'node18', outside, banner: polyfill })
  const build = { ...consoleConfig.build, outDir: join(folder, 'dist', 'console'), target: 'chrome114', sourcemap: false }
  await buildConsole({ ...consoleConfig, build })
  await packagesInto(folder)
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const app = { name: 'cordboard', version, main: 'dist/desktop/main.cjs' }
  await writeFile(join(folder, 'package.json'), JSON.stringify(app))
  await writeFile(join(folder, 'complete'), '')
  return folder
}

/** The packages as they are, but better-sqlite3 with the addon for this Node-API. */
async function packagesInto(folder: string): Promise<void> {
  const packages = join(folder, 'node_modules')
  await mkdir(packages)
  const own = join(packages, 'better-sqlite3')
  await cp(join(root, 'node_modules', 'better-sqlite3', 'lib'), join(own, 'lib'), { recursive: true })
  await cp(join(root, 'node_modules', 'better-sqlite3', 'package.json'), join(own, 'package.json'))
  await mkdir(join(own, 'build', 'Release'), { recursive: true })
  await cp(await sqliteForElectron25(), join(own, 'build', 'Release', 'better_sqlite3.node'))
  for (const name of outside.slice(1)) {
    await mkdir(join(packages, name, '..'), { recursive: true })
    await symlink(join(root, 'node_modules', name), join(packages, name))
  }
}
