// A desk of an office that another computer runs: its pages in a session of their own, from the computer with the pinned certificate only.
import { X509Certificate } from 'node:crypto'
import { type BrowserWindow, type Session, session } from 'electron'
import { fingerprintOf } from '../../host/fingerprint.ts'
import { choosePage, isBuiltIn, joinOrigin } from './address.ts'
import type { FaultLog } from './faults.ts'
import type { PinnedOffice } from './offices.ts'
import { keyOf, look } from './remoteOffice.ts'

/** Chromium's verdicts: fine; ERR_CERT_AUTHORITY_INVALID; as it thinks itself. */
const [fine, refused, asUsual] = [0, -202, -3]
/** An office that is not there is looked for again so often, ms. */
const againMs = 5000

/** The session in which its pages live: cookies and storage of one office are not another's. */
export function sessionOf(office: PinnedOffice): Session {
  const own = session.fromPartition(`persist:office-${office.id}`)
  const { hostname, origin } = new URL(office.address)
  own.setCertificateVerifyProc(({ hostname: asked, certificate, verificationResult }, done) => {
    if (asked !== hostname.replace(/^\[|\]$/g, '')) return done(asUsual)
    done(isPinned(certificate.data, office) || verificationResult === 'net::OK' ? fine : refused)
  })
  joinOrigin(origin)
  return own
}

/** The pinned certificate, or a later one with the same key: a host renews its own so. */
function isPinned(pem: string, { fingerprint, key }: PinnedOffice): boolean {
  const certificate = new X509Certificate(pem)
  return fingerprintOf(certificate) === fingerprint || keyOf(certificate) === key
}

/** Shows a page that says why the office is not there, and comes back to it by itself once it is. */
export function keepJoined(window: BrowserWindow, office: PinnedOffice, log: FaultLog): void {
  let again: NodeJS.Timeout | undefined
  const contents = window.webContents
  const tryAgain = async () => {
    const seen = await look(office.address)
    if (window.isDestroyed()) return
    if (typeof seen !== 'string' && (seen.fingerprint === office.fingerprint || seen.key === office.key))
      void contents.loadURL(`${office.address}/`)
    else if (isBuiltIn(contents.getURL())) again = setTimeout(tryAgain, againMs)
  }
  contents.on('did-fail-load', (_event, code, description, address, mainFrame) => {
    const aborted = -3
    if (!mainFrame || code === aborted || isBuiltIn(address)) return
    const certificate = code <= -200 && code > -300
    log('the office could not be opened', { code: 'OFFICE', description, address })
    clearTimeout(again)
    void contents.loadURL(
      `${choosePage}#problem=${certificate ? 'certificateChanged' : 'unreachable'}&id=${encodeURIComponent(office.id)}`,
    )
    if (!certificate) again = setTimeout(tryAgain, againMs)
  })
  window.on('closed', () => clearTimeout(again))
}
