// Reads the machine's own apt sources, in both formats: one line a source (`.list`) and deb822 (`.sources`).
// Mirrors come from here and from nowhere else, so that no host name stands in our code.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface AptSource {
  uri: string
  suite: string
  components: string[]
  /** Keyring file named by the source, when it is a path. */
  signedBy?: string
}

/** All enabled binary sources below `etc` (default `/etc/apt`), in the order of apt. */
export function readAptSources(etc = '/etc/apt'): AptSource[] {
  const found: AptSource[] = []
  const main = join(etc, 'sources.list')
  if (existsSync(main)) found.push(...parseList(readFileSync(main, 'utf8')))
  const parts = join(etc, 'sources.list.d')
  if (!existsSync(parts)) return found
  for (const name of readdirSync(parts).sort()) {
    if (name.endsWith('.list')) found.push(...parseList(readFileSync(join(parts, name), 'utf8')))
    if (name.endsWith('.sources')) found.push(...parseDeb822(readFileSync(join(parts, name), 'utf8')))
  }
  return found.filter((source) => !source.uri.startsWith('cdrom:'))
}

/** One line a source: `deb [options] uri suite component…` (sources.list(5)). */
export function parseList(text: string): AptSource[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line)
    if (!match?.[2] || !match[3]) return []
    const signedBy = /signed-by=(\/\S+)/i.exec(match[1] ?? '')?.[1]
    return [{ uri: match[2], suite: match[3], components: words(match[4]), signedBy }]
  })
}

/** deb822 stanzas: `Types`, `URIs`, `Suites`, `Components`, `Signed-By`, `Enabled` (sources.list(5)). */
export function parseDeb822(text: string): AptSource[] {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = stanzaFields(stanza)
    if (!words(fields.get('types')).includes('deb') || /^(no|false|off|0)$/i.test(fields.get('enabled') ?? '')) return []
    const signedBy = words(fields.get('signed-by')).find((word) => word.startsWith('/'))
    const components = words(fields.get('components'))
    return words(fields.get('uris')).flatMap((uri) =>
      words(fields.get('suites')).map((suite) => ({ uri, suite, components, signedBy })),
    )
  })
}

function stanzaFields(stanza: string): Map<string, string> {
  const fields = new Map<string, string>()
  let last = ''
  for (const line of stanza.split('\n')) {
    if (line.startsWith('#')) continue
    const field = /^([A-Za-z-]+):\s*(.*)$/.exec(line)
    if (field?.[1]) {
      last = field[1].toLowerCase()
      fields.set(last, field[2] ?? '')
    } else if (/^\s/.test(line)) fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`)
  }
  return fields
}

const words = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter(Boolean)

/** The sources of the distribution itself (not third parties), for packages of the machine's own release. */
export function ownRelease(sources: AptSource[], codename: string): AptSource[] {
  const names = codename ? [codename] : ['sid', 'unstable', 'testing', 'stable']
  return sources.filter((s) => s.components.includes('main') && names.some((n) => s.suite === n || s.suite.startsWith(`${n}-`)))
}

/** The machine's ordinary mirror: the source from which another suite can be had. */
export function ownMirror(sources: AptSource[], codename: string): AptSource | undefined {
  const plain = sources.filter((s) => s.components.includes('main') && !/security|updates|backports/.test(s.suite))
  return plain.find((s) => s.suite === codename) ?? plain[0]
}
