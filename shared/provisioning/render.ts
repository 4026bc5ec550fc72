// The file that a phone gets: its maker's template with what is true of this phone.
import { formats, type Setting } from './formats.ts'
import type { PhoneTemplate } from './template.ts'
import { type PhoneFacts, variablesOf } from './variables.ts'

/** `type`: its content type. */
export type PhoneFile = { text: string; type: string }

/** Keys beyond those that the maker's phones have are left out. Throws for a variable that there is none of. */
export function renderPhone(template: PhoneTemplate, facts: PhoneFacts, mac: string): PhoneFile {
  const { type, write } = formats[template.format]
  const variables = variablesOf(facts)
  const filled = (text: string, more: ReadonlyMap<string, string> = new Map()): string =>
    text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = more.get(name) ?? variables.get(name)
      if (value === undefined) throw new Error(`${template.maker} has a variable that there is not: ${name}`)
      return more.has(name) ? value : (template.words[name]?.[value] ?? value)
    })
  const fill = (settings: Record<string, string>, more?: ReadonlyMap<string, string>): Setting[] =>
    Object.entries(settings).map(([name, value]) => [filled(name, more), filled(value, more)])
  const holds = ({ when }: PhoneTemplate['more'][number]) =>
    Object.entries(when).every(([name, value]) => variables.get(name) === value)
  const own = [
    ...fill(template.settings),
    ...template.more.filter(holds).flatMap(({ settings }) => fill(settings)),
    ...keySettings(template, facts).flatMap(({ settings, key }) => fill(settings, key)),
  ]
  return { text: write(own, { mac }), type }
}

function keySettings({ keys }: PhoneTemplate, facts: PhoneFacts) {
  const places = keys.flatMap(({ places, settings }) => places.map((place) => ({ place, settings })))
  return facts.keys.slice(0, places.length).map(({ value, label }, at) => {
    const { place = [], settings = {} } = places[at] ?? {}
    const clean = (text: string) => text.replace(/\p{Cc}/gu, ' ').trim()
    const own: [string, string][] = [
      ['value', clean(value)],
      ['label', clean(label)],
    ]
    return { settings, key: new Map([...own, ...place.map((text, index): [string, string] => [`p${index}`, text])]) }
  })
}
