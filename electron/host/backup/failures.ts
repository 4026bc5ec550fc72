// Why it did not work, as one of the reasons a console has words for.
import type { BackupFailure } from '../../../shared/domain/backup.ts'

const byCode: Record<string, BackupFailure> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  FULL: 'full',
  EACCES: 'unwritable',
  EROFS: 'unwritable',
  EPERM: 'unwritable',
  UNWRITABLE: 'unwritable',
  NEWER_DATABASE: 'newer',
  CORRUPT: 'damaged',
}

/** Of an error while a backup was made. */
export const failureOf = (error: unknown): BackupFailure =>
  byCode[String((error as { code?: unknown } | null)?.code)] ?? 'unknown'

/** Of an error while a backup was opened: what is in it is not to be trusted, so that anything unknown is damage. */
export function openFailureOf(error: unknown): BackupFailure {
  const known = failureOf(error)
  if (known !== 'unknown') return known
  const message = error instanceof Error ? error.message : ''
  if (/no identity matched/.test(message)) return 'password'
  return /invalid (version|header|non-ASCII|stanza)/.test(message) ? 'notBackup' : 'damaged'
}
