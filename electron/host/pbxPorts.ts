// What the contract's procedures may ask of the telephone system, for each way the office has one.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { RegistrationProblem, TrunkRegistration } from '../../shared/domain/trunkRegistration.ts'
import { examine } from '../adapters/pbx/doctor.ts'
import { isLoopback } from '../adapters/pbx/process/ports.ts'
import { watchSip } from '../adapters/pbx/sipLadder.ts'
import { trunkFindings } from '../adapters/pbx/trunkFindings.ts'
import type { Store } from '../adapters/store/store.ts'
import { EngineError } from '../engine/api.ts'
import { outsideChecks } from './externalAddress.ts'
import type { ManagedPbx } from './managedPbx.ts'
import type { Check, PbxPort } from './services.ts'
import { nameOf } from './users.ts'

/** The Asterisk this host runs itself. */
export function managedPort(managed: ManagedPbx, { store }: { store: Store }): PbxPort {
  return {
    kind: 'managed',
    guest: null,
    sipAddress: managed.sipAddress,
    soundPorts: { first: managed.ports.rtpStart, last: managed.ports.rtpEnd },
    phoneCredentials: (extension, displayName) => managed.phoneCredentials(extension, displayName),
    resetDeskPhone: (extension) => managed.resetDeskPhone(extension),
    deskPhone: (extension, transport) => managed.deskPhone(extension, transport),
    resync: (extension, event) => managed.resync(extension, event),
    registrations: () => managed.registrations.all(),
    reachabilities: () => managed.reachabilities(),
    lacks: () => [],
    watchSip: async () => (managed.running ? watchSip(managed.running) : null),
    async checks(): Promise<Check[]> {
      const pbx = managed.running
      const { sip, rtpStart, rtpEnd } = managed.ports
      const runs: Check = {
        id: 'asterisk',
        ok: pbx !== null,
        detail: pbx ? `running, process ${pbx.pid}` : 'not running',
        help: pbx ? '' : 'It is started again by itself; host.log in the data folder says why it ended.',
        facts: {},
      }
      const open: Check = {
        id: 'ports',
        ok: true,
        detail: `SIP ${sip}, RTP ${rtpStart}–${rtpEnd}; desk phones need them open in the firewall`,
        help: '',
        facts: { sip: String(sip), from: String(rtpStart), until: String(rtpEnd) },
      }
      const found = await examine({
        ariUrl: managed.ariUrl,
        ariUser: 'cordboard',
        ariPassword: managed.ariPassword,
        wsUrl: managed.wsUrl,
        sip: { host: managed.sipHost, port: sip },
        folder: store.folder,
        soundsDir: join(managed.folder, 'data', 'sounds', 'en'),
      })
      const registrations = await managed.registrations.all().catch(() => []) // what keeps it from being asked is found above
      const outside = outsideChecks(managed.outside)
      const elsewhere = trunkFindings('managed', store.office.trunks.list(), null)
      const trunks = registrations.map((one) => registers(one, store.office.trunks.get(one.trunkId)?.name ?? one.trunkId))
      return [
        runs,
        ...(pbx ? runsAs(pbx.pid) : []),
        ...found,
        sipListens(managed.sipAddress),
        ...outside,
        open,
        ...trunks,
        ...elsewhere,
      ]
    },
  }
}

/** Whose rights it has, as the system says; nothing where that is not told. */
function runsAs(pid: number): Check[] {
  const owner = statSync(`/proc/${pid}`, { throwIfNoEntry: false })
  if (!owner) return []
  const user = owner.uid === 0 ? 'root' : (nameOf(owner.uid) ?? String(owner.uid))
  return [
    {
      id: 'user',
      ok: owner.uid !== 0,
      detail: `Asterisk runs as ${user}`,
      help:
        owner.uid === 0
          ? 'Start the host as an ordinary user, or with a data folder that an unprivileged user reaches (not below /root), and Asterisk with it.'
          : '',
      facts: { user },
    },
  ]
}

const registrationHelp: Record<RegistrationProblem, string> = {
  forbidden:
    'The provider knows the account and refuses it: compare user name and password with what it gave you; it may be blocked.',
  credentials:
    'Compare user name and password with what the provider gave you; some want a realm, or another user name to sign in.',
  notFound:
    'The provider does not know this number or account at this server: compare user name and server with what it gave you.',
  unavailable: 'The provider cannot take it now. If that lasts for hours, ask the provider.',
  refused: 'Ask the provider what this answer means.',
  noAnswer: 'Compare server and port; look for a firewall, or a router that alters SIP (SIP ALG).',
  noName: 'Compare the server’s name with what the provider gave you, and see that this computer has a name server.',
  pending: '',
}

const checkOf: Record<RegistrationProblem, string> = {
  forbidden: 'trunkForbidden',
  credentials: 'trunkCredentials',
  notFound: 'trunkNotFound',
  unavailable: 'trunkUnavailable',
  refused: 'trunkRefused',
  noAnswer: 'trunkNoAnswer',
  noName: 'trunkNoName',
  pending: 'trunkPending',
}

/** A trunk that is being tried for the first time is no finding yet. */
function registers({ problem, status }: TrunkRegistration, name: string): Check {
  const ok = problem === null || problem === 'pending'
  const why = status === null ? `${problem}` : `${status}`
  return {
    id: problem === null ? 'trunk' : checkOf[problem],
    ok,
    detail: problem === null ? `${name} is registered` : `${name} is not registered: ${why}`,
    help: problem === null ? '' : registrationHelp[problem],
    facts: { name, status: String(status ?? '') },
  }
}

/** Without an address that others can reach there is no desk phone but on this computer, and no provider. */
function sipListens(where: string): Check {
  const local = isLoopback(where)
  return {
    id: 'sipAddress',
    ok: !local,
    detail: local
      ? `SIP listens on ${where} only: desk phones and trunks elsewhere cannot reach it`
      : `SIP listens on ${where === '0.0.0.0' ? 'every address' : where}`,
    help: local ? 'Choose an address under Office, or start the host with --sip-host, and start it again.' : '',
    facts: { where },
  }
}

/** No telephone system at all: the demo office. */
export function demoPort(): PbxPort {
  return {
    kind: 'demo',
    guest: null,
    sipAddress: null,
    soundPorts: null,
    phoneCredentials() {
      throw new EngineError('NO_PHONE', 'The demo office has no telephones.')
    },
    resetDeskPhone() {
      throw new EngineError('REFUSED', 'The demo office has no telephones.')
    },
    deskPhone: async () => {
      throw new EngineError('REFUSED', 'The demo office has no telephones.')
    },
    resync: async () => {},
    registrations: async () => [],
    reachabilities: async () => [],
    lacks: () => [],
    watchSip: async () => null,
    checks: () => [
      { id: 'demo', ok: false, detail: 'demo office', help: 'No Asterisk could be had here; calls are simulated.', facts: {} },
    ],
  }
}
