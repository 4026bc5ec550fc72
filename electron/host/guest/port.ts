// What the contract's procedures may ask of an Asterisk that others run.
import type { PbxChoice } from '../../../shared/domain/guest.ts'
import type { PbxAbility } from '../../../shared/domain/pbxAbility.ts'
import { ha1, REALM } from '../../adapters/pbx/config/types.ts'
import { examine } from '../../adapters/pbx/doctor.ts'
import { PbxError } from '../../adapters/pbx/errors.ts'
import { type AriLogin, canLeast, guestCan, listEndpoints, phonesContext } from '../../adapters/pbx/guest/asked.ts'
import { lookAtGuest } from '../../adapters/pbx/guest/drift.ts'
import { examineGuest } from '../../adapters/pbx/guest/examine.ts'
import { lackingAbilities, limitsOf } from '../../adapters/pbx/limits.ts'
import { mediaCacheFinding } from '../../adapters/pbx/mediaCache.ts'
import { trunkFindings } from '../../adapters/pbx/trunkFindings.ts'
import { EngineError } from '../../engine/api.ts'
import type { RemoteMedia } from '../remoteMedia.ts'
import type { Check, PbxPort } from '../services.ts'
import {
  archiveOf,
  type GuestFiles,
  type GuestStore,
  makeGuestFiles,
  presentConfig,
  rememberedChoice,
  softphonePassword,
} from './files.ts'

type Login = { url: string; user: string; password: string }

/** Its telephones' secrets are fixed, as we do not write its configuration. */
export function guestPort(
  store: GuestStore & { folder: string },
  login: Login,
  { remote, connected }: { remote: RemoteMedia | null; connected(): boolean },
): PbxPort {
  const { url, user, password } = login
  const abilities = knownAbilities(login)
  const ari = { ariUrl: url, ariUser: user, ariPassword: password }
  const make = async (choice: PbxChoice): Promise<GuestFiles> => {
    const can = await guestCan(ari).catch(() => canLeast) // it may not be set up yet
    try {
      return makeGuestFiles(store, { choice, ...login, can })
    } catch (error) {
      if (error instanceof PbxError) throw new EngineError('INVALID', error.message)
      throw error
    }
  }
  return {
    kind: 'external',
    sipAddress: null,
    soundPorts: null,
    phoneCredentials(extension, displayName) {
      const secret = softphonePassword(store, extension)
      if (secret === null)
        throw new EngineError('NO_PHONE', 'This Asterisk does not know the softphone yet: see Settings, Telephone system.')
      const sipUser = `${extension}-web`
      return {
        extension,
        user: sipUser,
        realm: REALM,
        domain: new URL(url).hostname,
        ha1: ha1(sipUser, secret, REALM),
        webSocket: '/sip',
        displayName,
      }
    },
    resetDeskPhone() {
      throw new EngineError('REFUSED', 'Desk phones are set up in your own Asterisk.')
    },
    deskPhone: async () => {
      throw new EngineError('REFUSED', 'Desk phones are set up in your own Asterisk.')
    },
    resync: async () => {},
    registrations: async () => [],
    async reachabilities() {
      const online = new Map((await listEndpoints(ari)).map((each) => [each.name, each.online]))
      const theirs = store.office.trunks.list().filter(({ kind }) => kind === 'endpoint')
      return theirs.map(({ id, endpoint }) => ({
        trunkId: id,
        reachable: online.get(endpoint ?? '') ?? false,
        roundTripMs: null,
      }))
    },
    watchSip: async () => null,
    lacks: abilities.lacking,
    async checks() {
      const wsUrl = `${url.replace(/^http/, 'ws').replace(/\/ari$/, '')}/ws`
      const input = { ...ari, wsUrl, folder: store.folder }
      const kind = rememberedChoice(store)?.kind ?? 'plain'
      const guest = { login: ari, config: presentConfig(store, login), kind, connected: connected() }
      const found = await Promise.all([
        examine(input),
        examineGuest(guest),
        limitsOf(input),
        remote ? fetchesPrompts(remote) : [],
        trunksThere(ari, store),
      ])
      return found.flat()
    },
    guest: {
      archive: async (choice) => archiveOf(await make(choice)),
      async files(choice) {
        const { config, files } = await make(choice)
        return { files, numbers: [...config.numbers] }
      },
      async state() {
        const last = rememberedChoice(store)
        const [found, context] = await Promise.all([
          lookAtGuest(ari, presentConfig(store, login)).catch(() => null), // why it does not answer is a finding of the checks
          phonesContext(ari).catch(() => null),
        ])
        return { url, user, last: last && { kind: last.kind, context: last.context }, context, found }
      },
    },
  }
}

async function trunksThere(login: AriLogin, { office }: GuestStore): Promise<Check[]> {
  const listed = await listEndpoints(login).catch(() => null) // what keeps it from answering is a finding of its own
  return trunkFindings('external', office.trunks.list(), listed && new Set(listed.map(({ name }) => name)))
}

/** Nothing where Asterisk is out of reach, which is a finding of its own. */
const fetchesPrompts = ({ missing, prompts }: RemoteMedia): Promise<Check[]> =>
  missing().then(
    (modules) => [mediaCacheFinding(modules, prompts.address)],
    () => [],
  )

/** So long what was found is taken for what is, ms: it may be another version after a restart. */
const knownMs = 30_000

/** What it lacks, asked for at once and again when somebody wants to know it later. */
function knownAbilities({ url, user, password }: Login) {
  let lacking: readonly PbxAbility[] = []
  let askedAt = 0
  const ask = () => {
    askedAt = Date.now()
    lackingAbilities({ ariUrl: url, ariUser: user, ariPassword: password }).then(
      (found) => {
        lacking = found
      },
      () => {
        askedAt = 0 // it does not answer now
      },
    )
  }
  ask()
  return {
    lacking: (): readonly PbxAbility[] => {
      if (askedAt < Date.now() - knownMs) ask()
      return lacking
    },
  }
}
