// How our own registrations at the providers stand. Neither ARI nor AMI says why one is refused: the state is Asterisk's list, the
// reason its own last line about it in the log, which it repeats at each try.
import { lookup } from 'node:dns/promises'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { problemOf, type TrunkRegistration } from '../../../shared/domain/trunkRegistration.ts'
import { registrationsOf, type TrunkSignIn } from './config/trunks.ts'
import type { PbxTrunk } from './config/types.ts'
import type { Pbx } from './process/pbx.ts'

/** As much of the log's end is read: a refused trunk says so every two minutes at least. */
const TAIL_BYTES = 512 * 1024
/** What was read is good for so long, ms: each look is a process of its own. */
const FRESH_MS = 2_000
/** Words of res_pjsip_outbound_registration. */
const ANSWERED = /(\d{3})\D* received from '[^']*' on registration attempt to '([^']*)'/
const UNANSWERED = /No response received from '[^']*' on registration attempt to '([^']*)'/

/** Name, server and who signs in, a part of which may be any word; then the state, and when it ends. */
const LISTED = /^ *(\S+?)\/sips?:\S* +\S+ +(Registered|Unregistered|Rejected|Stopp\w+)(?: +\(exp\. (\d+)s( ago)?\))?/gm

type Listed = { state: string; seconds: number | null }

/** The state of each registration in `pjsip show registrations`, by its name. */
export function listedRegistrations(list: string): Map<string, Listed> {
  const found = list.matchAll(LISTED)
  return new Map(
    [...found].map(([, name = '', state = '', seconds, ago]) => [
      name,
      { state, seconds: seconds === undefined || ago ? null : Number(seconds) },
    ]),
  )
}

/** The newest answer to each registration in the log, by who registers (`sip:user@host:port`); null where none came. */
export function loggedAnswers(log: string): Map<string, number | null> {
  const answers = new Map<string, number | null>()
  for (const line of log.split('\n')) {
    const [, status, who] = ANSWERED.exec(line) ?? []
    const [, silent] = UNANSWERED.exec(line) ?? []
    if (who) answers.set(who, Number(status))
    if (silent) answers.set(silent, null)
  }
  return answers
}

/** The trunks that register. */
export const signingIn = (trunks: readonly PbxTrunk[]): PbxTrunk[] =>
  trunks.filter(({ register, username, password }) => register && username && password)

type Source = { pbx(): Pick<Pbx, 'rx' | 'folders'> | null; trunks(): readonly PbxTrunk[] }

/** How the trunks' registrations stand, read when somebody looks. */
export class TrunkRegistrations {
  private readonly source: Source
  private latest: { at: number; found: Promise<TrunkRegistration[]> } | null = null

  constructor(source: Source) {
    this.source = source
  }

  /** Of every trunk that is to register; nothing while no Asterisk runs. Rejects where it cannot be asked. */
  all(): Promise<TrunkRegistration[]> {
    const now = performance.now()
    if (this.latest && now - this.latest.at < FRESH_MS) return this.latest.found
    const found = this.read()
    this.latest = { at: now, found }
    // Whoever asks while it is read has the same answer, however long that takes.
    const over = () => {
      if (this.latest?.found === found) this.latest.at = performance.now()
    }
    this.latest.at = Number.POSITIVE_INFINITY
    found.then(over, () => {
      if (this.latest?.found === found) this.latest = null
    })
    return found
  }

  private async read(): Promise<TrunkRegistration[]> {
    const pbx = this.source.pbx()
    const trunks = signingIn(this.source.trunks())
    if (!pbx || trunks.length === 0) return []
    const [list, log] = await Promise.all([pbx.rx('pjsip show registrations'), endOf(join(pbx.folders.log, 'messages.log'))])
    const [listed, answers] = [listedRegistrations(list), loggedAnswers(log)]
    return Promise.all(
      trunks.map(async (trunk) => {
        const signIns = registrationsOf(trunk)
        const each = await Promise.all(signIns.map((one) => registrationOf(trunk, one, listed.get(one.name), answers)))
        return bestOf(each)
      }),
    )
  }
}

/** A trunk with several servers is registered where one of them takes it; else the first says why not. */
const bestOf = (each: TrunkRegistration[]): TrunkRegistration =>
  each.find(({ problem }) => problem === null) ?? (each[0] as TrunkRegistration)

async function registrationOf(
  trunk: PbxTrunk,
  { clientUri }: TrunkSignIn,
  listed: Listed | undefined,
  answers: ReadonlyMap<string, number | null>,
): Promise<TrunkRegistration> {
  const known = { trunkId: trunk.id, status: null, retrySeconds: null }
  if (listed?.state === 'Registered') return { ...known, problem: null }
  // Before its first answer it is neither.
  if (!listed || listed.state === 'Unregistered') return { ...known, problem: 'pending' }
  const status = answers.get(clientUri) ?? null
  const retrySeconds = listed.seconds
  if (status !== null) return { ...known, problem: problemOf(status), status, retrySeconds }
  return { ...known, problem: (await resolves(trunk.host)) ? 'noAnswer' : 'noName', retrySeconds }
}

const resolves = (host: string): Promise<boolean> =>
  lookup(host).then(
    () => true,
    () => false,
  )

/** The last part of a file; empty where there is none. */
async function endOf(path: string): Promise<string> {
  const file = await open(path).catch(() => null)
  if (!file) return ''
  try {
    const { size } = await file.stat()
    const length = Math.min(size, TAIL_BYTES)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}
