// Electron's fuses: switches burnt into the packaged binary. It stays usable as a Node, because the embedded voice is a program of
// its own that is run by it (docs/decisions/006); that it takes no options or debugger from outside is what they are for.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'

const names: Record<string, string> = { darwin: 'Electron.app', mas: 'Electron.app', win32: 'electron.exe' }

/** How each stands in what is shipped. */
export const closed = {
  [FuseV1Options.RunAsNode]: true,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
} as const

/** `buildPath` is the app's folder inside the package (`…/resources/app`, on a Mac inside the bundle). */
export async function closeFuses(buildPath: string, platform: string): Promise<void> {
  const mac = platform === 'darwin' || platform === 'mas'
  const folder = join(buildPath, ...(mac ? ['..', '..', '..', '..'] : ['..', '..']))
  const wanted = names[platform] ?? 'electron'
  const binary = readdirSync(folder).find((name) => name === wanted)
  if (!binary) throw new Error(`Electron's binary (${wanted}) is not in ${folder}.`)
  const file = join(folder, binary)
  const there = await getCurrentFuseWire(file)
  // An older Electron, as in tests, lacks some; they are of no use to it.
  const known = Object.entries(closed).filter(([fuse]) => fuse in there)
  await flipFuses(file, { version: FuseVersion.V1, resetAdHocDarwinSignature: mac, ...Object.fromEntries(known) })
}
