// `node build/messages.ts`: what TypeScript has to know of the catalogues (docs/decisions/017-messages.md): the arguments of
// each English message, and for each language the list of its areas. The files it writes are committed; a test compares them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { root } from './paths.ts'

/** A catalogue or a part of one: messages by their keys. */
export type MessageTree = { [key: string]: string | MessageTree }

const folder = 'renderer/lib/i18n'

/** The languages that have a catalogue. */
export const catalogueLanguages = (): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

/** In the order in which Biome wants imports: letter by letter, of two the same the large one first. */
const asSorted = (name: string): string => name.replace(/[A-Z]/g, (letter) => `${letter.toLowerCase()} `)

const areasOf = (language: string): string[] =>
  readdirSync(join(root, folder, language))
    .filter((name) => name.endsWith('.json'))
    .sort((a, b) => (asSorted(a) < asSorted(b) ? -1 : 1))
    .map((name) => name.slice(0, -'.json'.length))

/** A language's catalogue as its files are now: an area a file. */
export function readCatalogue(language: string): MessageTree {
  const read = (area: string) => JSON.parse(readFileSync(join(root, folder, language, `${area}.json`), 'utf8')) as MessageTree
  return Object.fromEntries(areasOf(language).map((area) => [area, read(area)]))
}

/** Every message by its path: `admin.trunks.host`. */
export function messagesOf(tree: MessageTree, path = ''): Map<string, string> {
  const below = ([key, each]: [string, string | MessageTree]): [string, string][] =>
    typeof each === 'string' ? [[path + key, each]] : [...messagesOf(each, `${path}${key}.`)]
  return new Map(Object.entries(tree).flatMap(below))
}

/** A message as the library reads it; throws for one that is not ICU MessageFormat. */
export const parseMessage = (message: string): MessageFormatElement[] => parse(message, { ignoreTag: true })

/** The elements of a message, those inside of plurals and selects as well. */
export const elementsOf = (elements: readonly MessageFormatElement[]): MessageFormatElement[] =>
  elements.flatMap((each) => [
    each,
    ...('options' in each ? Object.values(each.options).flatMap((option) => elementsOf(option.value)) : []),
  ])

function typeOf(element: MessageFormatElement): string {
  if (element.type === TYPE.plural || element.type === TYPE.number) return 'number'
  if (element.type === TYPE.select) return 'string'
  if (element.type === TYPE.argument) return 'Value'
  throw new Error('Dates and times are formatted before they are given to a message (renderer/lib/format/time.ts).')
}

/** The arguments of a message with their TypeScript types; one that is used twice has the narrower type. */
export function argumentsOf(message: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const element of elementsOf(parseMessage(message))) {
    if (element.type === TYPE.literal || element.type === TYPE.pound || element.type === TYPE.tag) continue
    const type = typeOf(element)
    if (!found.has(element.value) || type !== 'Value') found.set(element.value, type)
  }
  return found
}

const byHand = 'Written by `node build/messages.ts`; not to be edited.'

/** Areas from here on have a file of their own, so that none grows too long. */
const laterAreas = 'f'

/** The arguments of the messages of some areas, as the members of a type. */
function argumentLines(fits: (path: string) => boolean): string[] {
  return [...messagesOf(readCatalogue('en'))].flatMap(([path, message]) => {
    const types = [...argumentsOf(message)].map(([name, type]) => `${name}: ${type}`)
    if (types.length === 0 || !fits(path)) return []
    return `  ${/\W/.test(path) ? `'${path}'` : path}: { ${types.join('; ')} }`
  })
}

const argumentsHead = `// The arguments of each English message that has some, by its path. ${byHand}`

const argumentsFile = (): string =>
  [
    argumentsHead,
    "import type { LaterArguments } from './laterArguments.ts'",
    '',
    'type Value = string | number',
    '',
    'export type MessageArguments = LaterArguments & {',
    ...argumentLines((path) => path < laterAreas),
    '}',
    '',
  ].join('\n')

const laterArgumentsFile = (): string =>
  [
    argumentsHead,
    'type Value = string | number',
    '',
    'export type LaterArguments = {',
    ...argumentLines((path) => path >= laterAreas),
    '}',
    '',
  ].join('\n')

function languageFile(language: string): string {
  const areas = areasOf(language)
  return [
    `// The areas of this language’s catalogue. ${byHand}`,
    ...areas.map((area) => `import ${area} from './${area}.json' with { type: 'json' }`),
    '',
    'export default {',
    ...areas.map((area) => `  ${area},`),
    '}',
    '',
  ].join('\n')
}

/** What each generated file has to say, by its path in the repository. */
export const generatedFiles = (): Map<string, string> =>
  new Map([
    [`${folder}/arguments.ts`, argumentsFile()],
    [`${folder}/laterArguments.ts`, laterArgumentsFile()],
    ...catalogueLanguages().map((language): [string, string] => [`${folder}/${language}/index.ts`, languageFile(language)]),
  ])

if (import.meta.main) {
  for (const [path, content] of generatedFiles()) writeFileSync(join(root, path), content)
}
