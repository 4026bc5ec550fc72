// The licences of all that is shipped, as one text; and the same list for programs: a bill of materials (CycloneDX).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library'
import parseExpression from 'spdx-expression-parse'
import { root } from '../paths.ts'

export type ShippedPackage = {
  name: string
  version: string
  /** An SPDX expression, as the package names it. */
  license: string
  /** Its texts, one below the other; empty where the package has none. */
  text: string
}

const texts = /^(licen[cs]e|copying|notice|copyright)([.-].*)?$/i

/** Packages whose description names no licence, and what their sources say. */
const said: Readonly<Record<string, string>> = { 'sprintf@0.1.1': 'BSD-3-Clause' }

type Description = { name: string; version: string; license?: unknown; licenses?: { type?: string }[] }

/** What a package's folder, a path within the project, says of itself. */
export function shippedPackage(path: string): ShippedPackage {
  const folder = join(root, path)
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Description
  const named = typeof license === 'string' ? license : (license as { type?: string } | undefined)?.type
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && texts.test(entry.name))
  return {
    name,
    version,
    license: named ?? licenses?.map(({ type = '' }) => type).join(' OR ') ?? said[`${name}@${version}`] ?? '',
    text: files
      .map((entry) => readFileSync(join(folder, entry.name), 'utf8').trim())
      .join('\n\n')
      .replaceAll('\r\n', '\n'),
  }
}

const byName = (a: ShippedPackage, b: ShippedPackage) =>
  a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en')
const unique = (list: readonly ShippedPackage[]): ShippedPackage[] =>
  [...new Map(list.map((each) => [`${each.name}@${each.version}`, each])).values()].sort(byName)

/** Packages with the same text stand above it together. */
export function licenceTexts(list: readonly ShippedPackage[]): string {
  const groups = Map.groupBy(
    unique(list),
    ({ text, license }) => text || `Licence: ${license}. The package has no text of its own.`,
  )
  const parts = [...groups].map(
    ([text, packages]) =>
      `${packages.map(({ name, version, license }) => `${name} ${version} (${license})`).join('\n')}\n\n${text}\n`,
  )
  return `${parts.join(`\n${'-'.repeat(80)}\n\n`)}`
}

/** As package-url says: `pkg:npm/%40scope/name@1.0.0`. */
const purlOf = ({ name, version }: { name: string; version: string }) => `pkg:npm/${name.replace('@', '%40')}@${version}`

/** CycloneDX 1.6 as JSON; without a time and a serial number, so that the same commit gives the same file. */
export function billOfMaterials(of: { name: string; version: string }, list: readonly ShippedPackage[]): string {
  const licences = new Contrib.License.Factories.LicenseFactory((text) => void parseExpression(text))
  const bom = new Models.Bom({
    metadata: new Models.Metadata({
      component: new Models.Component(Enums.ComponentType.Application, of.name, { ...of, bomRef: purlOf(of) }),
    }),
  })
  for (const { name, version, license } of unique(list)) {
    const purl = purlOf({ name, version })
    const component = new Models.Component(Enums.ComponentType.Library, name, { version, bomRef: purl, purl })
    if (license) component.licenses.add(licences.makeFromString(license))
    bom.components.add(component)
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6))
  return serializer.serialize(bom, { sortLists: true, space: 2 })
}
