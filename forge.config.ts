// Electron Forge starts and packages the desktop app; electron-builder makes the installers (build/electron-builder.ts).
import { join } from 'node:path'
import type { ForgeConfig } from '@electron-forge/shared-types'
import { buildConsole, buildDesktop } from './build/console.ts'
import { closeFuses } from './build/fuses.ts'

/** What the packaged app needs; everything else of the repository stays out of it. */
const shipped = /^\/(package\.json|LICENSE|dist(\/(console|desktop)(\/.*)?)?|node_modules(\/.*)?)$/

const config: ForgeConfig = {
  packagerConfig: {
    name: 'Cordboard',
    executableName: 'cordboard',
    icon: join('build', 'icons', 'icon'),
    // Native modules cannot be loaded from inside the archive.
    asar: { unpack: '**/*.node' },
    ignore: (path) => path !== '' && !shipped.test(path),
    prune: true,
    protocols: [{ name: 'Telephone number', schemes: ['tel', 'callto'] }],
  },
  // better-sqlite3's binaries are Node-API: the same for Node and Electron, nothing to build.
  rebuildConfig: { onlyModules: [] },
  hooks: {
    generateAssets: async () => {
      await buildConsole()
      await buildDesktop()
    },
    packageAfterCopy: async (_config, buildPath, _electronVersion, platform) => closeFuses(buildPath, platform),
  },
}

export default config
