// Writes a complete configuration folder from one typed input.

import { existsSync } from 'node:fs'
import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AsteriskBinary } from '../acquire/asterisk.ts'
import { type PbxUser, readableFile } from '../process/user.ts'
import { BENCH_SOUNDS, extensionsConf } from './dialplan.ts'
import {
  ariConf,
  asteriskConf,
  dnsmgrConf,
  httpConf,
  loggerConf,
  musicOnHoldConf,
  notifyConf,
  QUIET_FILES,
  queuesConf,
  rtpConf,
  voicemailConf,
} from './files.ts'
import { type PbxFolders, pbxFolders } from './folders.ts'
import { indicationsConf } from './indications.ts'
import { modulesConf } from './modules.ts'
import { pjsipConf } from './pjsip.ts'
import { toneWav } from './tones.ts'
import { tlsFiles } from './transports.ts'
import { type PbxConfig, validatePbxConfig } from './types.ts'

/** All files of the configuration by name. Pure; throws PBX_CONFIG. */
export function renderConfig(config: PbxConfig, folders: PbxFolders, modulesDir: string): Record<string, string> {
  validatePbxConfig(config)
  return {
    ...QUIET_FILES,
    'asterisk.conf': asteriskConf(folders, modulesDir),
    'modules.conf': modulesConf(config.bench === true),
    'http.conf': httpConf(config),
    'ari.conf': ariConf(config),
    'rtp.conf': rtpConf(config),
    'dnsmgr.conf': dnsmgrConf(config),
    'pjsip.conf': pjsipConf(config, folders.etc),
    ...tlsFiles(config),
    'extensions.conf': extensionsConf(config),
    'indications.conf': indicationsConf(),
    'logger.conf': loggerConf(),
    'musiconhold.conf': musicOnHoldConf(folders.moh),
    'pjsip_notify.conf': notifyConf(),
    'voicemail.conf': voicemailConf(config),
    ...(config.bench ? { 'queues.conf': queuesConf() } : {}),
  }
}

/** Writes configuration, data links and made-up sounds below `folder`, readable by this user, and the one Asterisk runs as, only. Throws PBX_CONFIG. */
export async function writeConfig(
  folder: string,
  config: PbxConfig,
  binary: AsteriskBinary,
  user?: PbxUser,
): Promise<PbxFolders> {
  const folders = pbxFolders(folder)
  const files = renderConfig(config, folders, binary.modulesDir)
  for (const path of Object.values(folders).filter((path) => path !== folders.moh)) await mkdir(path, { recursive: true })
  await mkdir(join(folders.keys, 'keys'), { recursive: true })
  await chmod(folders.etc, user ? 0o750 : 0o700)
  await linkData(folders, binary)
  await writeSounds(folders, config)
  for (const [name, text] of Object.entries(files)) await replaceFile(join(folders.etc, name), text, user)
  return folders
}

async function linkData(folders: PbxFolders, binary: AsteriskBinary): Promise<void> {
  for (const name of ['documentation', 'rest-api', 'static-http'])
    await link(join(binary.dataDir, name), join(folders.data, name))
  if (binary.soundsDir) await link(binary.soundsDir, join(folders.data, 'sounds/en'))
  if (binary.mohDir) await link(binary.mohDir, folders.moh)
  else if (!existsSync(folders.moh)) await writeMusic(folders.moh)
}

async function link(target: string, path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
  await symlink(target, path)
}

// A calm arpeggio, where no music package is at hand.
async function writeMusic(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const notes = [262, 330, 392, 523, 392, 330].map((frequency) => ({ frequency, seconds: 0.5, level: 0.1 }))
  await writeFile(join(folder, 'calm.wav'), toneWav([...notes, ...notes, { frequency: 0, seconds: 1 }]))
}

async function writeSounds(folders: PbxFolders, config: PbxConfig): Promise<void> {
  if (!config.bench) return
  const prompt = toneWav([{ frequency: 440, seconds: 20 }])
  const second = toneWav([{ frequency: 1000, seconds: 1 }])
  await writeFile(join(folders.data, 'sounds', `${BENCH_SOUNDS.prompt}.wav`), prompt)
  await writeFile(join(folders.data, 'sounds', `${BENCH_SOUNDS.second}.wav`), second)
}

// Asterisk may read at any moment: a file is whole or the old one.
async function replaceFile(path: string, text: string, user?: PbxUser): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600, flush: true })
  if (user) await readableFile(`${path}.new`, user)
  await rename(`${path}.new`, path)
}
