// Parking slots: the numbers under which parked callers wait and are picked up from any phone.
import type { OfficeSettings } from './office.ts'

/** The office's slots in order, `701` … `710`; as many digits as the first one has. */
export function slotsOf({ parkFirst, parkSlots }: Pick<OfficeSettings, 'parkFirst' | 'parkSlots'>): string[] {
  return Array.from({ length: parkSlots }, (_, i) => String(Number(parkFirst) + i).padStart(parkFirst.length, '0'))
}
