// Backups of the office: what is kept, how often, and what a file of one says of itself.
import { z } from 'zod'

/** Fewest characters of the password that backups are sealed with. */
export const shortestPassword = 8
export const backupPassword = z.string().min(shortestPassword).max(200)

export const backupSettings = z.object({
  /** One each night, or as soon as the host is awake on a day without one. */
  nightly: z.boolean().default(false),
  /** So many nightly ones are kept. */
  keep: z.int().min(1).max(60).default(7),
  /** With the recordings of calls, which take the most room. */
  recordings: z.boolean().default(false),
})
export type BackupSettings = z.infer<typeof backupSettings>

/** Who made it: a person, the clock, a restore before it replaced everything; or it was brought from elsewhere. */
export const backupKind = z.enum(['manual', 'nightly', 'before-restore', 'uploaded'])
export type BackupKind = z.infer<typeof backupKind>

/** The name of a backup's file: its kind and the second (UTC) it was begun. */
export const backupName = z.string().regex(/^(manual|nightly|before-restore|uploaded)-\d{8}T\d{6}Z\.cordboard$/)

export const backupInfo = z.object({
  name: backupName,
  kind: backupKind,
  /** Epoch ms. */
  at: z.number(),
  bytes: z.int(),
})
export type BackupInfo = z.infer<typeof backupInfo>

/** How much of everything is in a backup. */
export const backupCounts = z.object({
  operators: z.int(),
  queues: z.int(),
  flows: z.int(),
  contacts: z.int(),
  calls: z.int(),
  voicemails: z.int(),
  users: z.int(),
})
export type BackupCounts = z.infer<typeof backupCounts>

/** `manifest.json` inside a backup. */
export const backupManifest = z.object({
  format: z.literal(1),
  at: z.number(),
  /** Of the Cordboard that made it. */
  version: z.string().max(40),
  schema: z.int(),
  recordings: z.boolean(),
})
export type BackupManifest = z.infer<typeof backupManifest>

/** Why a backup was not made, or cannot be restored: a console has a sentence for each. */
export const backupFailure = z.enum(['password', 'notBackup', 'damaged', 'newer', 'full', 'unwritable', 'calls', 'unknown'])
export type BackupFailure = z.infer<typeof backupFailure>

export const backupWork = z.enum(['make', 'open', 'restore'])
export type BackupWork = z.infer<typeof backupWork>

/** `restore.json` beside an unpacked backup that is to take the office's place: which one it is, and who asked. */
export const restored = z.object({ name: backupName, userId: z.string() })
export type Restored = z.infer<typeof restored>
