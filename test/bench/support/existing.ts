// An office beside an Asterisk that others run in a network of its own, 2 ms away: the host reaches it by ARI alone. Beside it, in the same
// Asterisk's dialplan, what is compared.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toneWav } from '../../../electron/adapters/pbx/config/tones.ts'
import { existingAsterisk, existingBinary } from '../../support/existingAsterisk.ts'
import { ariLogin, providerPort } from '../../support/existingAsteriskFiles.ts'
import { hostProcess } from '../../support/hostProcess.ts'
import { Phone } from '../../support/phone/phone.ts'
import { startProxy } from '../../support/proxy.ts'
import { peers, tones } from './flows.ts'
import { fill, track } from './office.ts'

/** From one end of the cable to the other. */
export const awayMs = 2

const dialplan = (sounds: string) => `
[from-provider](+)
exten => _59XX,1,Goto(to-cordboard,\${EXTEN},1)
exten => ${peers.menu},1,Answer()
 same => n,Goto(bench-menu,s,1)

[bench-menu]
exten => s,1,Background(${sounds}/prompt)
 same => n,WaitExten(60)
 same => n,Hangup()
exten => _X,1,Playback(${sounds}/second)
 same => n,Goto(s,1)
`

/** The line from outside; a sentence where this machine cannot run it. */
export async function existingBenchOffice(
  say: (line: string) => void,
): Promise<{ trunk: Phone; stop(): Promise<void> } | string> {
  const binary = await existingBinary('22')
  if (typeof binary === 'string') return binary
  const owned: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of owned.splice(0).reverse()) await end()
  }
  const office = track({ stop })
  try {
    const [data, sounds] = [await folder('cordboard-bench-', owned), await folder('bench-sounds-', owned)]
    await chmod(sounds, 0o755)
    for (const [name, { frequency, seconds }] of Object.entries(tones))
      await writeFile(join(sounds, `${name}.wav`), toneWav([{ frequency, seconds }]))
    const asterisk = await existingAsterisk(binary, async (files) => ({
      ...files,
      'extensions.conf': `${files['extensions.conf']}${dialplan(sounds)}`,
    }))
    owned.push(asterisk.stop)
    const { network } = asterisk
    await fill(data, {})
    const inKernel = network.delay(awayMs)
    say(inKernel ? `${awayMs} ms each way, by netem` : `${awayMs} ms each way by a relay of ARI: this kernel has no netem`)
    const { port } = new URL(asterisk.ariUrl)
    const relay = inKernel ? null : await startProxy(Number(port), network.inside, awayMs)
    if (relay) owned.push(relay.close)
    const url = relay ? `http://127.0.0.1:${relay.port}/ari` : asterisk.ariUrl
    const access = ['--ari', url, '--ari-user', ariLogin.user, '--ari-password', ariLogin.password]
    const host = await hostProcess(data, [...access, '--media-host', network.address, '--media-port', '0'])
    owned.push(host.stop)
    const trunk = await Phone.open({ server: asterisk.sip, address: network.address, port: providerPort })
    owned.push(() => trunk.close())
    return { trunk, stop: office.stop }
  } catch (error) {
    await office.stop()
    throw error
  }
}

async function folder(name: string, owned: (() => Promise<unknown>)[]): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), name))
  owned.push(() => rm(made, { recursive: true, force: true }))
  return made
}
