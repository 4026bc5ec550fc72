// The files of a certificate and its key as somebody chose or dropped them, told apart by what is in them.
import { useState } from 'react'
import type { CertificateUpload } from '../../../../shared/domain/certificate.ts'

/** A file with its content; what is no text is read as far as it goes, and refused by the host. */
type Chosen = { file: File; content: string }
type Choice = { certificate: readonly Chosen[]; key: Chosen | null; passphrase: string }

export const emptyChoice: Choice = { certificate: [], key: null, passphrase: '' }

/** No PEM of a chain or a key is larger, bytes. */
export const mostBytes = 100_000

const holdsKey = ({ content }: Chosen) => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(content)
const holdsCertificate = ({ content }: Chosen) => content.includes('-----BEGIN CERTIFICATE-----')

/** What the form holds; keys leave the page's memory with it. */
export function useChoice() {
  const [value, put] = useState<Choice>(emptyChoice)
  return { value, put }
}

/** One file may have both. */
export const hasKey = (certificate: readonly Chosen[], key: Chosen | null): boolean => key !== null || certificate.some(holdsKey)

const read = async (file: File): Promise<Chosen> => ({ file, content: await file.slice(0, mostBytes).text() })

/** The files by what they hold, or all as what they were chosen as; one that holds neither is by its name a key or a certificate. */
export async function sorted(files: readonly File[], as?: 'certificate' | 'key'): Promise<Partial<Choice>> {
  const all = await Promise.all(files.map(read))
  const isKey = (each: Chosen) =>
    as ? as === 'key' : holdsKey(each) ? !holdsCertificate(each) : !holdsCertificate(each) && /key/i.test(each.file.name)
  const certificate = all.filter((each) => !isKey(each))
  const [key] = all.filter(isKey)
  return { ...(certificate.length > 0 && { certificate }), ...(key && { key }) }
}

const certificatesIn = ({ content }: Chosen) =>
  content.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)?.join('\n') ?? content

/** What the host is sent. */
export function textsOf({ certificate, key, passphrase }: Choice): CertificateUpload {
  return {
    certificate: certificate.map(certificatesIn).join('\n'),
    key: (key ?? certificate.find(holdsKey))?.content ?? '',
    ...(passphrase === '' ? {} : { passphrase }),
  }
}
