// Settings as the file of each maker's format; a value is never more than a value in it.
import type { PhoneTemplate } from './template.ts'

/** A setting: its name and its value, both without variables. */
export type Setting = readonly [name: string, value: string]
type About = { mac: string }

const xml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' })[sign] ?? '')

/** Those below each heading (what stands before the first `/`), in the order in which the headings come first. */
function bySection(settings: readonly Setting[]): [section: string, settings: Setting[]][] {
  const sections = new Map<string, Setting[]>()
  for (const [name, value] of settings) {
    const at = name.indexOf('/')
    const section = name.slice(0, at)
    const list = sections.get(section) ?? []
    list.push([name.slice(at + 1), value])
    sections.set(section, list)
  }
  return [...sections]
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** `name = value`. */
const lines = (settings: readonly Setting[]): string =>
  ['#!version:1.0.0.1', ...settings.map(([name, value]) => `${name} = ${value}`), ''].join('\n')

/** `name` or `name index`; of a function key `fkey index label`. */
function snomXml(settings: readonly Setting[]): string {
  const element = ([named, value]: Setting): string => {
    const [, name = '', index, label] = /^(\S+)(?: (\d+))?(?: (.*))?$/.exec(named) ?? []
    const at = index === undefined ? '' : ` idx="${index}"`
    const shown = label === undefined ? '' : ` context="active" label="${xml(label)}"`
    return `    <${name}${at}${shown} perm="">${xml(value)}</${name}>`
  }
  const keys = settings.filter(([name]) => name.startsWith('fkey '))
  const others = settings.filter(([name]) => !name.startsWith('fkey '))
  return [
    `${head}<settings>`,
    '  <phone-settings e="2">',
    ...others.map(element),
    '  </phone-settings>',
    ...(keys.length > 0 ? ['  <functionKeys e="2">', ...keys.map(element), '  </functionKeys>'] : []),
    '</settings>',
    '',
  ].join('\n')
}

const grandstreamXml = (settings: readonly Setting[], { mac }: About): string =>
  [
    `${head}<gs_provision version="1">`,
    `  <mac>${xml(mac)}</mac>`,
    '  <config version="1">',
    ...settings.map(([name, value]) => `    <${name}>${xml(value)}</${name}>`),
    '  </config>',
    '</gs_provision>',
    '',
  ].join('\n')

/** `section/name`, or `section/--heading--`; names are padded as the phone writes them itself. */
const fanvilText = (settings: readonly Setting[]): string =>
  [
    '<<VOIP CONFIG FILE>>Version:2.0000000000',
    ...bySection(settings).flatMap(([section, own]) => [
      '',
      `<${section}>`,
      ...own.map(([name, value]) => `${name.padEnd(19)}:${value}`),
    ]),
    '',
    '<<END OF FILE>>',
    '',
  ].join('\n')

const ciscoXml = (settings: readonly Setting[]): string =>
  [
    `${head}<flat-profile>`,
    ...settings.map(([name, value]) => `  <${name} ua="na">${xml(value)}</${name}>`),
    '</flat-profile>',
    '',
  ].join('\n')

const linphoneXml = (settings: readonly Setting[]): string =>
  [
    `${head}<config xmlns="http://www.linphone.org/xsds/lpconfig.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.linphone.org/xsds/lpconfig.xsd lpconfig.xsd">`,
    ...bySection(settings).flatMap(([section, own]) => [
      `  <section name="${xml(section)}">`,
      ...own.map(([name, value]) => `    <entry name="${xml(name)}" overwrite="true">${xml(value)}</entry>`),
      '  </section>',
    ]),
    '</config>',
    '',
  ].join('\n')

type Format = { type: string; write(settings: readonly Setting[], about: About): string }

export const formats: Record<PhoneTemplate['format'], Format> = {
  lines: { type: 'text/plain; charset=utf-8', write: lines },
  snomXml: { type: 'text/xml; charset=utf-8', write: snomXml },
  grandstreamXml: { type: 'text/xml; charset=utf-8', write: grandstreamXml },
  fanvilText: { type: 'text/plain; charset=utf-8', write: fanvilText },
  ciscoXml: { type: 'text/xml; charset=utf-8', write: ciscoXml },
  linphoneXml: { type: 'application/xml; charset=utf-8', write: linphoneXml },
}
