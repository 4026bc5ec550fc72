// Electron Forge starts, packages and signs the desktop app; electron-builder makes installers and the update feed of the result
// (build/electron-builder.ts). What signs is in the environment, and nothing is signed without it (docs/desktop.md).
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ForgeConfig } from '@electron-forge/shared-types'
import { appDescription, desktopFiles, leftOut } from './build/desktop/contents.ts'
import { besideArchive, buildToShip, keepLegal, keepMaps, shipFolder } from './build/desktop/ship.ts'
import { signing } from './build/desktop/signing.ts'
import { packVoice } from './build/desktop/voice.ts'
import { closeFuses } from './build/fuses.ts'

const here = `${process.platform}-${process.arch}`
/** Once everything is built. */
let ignore: ((path: string) => boolean) | null = null

const config: ForgeConfig = {
  packagerConfig: {
    name: 'Cordboard',
    executableName: 'cordboard',
    appBundleId: 'org.cordboard.app',
    appCategoryType: 'public.app-category.business',
    appCopyright: 'Cordboard, MIT licence',
    win32metadata: { CompanyName: 'Cordboard', FileDescription: 'Cordboard', ProductName: 'Cordboard' },
    extendInfo: { NSMicrophoneUsageDescription: 'Cordboard needs the microphone for your calls.' },
    icon: join(shipFolder, 'icon'),
    // Native modules cannot be loaded from inside the archive.
    asar: { unpack: '**/*.node' },
    ignore: (path) => {
      ignore ??= leftOut(desktopFiles(here))
      return ignore(path)
    },
    prune: false, // by the list above
    extraResource: besideArchive,
    protocols: [{ name: 'Telephone number', schemes: ['tel', 'callto', 'sip'] }],
    // A mirror of Electron's own, for computers that reach no other.
    ...(process.env.CORDBOARD_ELECTRON_ZIPS ? { electronZipDir: process.env.CORDBOARD_ELECTRON_ZIPS } : {}),
    ...signing(process.env, process.platform),
  },
  // better-sqlite3's binaries are Node-API: the same for Node and Electron, nothing to build.
  rebuildConfig: { onlyModules: [] },
  hooks: {
    generateAssets: async () => {
      await buildToShip()
    },
    packageAfterCopy: async (_config, buildPath, _electronVersion, platform, arch) => {
      // The native module that npm brought is this computer's.
      if (`${platform}-${arch}` !== here)
        throw new Error(`Package for ${platform}-${arch} on such a computer; this one is ${here}.`)
      const description = join(buildPath, 'package.json')
      await writeFile(description, appDescription(await readFile(description, 'utf8'), process.env))
      await packVoice(buildPath)
      await closeFuses(buildPath, platform)
    },
    postPackage: async (_config, { outputPaths }) => {
      for (const path of outputPaths) {
        await keepMaps(`${path}-maps`)
        await keepLegal(`${path}-legal`)
      }
    },
  },
}

export default config
