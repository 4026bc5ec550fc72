// Ids as call-action backends store them: UUIDs, where ours are a prefix, 16 random hexadecimal digits, and what tells parts of one thing apart.

const ownId = /^[a-z]*-([0-9a-f]{16})(.*)$/
const randomDigits = 16
const otherDigits = 14

const inHex = (text: string) => [...text].map((sign) => (sign.charCodeAt(0) & 0xff).toString(16).padStart(2, '0')).join('')

/** The same UUID for the same id (RFC 9562, version 8): its digits, then what follows them. */
export function uuidOf(id: string): string {
  const [, random = '', rest = id] = ownId.exec(id) ?? []
  const digits = random.padStart(randomDigits, '0') + inHex(rest).padEnd(otherDigits, '0').slice(0, otherDigits)
  const part = (from: number, to: number) => digits.slice(from, to)
  return `${part(0, 8)}-${part(8, 12)}-8${part(12, 15)}-8${part(15, 18)}-${part(18, 30)}`
}
