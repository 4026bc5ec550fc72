// What went wrong with an update, of what electron-updater, Chromium's network and the disk say.
import type { UpdateProblem } from '../../../../shared/contract/updates.ts'

const byCode: Record<string, UpdateProblem> = {
  ERR_UPDATER_CHANNEL_FILE_NOT_FOUND: 'noFeed',
  ERR_UPDATER_INVALID_UPDATE_INFO: 'broken',
  ERR_UPDATER_NO_FILES_PROVIDED: 'broken',
  ERR_UPDATER_INVALID_VERSION: 'broken',
  ERR_CHECKSUM_MISMATCH: 'damaged',
  ERR_UPDATER_OLD_FILE_NOT_FOUND: 'notInstalled',
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EACCES: 'notWritable',
  EPERM: 'notWritable',
  EROFS: 'notWritable',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  ENOTFOUND: 'unreachable',
  ETIMEDOUT: 'unreachable',
}

/** An update that is refused by us. */
export class UpdateRefused extends Error {
  readonly problem: UpdateProblem
  constructor(problem: UpdateProblem) {
    super(`refused: ${problem}`)
    this.problem = problem
  }
}

/** `failed` for what is not known. */
export function problemOf(error: unknown): UpdateProblem {
  if (error instanceof UpdateRefused) return error.problem
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const known = byCode[code]
  if (known) return known
  if (/^net::|socket hang up|HTTP_ERROR_5/.test(`${message} ${code}`)) return 'unreachable'
  return code.startsWith('HTTP_ERROR_4') ? 'noFeed' : 'failed'
}
