// Every maker's template, and which phone a request for a file is for.
import cisco from './cisco.json' with { type: 'json' }
import fanvil from './fanvil.json' with { type: 'json' }
import grandstream from './grandstream.json' with { type: 'json' }
import linphone from './linphone.json' with { type: 'json' }
import snom from './snom.json' with { type: 'json' }
import { type PhoneMaker, type PhoneTemplate, phoneTemplate } from './template.ts'
import yealink from './yealink.json' with { type: 'json' }

const files: readonly unknown[] = [yealink, snom, grandstream, fanvil, cisco, linphone]

export const phoneTemplates: ReadonlyMap<PhoneMaker, PhoneTemplate> = new Map(
  files.map((file) => phoneTemplate.parse(file)).map((template) => [template.maker, template]),
)

/** The template of that maker. */
export function templateOf(maker: PhoneMaker): PhoneTemplate {
  const template = phoneTemplates.get(maker)
  if (!template) throw new Error(`there is no template of ${maker}`)
  return template
}

/** How a phone of that maker with that MAC (12 lower-case hexadecimal digits) calls its file; the model as far as a name has one. */
export const fileOf = (maker: PhoneMaker, mac: string, model = ''): string => named(templateOf(maker).files[0] ?? '', mac, model)

const named = (pattern: string, mac: string, model: string): string =>
  pattern.replace('{mac}', mac).replace('{MAC}', mac.toUpperCase()).replace('{model}', model)

const places: Record<string, string> = {
  '{mac}': '(?<mac>[0-9a-f]{12})',
  '{MAC}': '(?<mac>[0-9A-F]{12})',
  '{model}': '[\\w-]{1,20}',
}
const expressionOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split(/(\{\w+\})/)
      .map((part) => places[part] ?? part.replace(/[.\\+*?()[\]^$|]/g, '\\$&'))
      .join('')}$`,
  )

const expressions = new Map([...phoneTemplates].map(([maker, { files }]) => [maker, files.map(expressionOf)]))
const others = [...phoneTemplates.values()].flatMap((template) => template.others).map((pattern) => new RegExp(pattern))

/** Whose file that name is: makers whose phones ask for such, and the MAC in it; null for a name that none of them uses. */
export function askedFor(file: string): { makers: PhoneMaker[]; mac: string | null } | null {
  const found = [...expressions].flatMap(([maker, patterns]) =>
    patterns.flatMap((pattern) => {
      const match = pattern.exec(file)
      return match ? [{ maker, mac: match.groups?.['mac']?.toLowerCase() ?? null }] : []
    }),
  )
  return found[0] ? { makers: [...new Set(found.map(({ maker }) => maker))], mac: found[0].mac } : null
}

/** Whether phones ask for such a file beside their own, of which there is none. */
export const isOtherFile = (file: string): boolean => others.some((pattern) => pattern.test(file))

export type CallsItself = { maker: PhoneMaker; model: string; firmware: string; mac: string | null }

/** What a phone's User-Agent says; null for none of these makers. */
export function readUserAgent(userAgent: string): CallsItself | null {
  for (const { maker, userAgent: pattern } of phoneTemplates.values()) {
    const match = new RegExp(pattern, 'i').exec(userAgent)
    if (!match) continue
    const { model = '', firmware = '' } = match.groups ?? {}
    return { maker, model: model.slice(0, 40), firmware: firmware.slice(0, 40), mac: macIn(userAgent.slice(match[0].length)) }
  }
  return null
}

/** A MAC as phones write one behind their name; null where there is none. */
const macIn = (text: string): string | null =>
  /(?<![0-9a-f])(?:[0-9a-f]{2}([:-]?)(?:[0-9a-f]{2}\1){4}[0-9a-f]{2})(?![0-9a-f])/i
    .exec(text)?.[0]
    .replace(/[:-]/g, '')
    .toLowerCase() ?? null
