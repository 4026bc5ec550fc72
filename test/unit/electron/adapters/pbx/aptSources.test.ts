import { describe, expect, test } from 'vitest'
import { ownMirror, ownRelease, parseDeb822, parseList } from '../../../../../electron/adapters/pbx/acquire/aptSources.ts'
import { compareVersions } from '../../../../../electron/adapters/pbx/acquire/asterisk.ts'

const STANZAS = `# comment
Types: deb deb-src
URIs: http://mirror.test/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Enabled: no
Types: deb
URIs: http://off.test/debian
Suites: bookworm
Components: main

Types: deb
URIs: http://third.test/apt
Suites: stable
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
`

describe('sources of the machine', () => {
  test('in deb822 are one for each address and suite; disabled ones are not', () => {
    const sources = parseDeb822(STANZAS)
    expect(sources.map(({ uri, suite }) => `${uri} ${suite}`)).toEqual([
      'http://mirror.test/debian bookworm',
      'http://mirror.test/debian bookworm-updates',
      'http://third.test/apt stable',
    ])
    expect(sources[0]?.signedBy).toBe('/usr/share/keyrings/debian-archive-keyring.gpg')
    expect(sources[2]?.signedBy).toBeUndefined()
  })

  test('in one line a source may have options and comments', () => {
    const text =
      '# deb http://no.test x main\ndeb [arch=amd64 signed-by=/k.gpg] http://a.test/debian trixie main contrib # x\ndeb-src http://a.test/debian trixie main'
    expect(parseList(text)).toEqual([
      { uri: 'http://a.test/debian', suite: 'trixie', components: ['main', 'contrib'], signedBy: '/k.gpg' },
    ])
  })

  test('of third parties are no mirror, and updates are none either', () => {
    const sources = parseDeb822(STANZAS)
    expect(ownRelease(sources, 'bookworm').map(({ suite }) => suite)).toEqual(['bookworm', 'bookworm-updates'])
    expect(ownMirror(sources.toReversed(), 'bookworm')?.uri).toBe('http://mirror.test/debian')
    expect(ownMirror([], 'bookworm')).toBeUndefined()
  })
})

test.each([
  ['22.10.1', '22.10.0', 1],
  ['22.9.9', '22.10.0', -1],
  ['23.0.0', '22.10.0', 1],
  ['22.10.0', '22.10.0', 0],
])('%s compared with %s', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign)
})
