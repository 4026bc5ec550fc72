// What the contract's procedures may ask of the telephone system, for each way the office has one.
import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { EngineError } from '../engine/api.ts'
import { ha1, REALM } from '../pbx/config/types.ts'
import type { Check, PbxPort } from '../rpc/deps.ts'
import type { Store } from '../store/store.ts'
import type { ManagedPbx } from './managedPbx.ts'

const leastFreeBytes = 500_000_000

async function diskCheck(folder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  return {
    id: 'disk',
    ok: free > leastFreeBytes,
    detail: `${Math.round(free / 1e6)} MB free`,
    help: 'Recordings and messages need room: remove what is not needed, or move the data folder.',
  }
}

/** The Asterisk this host runs itself. */
export function managedPort(managed: ManagedPbx, { store }: { store: Store }): PbxPort {
  return {
    kind: 'managed',
    phoneCredentials: (extension, displayName) => managed.phoneCredentials(extension, displayName),
    resetDeskPhone: (extension) => managed.resetDeskPhone(extension),
    async checks() {
      const pbx = managed.running
      return [
        {
          id: 'asterisk',
          ok: pbx !== null,
          detail: pbx ? `running, process ${pbx.pid}` : 'not running',
          help: 'It is started again by itself; host.log in the data folder says why it ended.',
        },
        {
          id: 'sounds',
          ok: pbx !== null && existsSync(pbx.soundsDir),
          detail: 'prompts and tones',
          help: 'Start the host again: it writes them anew.',
        },
        {
          id: 'ports',
          ok: true,
          detail: `SIP ${managed.ports.sip}, RTP ${managed.ports.rtpStart}–${managed.ports.rtpEnd}`,
          help: 'Desk phones need these ports open in the firewall.',
        },
        await diskCheck(store.folder),
      ]
    },
  }
}

/** An Asterisk of the office's own: its phones' secrets are fixed, as we do not write its configuration. */
export function externalPort(store: Store, url: string): PbxPort {
  return {
    kind: 'external',
    phoneCredentials(extension, displayName) {
      const user = `${extension}-web`
      const password = store.secrets.get(`sip:${user}`)
      if (!password)
        throw new EngineError(
          'NO_PHONE',
          'The softphone’s password is not set up yet: reset it in Settings and paste the snippet into Asterisk.',
        )
      return {
        extension,
        user,
        realm: REALM,
        domain: new URL(url).hostname,
        ha1: ha1(user, password, REALM),
        webSocket: '/sip',
        displayName,
      }
    },
    resetDeskPhone() {
      throw new EngineError('REFUSED', 'Desk phones are set up in your own Asterisk.')
    },
    checks: async () => [await diskCheck(store.folder)],
  }
}

/** No telephone system at all: the demo office. */
export function demoPort(): PbxPort {
  return {
    kind: 'demo',
    phoneCredentials() {
      throw new EngineError('NO_PHONE', 'The demo office has no telephones.')
    },
    resetDeskPhone() {
      throw new EngineError('REFUSED', 'The demo office has no telephones.')
    },
    checks: () => [
      { id: 'asterisk', ok: false, detail: 'demo office', help: 'No Asterisk could be had here; calls are simulated.' },
    ],
  }
}
