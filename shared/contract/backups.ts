// Backups: made and kept by the host, followed by every console that looks at them.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import {
  backupCounts,
  backupFailure,
  backupInfo,
  backupManifest,
  backupName,
  backupPassword,
  backupSettings,
  backupWork,
} from '../domain/backup.ts'
import { admin, done } from './base.ts'

const named = z.object({ name: backupName })

export const backupsState = z.object({
  settings: backupSettings,
  passwordSet: z.boolean(),
  /** Where they lie on the host. */
  folder: z.string(),
  /** Newest first. */
  backups: z.array(backupInfo),
  /** What is under way; `share` of 1, null while it cannot be told. */
  work: z.object({ kind: backupWork, name: backupName.nullable(), share: z.number().nullable() }).nullable(),
  /** What did not succeed last. */
  failed: z.object({ kind: backupWork, reason: backupFailure, at: z.number() }).nullable(),
  /** A backup that was looked through and can be restored now. */
  opened: z.object({ name: backupName, manifest: backupManifest, counts: backupCounts }).nullable(),
})
export type BackupsState = z.infer<typeof backupsState>

export const backups = {
  /** The state now and after every change. */
  follow: admin.output(eventIterator(backupsState)),
  /** INVALID with the field `password` while there is none. */
  save: admin.input(z.object({ settings: backupSettings, password: backupPassword.optional() })).output(done),
  /** Begins to make one. CONFLICT while something is under way. */
  make: admin.output(done),
  /** Begins to look through one, with the password it was sealed with. */
  open: admin.input(named.extend({ password: z.string().min(1).max(200) })).output(done),
  /** Replaces the office by the backup that was opened, and starts the host anew. It fails (`calls`) while calls are running. */
  restore: admin.input(named).output(done),
  /** Stops what is under way, and closes what was opened. */
  stop: admin.output(done),
  remove: admin.input(named).output(done),
}
