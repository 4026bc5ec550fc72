// Numbers as call-action backends read them: with the plus, and the office's own by the name that its backend has for them.
import type { CallActionSettings } from '../../../../shared/domain/backend.ts'
import { normalizeNumber } from '../../../../shared/domain/dial.ts'
import type { OfficeConfig } from '../../../../shared/domain/office.ts'

type Config = Pick<OfficeConfig, 'extensions' | 'settings'>

/** E.164 with its plus, also where the document left it away; extensions, codes and names as they are. */
export function writtenInFull(number: string, { extensions, settings }: Config): string {
  if (extensions.has(number)) return number
  if (/^[1-9]\d{6,14}$/.test(number)) return `+${number}`
  return /^\+?\d{7,}$/.test(number) ? normalizeNumber(number, settings.country) : number
}

/** The backend's own name for a number of the office, else the number in full. */
export function referenceOf(number: string, { references = {} }: Pick<CallActionSettings, 'references'>, config: Config): string {
  const full = writtenInFull(number, config)
  const named = Object.entries(references).find(([listed]) => writtenInFull(listed.replace(/[\s()-]/g, ''), config) === full)
  return named?.[1] || full
}
