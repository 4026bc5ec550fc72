// Builds all that the packaged desktop app consists of, and what goes with it: licences, the bill of materials, icons.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import png2icons from 'png2icons'
import { buildConsole, buildDesktop } from '../console.ts'
import { filesIn } from '../files.ts'
import { consoleFolder, desktopFolder, root } from '../paths.ts'
import { consoleConfig } from '../vite.console.ts'
import { bundledPackages } from './bundledPackages.ts'
import { outsidePackages, packagesOf, shippedRuntime } from './contents.ts'
import { billOfMaterials, licenceTexts, shippedPackage } from './licences.ts'

export const shipFolder = join(root, 'dist', 'ship')
/** Put beside the archive, where a person finds them. */
export const besideArchive = ['LICENSES.txt', 'sbom.cdx.json'].map((name) => join(shipFolder, name))

/** Into dist/console, dist/desktop and dist/ship. */
export async function buildToShip(): Promise<void> {
  await Promise.all([desktopFolder, shipFolder].map((folder) => rm(folder, { recursive: true, force: true })))
  await mkdir(shipFolder, { recursive: true })
  const bundled = new Set<string>()
  const watch = bundledPackages(bundled)
  await buildConsole({ ...consoleConfig, plugins: [...(consoleConfig.plugins ?? []), watch] })
  await buildDesktop(desktopFolder, shippedRuntime, [watch])
  await writeLegal([...new Set([...bundled, ...packagesOf(outsidePackages)])])
  await writeIcons()
}

async function writeLegal(paths: readonly string[]): Promise<void> {
  const packages = paths.map(shippedPackage)
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { name: string; version: string }
  const notice = await readFile(join(root, 'NOTICE'), 'utf8')
  await writeFile(join(shipFolder, 'LICENSES.txt'), `${notice}\n${'='.repeat(80)}\n\n${licenceTexts(packages)}`)
  await writeFile(join(shipFolder, 'sbom.cdx.json'), billOfMaterials({ name, version }, packages))
}

/** For Windows and macOS, from the one picture. */
async function writeIcons(): Promise<void> {
  const picture = await readFile(join(root, 'build', 'icons', 'icon.png'))
  const made = {
    ico: png2icons.createICO(picture, png2icons.BICUBIC2, 0, true),
    icns: png2icons.createICNS(picture, png2icons.BICUBIC2, 0),
  }
  for (const [ending, bytes] of Object.entries(made)) {
    if (!bytes) throw new Error(`The icon could not be written as .${ending}.`)
    await writeFile(join(shipFolder, `icon.${ending}`), bytes)
  }
  await copyFile(join(root, 'build', 'icons', 'icon.png'), join(shipFolder, 'icon.png'))
}

/** Source maps of what was built, for whoever reads a report of a crash. */
export async function keepMaps(to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const folder of [consoleFolder, desktopFolder])
    for (const file of filesIn(folder).filter((name) => name.endsWith('.map')))
      await copyFile(join(folder, file), join(to, `${basename(folder)}.${file.replaceAll(/[\\/]/g, '.')}`))
}

/** Copies what is to lie beside installers. */
export async function keepLegal(to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const file of await readdir(shipFolder))
    if (/\.(txt|json)$/.test(file)) await copyFile(join(shipFolder, file), join(to, file))
}
