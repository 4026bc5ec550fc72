// Encodings of text files, told apart by their bytes.
import { expect, test } from 'vitest'
import { decodeText, detectEncoding } from '../../../renderer/lib/files/encoding.ts'

const text = 'Name;Telefon\r\nJörg Müller-Lüdenscheidt;030 901820\r\nRenée Çelik;0171 5550101\r\nFrançois Groß;030 1\r\n'
const utf16 = (little: boolean, mark: boolean) => {
  const chars = `${mark ? '\uFEFF' : ''}${text}`
  const bytes = new Uint8Array(chars.length * 2)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < chars.length; at += 1) view.setUint16(at * 2, chars.charCodeAt(at), little)
  return bytes
}
const bytesOf = (map: Record<string, number>) => Uint8Array.from([...text].map((char) => map[char] ?? char.charCodeAt(0)))
const macRoman = { ö: 0x9a, ü: 0x9f, é: 0x8e, Ç: 0x82, ç: 0x8d, ß: 0xa7 }

test.each([
  ['utf-8', 'UTF-8', new TextEncoder().encode(text)],
  ['utf-8', 'UTF-8 with a mark', new TextEncoder().encode(`\uFEFF${text}`)],
  ['utf-16le', 'UTF-16 LE with a mark', utf16(true, true)],
  ['utf-16le', 'UTF-16 LE without', utf16(true, false)],
  ['utf-16be', 'UTF-16 BE with a mark', utf16(false, true)],
  ['utf-16be', 'UTF-16 BE without', utf16(false, false)],
  ['windows-1252', 'Windows-1252', bytesOf({})],
  ['macintosh', 'Mac Roman', bytesOf(macRoman)],
])('%s: %s', (encoding, _, bytes) => {
  expect(detectEncoding(bytes)).toBe(encoding)
  expect(decodeText(bytes)).toBe(text)
})

/** Windows-1252 and Mac Roman of what the tests below write. */
const codes = {
  'windows-1252': { ü: 0xfc, é: 0xe9, ö: 0xf6, Ö: 0xd6, '’': 0x92, '“': 0x93, '”': 0x94, '–': 0x96, '€': 0x80 },
  macintosh: { ü: 0x9f, é: 0x8e, ö: 0x9a, Ö: 0x85, '’': 0xd5, '“': 0xd2, '”': 0xd3, '–': 0xd0, '€': 0xdb },
} as const

test.each(
  ['Müller', 'José', 'Özil', 'Jörg', 'D’Angelo', '“Büro” – Müller', '50 €;Müller'].flatMap((name) =>
    (['windows-1252', 'macintosh'] as const).map((encoding) => [name, encoding] as const),
  ),
)('one name is enough: %s in %s', (name, encoding) => {
  const map: Partial<Record<string, number>> = codes[encoding]
  const written = `Name;Telefon\n${name};030 901820\n`
  const bytes = Uint8Array.from([...written].map((char) => map[char] ?? char.charCodeAt(0)))
  expect(decodeText(bytes)).toBe(written)
})

test('some bytes of another file leave UTF-8 what it is', () => {
  const parts = [text, '\xfc', text]
  const bytes = parts.flatMap((part) => (part.length === 1 ? [0xfc] : [...new TextEncoder().encode(part)]))
  expect(decodeText(Uint8Array.from(bytes))).toBe(`${text}\ufffd${text}`)
})

test('another one can be chosen, and plain letters are UTF-8', () => {
  expect(decodeText(bytesOf(macRoman), 'windows-1252')).not.toBe(text)
  expect(detectEncoding(new TextEncoder().encode('Name,Phone\nVera,1'))).toBe('utf-8')
  expect(detectEncoding(new Uint8Array())).toBe('utf-8')
})
