// How to reach one ARI, and what to call ourselves there.

import type { Log } from '../../engine/ports.ts'

export interface AriAccess {
  /** Base URL ending in `/ari`, e.g. `http://127.0.0.1:8088/ari`; https as well. */
  url: string
  user: string
  password: string
  /** Stasis application; `<app>-presence` is a second one for registrations. */
  app: string
  /** Also a second socket for registrations; default true. */
  presence?: boolean
  /** Its dialplan tells telephones of new messages: of an Asterisk of our own. */
  messageLamps?: boolean
  log?: Log
  /** Where Asterisk finds the sound of a media URI, when it has no folder with us; by default as it is. */
  mediaUri?(uri: string): string
  /** How long a request may take, ms; default 5,000. */
  requestTimeoutMs?: number
  /** Told when no connection could be opened for want of file descriptors; true when it is worth another try. */
  noDescriptors?(): boolean
  /** How often the socket is pinged, ms; default 10,000. A pong must come within half of it. */
  pingMs?: number
}

/** The Authorization header of HTTP Basic (RFC 7617). */
export const basicAuth = ({ user, password }: AriAccess): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
