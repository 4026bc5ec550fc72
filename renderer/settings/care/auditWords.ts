// The audit trail's actions in words.
import { text } from '../../lib/i18n/index.ts'

const api = 'api.'

/** The kind of a record in words; as it is where it has none. */
export const thingWords = (kind: string): string => (text.admin.audit.things as Partial<Record<string, string>>)[kind] ?? kind

/** A field as the forms name it; as it is where they do not. */
export function fieldWords(field: string): string {
  const word: unknown = (text.settings.fields as Partial<Record<string, unknown>>)[field]
  return typeof word === 'string' ? word : field
}

/** `queue.save` in words, `api.queue.save` with by whom; as it is where either half has none. */
export function actionWords(action: string): string {
  if (action.startsWith(api)) return text.admin.audit.byApi({ action: actionWords(action.slice(api.length)) })
  const [what = '', verb = ''] = action.split('.')
  const { things, verbs } = text.admin.audit
  const thing = (things as Partial<Record<string, string>>)[what]
  const did = (verbs as Partial<Record<string, string>>)[verb]
  return thing && did ? `${thing}: ${did}` : action
}
