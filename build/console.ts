// `npm run build`: the console, and with `--desktop` the desktop app's code as well.
import { cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Plugin } from 'vite'
import { shippedRuntime } from './desktop/contents.ts'
import { helpFor } from './help.ts'
import { consoleFolder, desktopFolder, root } from './paths.ts'
import { consoleConfig } from './vite.console.ts'
import { desktopConfig, desktopParts, programPart, type Runtime } from './vite.desktop.ts'

/** Builds main, preload and every program they start. `runtime`: for another than the Electron that is shipped; `plugins`: beside our own. */
export async function buildDesktop(
  folder = desktopFolder,
  runtime: Runtime = shippedRuntime,
  plugins: readonly Plugin[] = [],
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const wanted = new Set<string>()
  const found = (file: string) => void wanted.add(file)
  await build(desktopConfig(desktopParts.main, folder, found, runtime, plugins))
  await build(desktopConfig(desktopParts.preload, folder, found, runtime, plugins))
  // A set grows while it is walked: a program may start others.
  for (const file of wanted) await build(desktopConfig(programPart(file), folder, found, runtime, plugins))
  await cp(join(root, 'build', 'icons', 'tray.png'), join(folder, 'tray.png'))
}

/** Builds the console into dist/console. */
export async function buildConsole(config = consoleConfig): Promise<void> {
  await build(config)
}

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`.padStart(10)

/** What each file of the console weighs, raw and packed. */
async function reportSizes(): Promise<void> {
  const files = (await readdir(consoleFolder, { recursive: true })).filter((name) => /\.(js|css|html)$/.test(name))
  const sizes = await Promise.all(
    files.map(async (name) => {
      const bytes = await readFile(join(consoleFolder, name))
      return { name: basename(name), raw: bytes.length, packed: gzipSync(bytes).length }
    }),
  )
  for (const { name, raw, packed } of sizes.sort((a, b) => b.raw - a.raw)) {
    console.log(`${kilobytes(raw)} ${kilobytes(packed)} gz  ${name}`)
  }
  const sum = (key: 'raw' | 'packed') => sizes.reduce((total, size) => total + size[key], 0)
  console.log(`${kilobytes(sum('raw'))} ${kilobytes(sum('packed'))} gz  the whole console`)
}

if (import.meta.main) {
  helpFor('npm run build [-- --desktop]: the console into dist/console; with --desktop the code of the desktop app as well')
  await buildConsole()
  await reportSizes()
  if (process.argv.includes('--desktop')) await buildDesktop()
}
