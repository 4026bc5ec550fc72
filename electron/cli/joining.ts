// What the terminal shows of a host on the network: its certificate to compare with, and the way for consoles to join it.
import { toString as qrCode } from 'qrcode'
import type { CertificateInForce } from '../host/hostPort.ts'
import { joinAddress } from '../host/joinAddress.ts'

type Shown = Pick<CertificateInForce, 'kind' | 'names' | 'validUntil' | 'fingerprint' | 'words'>

const kinds = { own: 'Your own certificate', acme: 'A certificate by ACME', made: 'A certificate of its own making' } as const

/** The lines to print. `colours`: the terminal takes ANSI colours, so that the code is dark on light whatever its own colours are. */
export async function joinLines(page: string, certificate: Shown, colours: boolean): Promise<string[]> {
  const { kind, names, validUntil, fingerprint, words } = certificate
  const address = joinAddress(page, certificate)
  const code = await qrCode(address, { type: colours ? 'terminal' : 'utf8', small: true, errorCorrectionLevel: 'L' })
  return [
    `${kinds[kind]} for ${[...names.dns, ...names.ip].join(', ')}, valid until ${day(validUntil)}.`,
    `Fingerprint (SHA-256): ${fingerprint}`,
    `The same in words: ${words.join(' ')}`,
    ...(kind === 'made'
      ? ['Browsers warn of a certificate that nobody else signed: compare the fingerprint before you go on.']
      : []),
    `To join, open or scan: ${address}`,
    ...code.replace(/\n$/, '').split('\n'),
  ]
}

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
