// What things of a flow are called in the reader's language.
import type { FlowNode } from '../../../shared/flow/document.ts'
import type { ConfigOf, NodeTypeName } from '../../../shared/nodes/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { pathPorts } from '../outline/outline.ts'

type Words<Name extends string> = Readonly<Record<Name, string>>
/** Of a configuration without fields: none. */
type FieldIn<Config> = string extends keyof Config ? never : Extract<keyof Config, string>
/** Each type by itself, so that what only one of them has is among the names. */
type FieldName = { [T in NodeTypeName]: FieldIn<ConfigOf<T>> }[NodeTypeName]
/** What is chosen from a few; what is in capitals, such as GET, is its own word. */
type OptionIn<Value> = Value extends string
  ? string extends Value
    ? never
    : Value extends Uppercase<Value>
      ? never
      : Value
  : never
type OptionsOf<Config> = { [Field in FieldIn<Config>]: OptionIn<Config[Field & keyof Config]> }[FieldIn<Config>]
type OptionName = { [T in NodeTypeName]: OptionsOf<ConfigOf<T>> }[NodeTypeName]

const wordOf = (words: Readonly<Record<string, string>>, key: string) => (Object.hasOwn(words, key) ? (words[key] ?? key) : key)

// The catalogue has a word for every type, field and option of `shared/nodes`, or this does not compile.
const typeWords = (): Words<NodeTypeName> => text.editor.types
const fieldWords = (): Words<FieldName | 'label'> => text.editor.fields
const optionWords = (): Words<OptionName> => text.editor.options

export const typeName = (type: string): string => wordOf(typeWords(), type)
/** A port's label; keys and cases are their own. */
export function portName(port: string): string {
  if (port === pathPorts.errorPath) return text.watch.onError
  return port === pathPorts.afterCallPath ? text.watch.afterCall : wordOf(text.editor.ports, port)
}
/** What a field is called; a step's own word for it comes before the common one. */
export const fieldName = (field: string, type = ''): string =>
  Object.hasOwn(fieldWords(), `${type}.${field}`) ? wordOf(fieldWords(), `${type}.${field}`) : wordOf(fieldWords(), field)
export const optionName = (option: string): string => wordOf(optionWords(), option)
/** What the card says, or else the type. */
export const stepName = (node: FlowNode): string => node.label || typeName(node.type)
