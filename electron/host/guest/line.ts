// The line of an office to an Asterisk that others run.
import { AriTelephony } from '../../adapters/ari/telephony.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Log } from '../../engine/ports.ts'
import type { HostOptions } from '../hostPort.ts'
import { fetchedFolder, openRemoteMedia } from '../remoteMedia.ts'
import { dice } from '../system.ts'
import { guestPassword } from './files.ts'
import { guestPort } from './port.ts'

type Given = { store: Store; log: Log; noDescriptors(): boolean }

/** No password was given, and none was made for it yet. */
export class NoAriPassword extends Error {
  readonly code = 'NO_ARI_PASSWORD'
  constructor() {
    super('--ari needs --ari-password, CORDBOARD_ARI_PASSWORD, or the files of `npm run host -- pbx-files` before.')
  }
}

/** Opens it. Rejects with NO_ARI_PASSWORD, or MEDIA_PORT. */
export async function openGuestLine({ ari, data, media = {} }: HostOptions, { store, log, noDescriptors }: Given) {
  const { url, user } = ari ?? { url: '', user: '' }
  const password = ari?.password || guestPassword(store)
  if (!password) throw new NoAriPassword()
  const login = { url: url.replace(/\/+$/, ''), user, password }
  const access = { ...login, app: 'cordboard', log, noDescriptors }
  const remote = media.recordings === undefined ? await openRemoteMedia({ access, store, media, newKey: dice.id }) : null
  const telephony = new AriTelephony({ ...access, ...(remote ? { mediaUri: remote.mediaUri } : {}) })
  return {
    kind: 'external' as const,
    telephony,
    recordingsDir: media.recordings ?? fetchedFolder(data),
    port: guestPort(store, login, { remote, connected: () => telephony.connected }),
    sipWebSocketUrl: `${login.url.replace(/^http/, 'ws').replace(/\/ari$/, '')}/ws`,
    managed: null,
    remote,
  }
}
