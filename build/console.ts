// `npm run build`: the console, and with `--desktop` the desktop app's code as well.
import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { desktopFolder, root } from './paths.ts'
import { consoleConfig } from './vite.console.ts'
import { desktopConfig } from './vite.desktop.ts'

/** Builds main and preload into dist/desktop. */
export async function buildDesktop(): Promise<void> {
  await mkdir(desktopFolder, { recursive: true })
  await build(desktopConfig('main'))
  await build(desktopConfig('preload'))
  await cp(join(root, 'build', 'icons', 'tray.png'), join(desktopFolder, 'tray.png'))
}

/** Builds the console into dist/console. */
export async function buildConsole(): Promise<void> {
  await build(consoleConfig)
}

if (import.meta.main) {
  await buildConsole()
  if (process.argv.includes('--desktop')) await buildDesktop()
}
