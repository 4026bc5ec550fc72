// What the telephones of a simulated call do: everyone's way, and those that have one of their own.
import { everyone, type PhoneMode, type SimulatedStart } from '../../../shared/flow/run.ts'

type Phones = SimulatedStart['phones']

/** What everyone does who has no way of their own. */
export const usualMode = (phones: Phones): PhoneMode => phones[everyone] ?? 'answer'

/** Extensions with a way of their own, in order. */
export const ownPhones = (phones: Phones): [number: string, mode: PhoneMode][] =>
  Object.entries(phones)
    .filter(([number]) => number !== everyone)
    .sort(([a], [b]) => a.localeCompare(b, undefined, { numeric: true }))

/** With another way for one telephone; null: it does as everyone does. The others keep theirs. */
export function withPhone(phones: Phones, number: string, mode: PhoneMode | null): Phones {
  const { [number]: _, ...others } = phones
  return mode === null ? others : { ...others, [number]: mode }
}
