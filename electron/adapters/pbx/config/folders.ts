// Where an instance keeps what: everything below one folder of ours.

import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface PbxFolders {
  root: string
  etc: string
  /** Read-only data: links to the binary's, and our sounds. */
  data: string
  lib: string
  db: string
  keys: string
  agi: string
  spool: string
  run: string
  log: string
  cache: string
  /** Prompts of ours, played as `sound:cordboard/<name>`. */
  sounds: string
  /** Where ARI's recordings land. */
  recordings: string
  /** Where app_voicemail's messages land. */
  voicemail: string
  moh: string
}

// The control socket's path must fit into sockaddr_un (108 bytes).
const LONGEST_SOCKET = 100

/** The folders of the instance below `root`. Asterisk's own names in its order; nothing is created. */
export function pbxFolders(root: string): PbxFolders {
  const at = (name: string) => join(root, name)
  const short = at('run/asterisk.ctl').length <= LONGEST_SOCKET
  const run = short ? at('run') : join(tmpdir(), `cordboard-${createHash('sha1').update(root).digest('hex').slice(0, 12)}`)
  return {
    root,
    etc: at('etc'),
    data: at('data'),
    lib: at('lib'),
    db: at('db'),
    keys: at('keys'),
    agi: at('agi'),
    spool: at('spool'),
    run,
    log: at('log'),
    cache: at('cache'),
    sounds: at('data/sounds/cordboard'),
    recordings: at('spool/recording'),
    voicemail: at('spool/voicemail/default'),
    moh: at('data/moh'),
  }
}
