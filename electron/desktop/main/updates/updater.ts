// electron-updater: looks into a feed, downloads, and has the installer put the new version in place. Whether it is signed is ours to see.
import { constants, existsSync } from 'node:fs'
import { access, mkdir, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import type { AppUpdater, UpdateInfo } from 'electron-updater'
import type { UpdateChannel } from '../../../../shared/contract/updates.ts'
import type { FaultLog } from '../faults.ts'
import { feedFolder, type UpdateFeed } from './feed.ts'
import { UpdateRefused } from './problem.ts'
import { type Release, signedRelease } from './signature.ts'

export type Looked = {
  release: Release
  /** Not newer than what runs, or not yet this computer's turn. */
  offered: boolean
}

export type Updater = {
  /** `version`: that one, older ones too; null: the newest. Rejects with whatever `problemOf` knows. */
  look(channel: UpdateChannel, version: string | null): Promise<Looked>
  /** What was looked at last; `progress` from 0 to 1. */
  download(progress: (part: number) => void): Promise<void>
  /** Ends this program and starts the new one; everything has let go. Throws where it cannot. */
  install(): void
}

/** Room that is to be left on the disk, bytes. */
const spare = 50_000_000

export async function openUpdater(feed: UpdateFeed, log: FaultLog): Promise<Updater> {
  const { autoUpdater } = await import('electron-updater')
  const folder = join(app.getPath('userData'), 'updates')
  await mkdir(folder, { recursive: true })
  // It wants the file that its installers put there; the feed is named below.
  if (!existsSync(join(process.resourcesPath, 'app-update.yml'))) {
    autoUpdater.updateConfigPath = join(folder, 'updater.yml')
    await writeFile(join(folder, 'updater.yml'), JSON.stringify({ updaterCacheDirName: 'cordboard-updater' }))
  }
  autoUpdater.autoDownload = false
  autoUpdater.autoInstallOnAppQuit = false
  autoUpdater.forceDevUpdateConfig = true // whether it was installed is looked at below
  const tell = (message: unknown) => log('updates', { code: 'UPDATES', message: String(message) })
  autoUpdater.logger = { info: () => {}, warn: () => {}, error: tell }
  let found: Release | null = null
  return {
    async look(channel, version) {
      found = null
      autoUpdater.setFeedURL({ provider: 'generic', url: feedFolder(feed, version), channel })
      autoUpdater.allowDowngrade = version !== null
      const result = await autoUpdater.checkForUpdates()
      if (!result) throw new UpdateRefused('notInstalled')
      const release = signedRelease(result.updateInfo, feed.key)
      if (!release || (version !== null && release.version !== version)) throw new UpdateRefused('signature')
      found = release
      return { release, offered: result.isUpdateAvailable }
    },
    async download(progress) {
      if (!found) throw new UpdateRefused('failed')
      await roomFor(found, folder)
      const told = ({ percent }: { percent: number }) => progress(percent / 100)
      autoUpdater.on('download-progress', told)
      try {
        await autoUpdater.downloadUpdate()
      } finally {
        autoUpdater.off('download-progress', told)
      }
    },
    install: () => install(autoUpdater),
  }
}

/** Before anything is fetched: a program that was not installed cannot be replaced, and a disk that is full helps nobody. */
async function roomFor({ files }: Pick<UpdateInfo, 'files'>, folder: string): Promise<void> {
  const place = process.env.APPIMAGE
  if (process.platform === 'linux' && place !== undefined) await access(dirname(place), constants.W_OK)
  else if (!app.isPackaged) throw new UpdateRefused('notInstalled')
  const { bavail, bsize } = await statfs(folder)
  const largest = Math.max(...files.map(({ size = 0 }) => size))
  // The file itself, and once more where it is put.
  if (bavail * bsize < 2 * largest + spare) throw new UpdateRefused('diskFull')
}

function install(autoUpdater: AppUpdater): void {
  let problem: unknown = null
  autoUpdater.once('error', (error) => {
    problem = error
  })
  // The new one starts while this one ends.
  app.releaseSingleInstanceLock()
  autoUpdater.quitAndInstall(true, true)
  if (problem !== null) throw problem
}
