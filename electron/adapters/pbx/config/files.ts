// The smaller files of an Asterisk configuration.

import { isIP } from 'node:net'
import type { PbxFolders } from './folders.ts'
import { displayName, section } from './section.ts'
import { CONTROL_ADDRESS, type PbxConfig } from './types.ts'

/** asterisk.conf: every folder named, so that nothing of the system's is touched. */
export function asteriskConf(folders: PbxFolders, modulesDir: string): string {
  const directories = {
    astetcdir: folders.etc,
    astmoddir: modulesDir,
    astvarlibdir: folders.lib,
    astdbdir: folders.db,
    astkeydir: folders.keys,
    astdatadir: folders.data,
    astagidir: folders.agi,
    astspooldir: folders.spool,
    astrundir: folders.run,
    astlogdir: folders.log,
    astcachedir: folders.cache,
    astsbindir: folders.agi,
  }
  const lines = Object.entries(directories).map(([name, folder]) => `${name} => ${folder}`)
  // transmit_silence keeps NATs and early media alive while a call waits.
  const options = { transmit_silence: true, hideconnect: true, live_dangerously: false, documentation_language: 'en_US' }
  return `[directories]\n${lines.join('\n')}\n\n${section('options', options)}`
}

/** http.conf: ARI and the softphones' WebSocket (`/ws`); consoles elsewhere come through the host's own server. */
export function httpConf(config: PbxConfig): string {
  const { ports, tls } = config
  return section('general', {
    enabled: true,
    servername: 'Cordboard',
    bindaddr: CONTROL_ADDRESS,
    bindport: ports.http,
    enablestatic: false,
    sessionlimit: 1_000,
    session_keep_alive: 60_000,
    ...(tls
      ? { tlsenable: true, tlsbindaddr: `${CONTROL_ADDRESS}:${tls.port}`, tlscertfile: tls.cert, tlsprivatekey: tls.key }
      : {}),
  })
}

/** ari.conf: one user; CB_CALL and CB_ROLE come along with every channel. */
export function ariConf(config: PbxConfig): string {
  const general = section('general', { enabled: true, pretty: false, channelvars: 'CB_CALL,CB_ROLE' })
  return (
    general + section(config.ariUser, { type: 'user', read_only: false, password_format: 'plain', password: config.ariPassword })
  )
}

/** rtp.conf */
export function rtpConf({ ports }: PbxConfig): string {
  return section('general', { rtpstart: ports.rtpStart, rtpend: ports.rtpEnd, icesupport: true, strictrtp: true })
}

/** dnsmgr.conf: an address of a changing kind, given as a name, is looked up again every minute. */
export function dnsmgrConf({ outside }: PbxConfig): string {
  const named = [outside?.mediaAddress, outside?.signalingAddress].some((each) => each !== undefined && isIP(each) === 0)
  return section('general', named ? { enable: true, refreshinterval: 60 } : { enable: false })
}

/** logger.conf: one file for what matters. */
export function loggerConf(): string {
  return section('general', { dateformat: '%F %T.%3q' }) + section('logfiles', { 'messages.log': 'notice,warning,error' })
}

/** voicemail.conf: only the fallback while the host is down writes here; the host imports what it finds. */
export function voicemailConf(config: PbxConfig): string {
  const general = section('general', {
    format: 'wav',
    maxsecs: 300,
    minsecs: 1,
    maxmsg: 500,
    maxsilence: 0,
    sendvoicemail: false,
    skipms: 3000,
  })
  // The password is never asked for: no dialplan of ours leads to VoiceMailMain.
  const boxes = config.mailboxes.map(({ number, extension, maxSeconds }) => {
    const owner = config.extensions.find((e) => e.number === extension)
    const limit = maxSeconds === undefined ? '' : `,,,maxsecs=${maxSeconds}`
    return `${number} => 0000,${displayName(owner?.name ?? number).replaceAll(',', ' ')}${limit}`
  })
  return `${general}[default]\n${boxes.join('\n')}\n`
}

/** musiconhold.conf: the files of one folder, in random order. */
export function musicOnHoldConf(folder: string): string {
  return section('default', { mode: 'files', directory: folder, sort: 'random' })
}

/** queues.conf: only the benchmark's peer, app_queue at its best. */
export function queuesConf(): string {
  const general = section('general', { persistentmembers: false, autofill: true, shared_lastcall: false })
  return (
    general +
    section('bench', {
      strategy: 'linear',
      retry: 1,
      timeout: 30,
      autofill: true,
      ringinuse: false,
      joinempty: true,
      wrapuptime: 0,
    })
  )
}

/** pjsip_notify.conf: what tells a phone that there are new settings; makers have two words for it. A semicolon begins a comment. */
export const notifyConf = (): string =>
  section('check-sync', { Event: '>check-sync\\;reboot=false', 'Subscription-State': '>terminated' }) +
  section('resync', { Event: '>resync', 'Subscription-State': '>terminated' })

/** Files whose only purpose is that a default is not used or a warning not written. */
export const QUIET_FILES: Record<string, string> = {
  'cdr.conf': '[general]\nenable=no\n',
  'cel.conf': '[general]\nenable=no\n',
  // `*8` is the host's: chan_pjsip would keep it from the dialplan.
  'features.conf': '[general]\npickupexten=none-of-asterisk\n',
  'udptl.conf': '[general]\n',
  'acl.conf': '',
  'ccss.conf': '[general]\n',
  'manager.conf': '[general]\nenabled=no\n',
  'pjproject.conf': '',
  'sorcery.conf': '',
  'stasis.conf': '[threadpool]\ninitial_size=5\nidle_timeout_sec=20\nmax_size=50\n',
  'websocket_client.conf': '',
  'chan_websocket.conf': '',
  'codecs.conf': '[opus]\ntype=opus\n',
  'cli_aliases.conf': '',
  'queuerules.conf': '',
}
