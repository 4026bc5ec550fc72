// What things of a flow are called in the reader's language.
import type { FlowNode } from '../../../shared/flow/document.ts'
import { text } from '../../lib/i18n/index.ts'
import { pathPorts } from '../outline/outline.ts'

const wordOf = (words: Record<string, string>, key: string) => (Object.hasOwn(words, key) ? (words[key] ?? key) : key)

export const typeName = (type: string): string => wordOf(text.editor.types, type)
/** A port's label; keys and cases are their own. */
export function portName(port: string): string {
  if (port === pathPorts.errorPath) return text.watch.onError
  return port === pathPorts.afterCallPath ? text.watch.afterCall : wordOf(text.editor.ports, port)
}
/** What a field is called; a step's own word for it comes before the common one. */
export const fieldName = (field: string, type = ''): string =>
  Object.hasOwn(text.editor.fields, `${type}.${field}`)
    ? wordOf(text.editor.fields, `${type}.${field}`)
    : wordOf(text.editor.fields, field)
export const optionName = (option: string): string => wordOf(text.editor.options, option)
/** What the card says, or else the type. */
export const stepName = (node: FlowNode): string => node.label || typeName(node.type)
