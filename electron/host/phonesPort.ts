// How desk phones get their settings, as the procedures and the routes have it.
import type { PhonesOverview } from '../../shared/domain/phones.ts'

/** `address`: where SIP listens; `0.0.0.0`: everywhere. */
export type DeskPhoneAccount = { user: string; password: string; address: string; port: number }

/** By which address this host is served with HTTPS, which ends in `/`; and whether everybody knows the issuer of its certificate. */
export type ServedHttps = { address: string; trusted: boolean }

/** A request for a phone's settings. `code`: null where it shows none. `host`: by which name it reached this one. */
export type PhoneRequest = {
  file: string
  code: string | null
  userAgent: string
  from: string
  host: string
  https: boolean
}
/** `ask`: for the code. */
export type PhoneAnswer = { status: 200 | 401 | 403 | 404 | 410 | 429 | 503; text: string; type: string; ask: boolean }

/** How desk phones get their settings. */
export type PhonesPort = {
  /** `served`: null where the host serves this computer only. */
  overview(served: ServedHttps | null): Promise<PhonesOverview>
  answer(request: PhoneRequest, served: ServedHttps | null): Promise<PhoneAnswer>
  /** The phone may fetch its settings once more. One that has some is told to; others are given a new code. */
  renew(id: string): Promise<void>
  /** Tells a phone that looks for its settings within ten minutes from where it was seen; false where none was. */
  tell(id: string, served: ServedHttps): boolean
  /** Of a phone that is gone. */
  forget(id: string): void
}
