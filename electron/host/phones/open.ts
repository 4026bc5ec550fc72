// The office's desk phones, heard on the network where they can reach its Asterisk.
import { noFinder, openPhoneFinder } from '../../adapters/phones/finder.ts'
import type { PhonesPort } from '../services.ts'
import { OfficePhones } from './phones.ts'

type Given = Omit<ConstructorParameters<typeof OfficePhones>[0], 'finder'> & {
  /** What ends listening is added. */
  releases: (() => Promise<void> | void)[]
}

export function openPhones({ releases, ...given }: Given): PhonesPort {
  const { kind, sipAddress } = given.pbx
  const local = sipAddress === null || /^(?:127\.|::1$)/.test(sipAddress)
  const finder = kind === 'managed' && !local ? openPhoneFinder(given) : noFinder
  releases.push(() => finder.close())
  return new OfficePhones({ ...given, finder })
}
