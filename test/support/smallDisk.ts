// A disk of a test's own, small enough to be filled: a tmpfs, or an ext4 in a file. Needs root; who has none is told so and skips.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type DiskKind = 'tmpfs' | 'ext4'
export type SmallDisk = {
  folder: string
  /** Leaves no more than `bytes` free. */
  fill(bytes?: number): Promise<void>
  /** Gives the space back. */
  empty(): Promise<void>
  /** From now on it refuses every write, as the kernel does after an error of the disk; ext4 only. */
  abort(): void
  /** Mends it and makes it writable again, once nobody uses it any more; ext4 only. */
  mend(): void
  unmount(): void
}

/** Why there can be none here; null where there can. */
export function noSmallDisk(kind: DiskKind): string | null {
  try {
    smallDisk(kind, 16).unmount()
    return null
  } catch (error) {
    return `no ${kind} can be mounted here: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`
  }
}

/** Mounts one of that many megabytes. Throws where that is not possible. */
export function smallDisk(kind: DiskKind, megabytes: number): SmallDisk {
  const around = mkdtempSync(join(tmpdir(), 'cordboard-disk-'))
  const folder = join(around, 'disk')
  try {
    execFileSync('mkdir', [folder])
    if (kind === 'tmpfs')
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'cordboard-test', folder], { stdio: 'pipe' })
    else {
      const image = join(around, 'image')
      writeFileSync(image, '')
      truncateSync(image, megabytes * 1024 * 1024)
      execFileSync('mkfs.ext4', ['-q', '-m', '0', image], { stdio: 'pipe' })
      execFileSync('mount', ['-o', 'loop', image, folder], { stdio: 'pipe' })
    }
  } catch (error) {
    rmSync(around, { recursive: true, force: true })
    throw error
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    async fill(bytes = 0) {
      for (let part = 0; part < 50; part++) {
        const { bavail, bsize } = await statfs(folder)
        const size = bavail * bsize - bytes
        if (size <= 0) return
        await writeFile(`${ballast}-${part}`, new Uint8Array(size)).catch(() => {}) // it ends where the disk does
      }
    },
    async empty() {
      for (let part = 0; part < 50; part++) await rm(`${ballast}-${part}`, { force: true })
    },
    abort() {
      execFileSync('mount', ['-o', 'remount,abort', folder], { stdio: 'pipe' })
    },
    mend() {
      execFileSync('umount', [folder], { stdio: 'pipe' })
      // 1: there was something to mend, and it is.
      execFileSync('sh', ['-c', 'fsck.ext4 -p "$1" || test $? -le 1', 'sh', join(around, 'image')], { stdio: 'pipe' })
      execFileSync('mount', ['-o', 'loop', join(around, 'image'), folder], { stdio: 'pipe' })
    },
    unmount() {
      execFileSync('umount', ['-l', folder])
      rmSync(around, { recursive: true, force: true })
    },
  }
}
