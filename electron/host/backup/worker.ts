// A backup is made and opened on a thread of its own: sealing gigabytes takes minutes, and calls must not wait for it.
import { mkdir, readFile, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { type BackupCounts, type BackupFailure, type BackupManifest, backupManifest } from '../../../shared/domain/backup.ts'
import { databaseName } from '../../adapters/store/database.ts'
import { readySnapshot, snapshotTo } from '../../adapters/store/snapshot.ts'
import { gather, sizeOf } from './archive.ts'
import { failureOf, openFailureOf } from './failures.ts'
import { makeLocal } from './local.ts'
import { seal, unseal } from './sealed.ts'

export type BackupJob =
  | {
      kind: 'make'
      folder: string
      stage: string
      target: string
      password: string
      recordings: boolean
      at: number
      version: string
    }
  | { kind: 'open'; file: string; into: string; password: string }
  | { kind: 'local'; folder: string; at: number }
export type BackupReply =
  | { kind: 'progress'; share: number }
  | { kind: 'made' }
  | { kind: 'copied'; name: string }
  | { kind: 'opened'; manifest: BackupManifest; counts: BackupCounts }
  | { kind: 'failed'; reason: BackupFailure; detail: string }

/** The office's key, bytes. */
const keyBytes = 32
/** Progress is told so often, ms. */
const toldEveryMs = 100

const say = (reply: BackupReply) => parentPort?.postMessage(reply)

/** Tells which share of so many bytes is done. */
function progressOf(total: number): (bytes: number) => void {
  let done = 0
  let told = 0
  return (bytes) => {
    done += bytes
    if (Date.now() - told < toldEveryMs) return
    told = Date.now()
    say({ kind: 'progress', share: Math.min(1, done / Math.max(1, total)) })
  }
}

async function make(job: BackupJob & { kind: 'make' }): Promise<void> {
  await mkdir(job.stage, { recursive: true, mode: 0o700 })
  const schema = snapshotTo(job.folder, join(job.stage, databaseName))
  const { folder, at, version, recordings } = job
  const manifest: BackupManifest = { format: 1, at, version, schema, recordings }
  await writeFile(join(job.stage, 'manifest.json'), `${JSON.stringify(manifest)}\n`)
  await gather(folder, job.stage, recordings)
  const bytes = await sizeOf(job.stage)
  await roomFor(folder, bytes)
  await seal(job.stage, job.target, job.password, progressOf(bytes))
  say({ kind: 'made' })
}

/** Throws ENOSPC before the disk is full, not after. */
async function roomFor(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < bytes * 1.05) throw Object.assign(new Error('no room for the backup'), { code: 'ENOSPC' })
}

async function openBackup({ file, into, password }: BackupJob & { kind: 'open' }): Promise<void> {
  await mkdir(into, { recursive: true, mode: 0o700 })
  const { size } = await stat(file)
  await roomFor(into, size)
  await unseal(file, into, password, progressOf(size))
  const manifest = backupManifest.parse(JSON.parse(await readFile(join(into, 'manifest.json'), 'utf8')))
  const key = await stat(join(into, 'office.key'))
  if (key.size !== keyBytes) throw new Error('the key of the office is not whole')
  say({ kind: 'opened', manifest, counts: readySnapshot(join(into, databaseName)) })
}

const job = workerData as BackupJob
const failed = (reason: BackupFailure) => (error: unknown) =>
  say({ kind: 'failed', reason, detail: error instanceof Error ? error.message : String(error) })

await (job.kind === 'local'
  ? makeLocal(job.folder, job.at).then(
      (name) => say({ kind: 'copied', name }),
      (error: unknown) => failed(failureOf(error))(error),
    )
  : job.kind === 'make'
    ? make(job).catch((error: unknown) => failed(failureOf(error))(error))
    : openBackup(job).catch((error: unknown) => failed(openFailureOf(error))(error)))
