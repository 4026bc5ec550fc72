// A language's messages (ICU MessageFormat in JSON) as what the console reads: `text.common.save`, and, with arguments,
// `text.common.removeSure({ name })`. A message is parsed when it is first read, once.
import { IntlMessageFormat } from 'intl-messageformat'
import type { MessageArguments } from './arguments.ts'
import type english from './en/index.ts'

type Words<Tree, Path extends string> = {
  readonly [Key in keyof Tree & string]: Tree[Key] extends string
    ? `${Path}${Key}` extends infer Id extends keyof MessageArguments
      ? (values: MessageArguments[Id]) => string
      : string
    : Words<Tree[Key], `${Path}${Key}.`>
}

/** Every message of the console: text, or for one with arguments a function of them. */
export type Catalogue = Words<typeof english, ''>

/** Any message, for those that are found by a name that is known at run time only. */
export type Message = string | ((values: never) => string)

type Values = Readonly<Record<string, string | number>>
type Tree = { readonly [key: string]: string | Tree }
type Read = string | ((values: Values) => string) | { [key: string]: Read }

/** In ICU's syntax braces between apostrophes are text. */
const takesArguments = (message: string): boolean => message.replaceAll(/'[{}][^']*'?/g, '').includes('{')

function messageOf(message: string, language: string): Read {
  if (!/[{']/.test(message)) return message
  const parse = () => new IntlMessageFormat(message, language, undefined, { ignoreTag: true })
  if (!takesArguments(message)) return String(parse().format())
  let parsed: IntlMessageFormat | undefined
  return (values) => {
    try {
      parsed ??= parse()
      return String(parsed.format(values))
    } catch {
      // A value is missing that the types could not see, such as a fact that an older host does not send.
      return message
    }
  }
}

function treeOf(messages: Tree, language: string, instead?: Read): Read {
  const otherwise = typeof instead === 'object' ? instead : {}
  const keys = new Set([...Object.keys(otherwise), ...Object.keys(messages)])
  const read = (key: string): Read | undefined => {
    const each = messages[key]
    if (typeof each === 'object') return treeOf(each, language, otherwise[key])
    return each ? messageOf(each, language) : otherwise[key]
  }
  return Object.fromEntries([...keys].flatMap((key) => [[key, read(key) ?? '']]))
}

/** A language's catalogue; what it lacks is said as `instead` says it. */
export function catalogueOf(messages: Tree, language: string, instead?: Catalogue): Catalogue {
  return treeOf(messages, language, instead as Read | undefined) as unknown as Catalogue
}

/** A message that may have arguments or not, with these for it. */
export function say(message: Message, values: Values): string {
  return typeof message === 'string' ? message : message(values as never)
}
