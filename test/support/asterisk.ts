// A real Asterisk for one test file: own folder, own ports, stopped and removed at the end.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { acquireAsterisk } from '../../electron/adapters/pbx/acquire/asterisk.ts'
import { ha1, type PbxConfig } from '../../electron/adapters/pbx/config/types.ts'
import { ariRequest } from '../../electron/adapters/pbx/process/ariRequest.ts'
import { type Pbx, startPbx } from '../../electron/adapters/pbx/process/pbx.ts'
import { freePorts } from '../../electron/adapters/pbx/process/ports.ts'

export const TEST_EXTENSIONS = ['201', '202', '203', '204', '205', '206'] as const
/** Trunk `t1` is whoever calls from this address; phones use 127.0.0.1. */
export const TRUNK_ADDRESS = '127.0.0.2'
export const ARI_PASSWORD = 'test-ari-password'

/** The SIP password of a desk phone (`201`) or softphone (`201-web`) of the test instance. */
export const passwordOf = (user: string): string => `secret-${user}`

export interface TestAsterisk extends Pbx {
  config: PbxConfig
  /** Waits at most 5 s, then throws with what is left: channels, bridges, live recordings of any application. */
  assertQuiet(): Promise<void>
}

/** Starts one; fails (never skips) with advice where no Asterisk can be had. `trunkPort` is where trunk `t1` listens on 127.0.0.2. */
export async function testAsterisk(overrides: Partial<PbxConfig> & { trunkPort?: number } = {}): Promise<TestAsterisk> {
  const { trunkPort, ...rest } = overrides
  const binary = await acquireAsterisk()
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-test-'))
  const config: PbxConfig = { ...testConfig(await freePorts(), trunkPort ?? 5060), ...rest }
  const pbx = await startPbx({ folder, config, binary }).catch(async (error) => {
    await rm(folder, { recursive: true, force: true })
    throw error
  })
  const stop = async () => {
    await pbx.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { ...pbx, config, stop, assertQuiet: () => assertQuiet(config) }
}

/** The configuration of a test instance: extensions 201–206, trunk `t1`, a mailbox `100`, emergency 112 and 911. */
export function testConfig(ports: PbxConfig['ports'], trunkPort: number): PbxConfig {
  return {
    bindAddress: '127.0.0.1',
    ports,
    app: 'cordboard',
    ariUser: 'cordboard',
    ariPassword: ARI_PASSWORD,
    extensions: TEST_EXTENSIONS.map((number) => ({
      number,
      name: `Phone ${number}`,
      deskHa1: ha1(number, passwordOf(number)),
      webHa1: ha1(`${number}-web`, passwordOf(`${number}-web`)),
    })),
    trunks: [{ id: 't1', host: TRUNK_ADDRESS, port: trunkPort, identifyAddresses: [TRUNK_ADDRESS] }],
    emergency: { numbers: ['112', '911'], trunk: 't1' },
    reception: ['201', '202'],
    mailboxes: [{ number: '100', extension: '201' }],
  }
}

/** What is still alive in Asterisk: channels, bridges. Empty when quiet. */
export async function whatIsLeft(config: PbxConfig): Promise<string[]> {
  const [channels, bridges] = await Promise.all(['/channels', '/bridges'].map((path) => ariRequest(config, 'GET', path)))
  const channelList = (channels?.body ?? []) as { id: string; name: string; state: string; dialplan: { app_name: string } }[]
  const bridgeList = (bridges?.body ?? []) as { id: string; channels: string[]; name: string }[]
  return [
    ...channelList.map((c) => `channel ${c.id} ${c.name} ${c.state} ${c.dialplan?.app_name ?? ''}`),
    ...bridgeList.map((b) => `bridge ${b.id} ${b.name} with ${b.channels.length}`),
  ]
}

async function assertQuiet(config: PbxConfig): Promise<void> {
  const deadline = Date.now() + 5_000
  let left = await whatIsLeft(config)
  while (left.length > 0 && Date.now() < deadline) {
    await sleep(50)
    left = await whatIsLeft(config)
  }
  if (left.length > 0) throw new Error(`Left in Asterisk after the test: ${left.join('; ')}`)
}
