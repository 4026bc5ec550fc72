// Which telephones of the office are there now.
import type { Device } from '../ports.ts'

const keyOf = ({ extension, console }: Device): string => `${extension}${console ? '/console' : ''}`

export class Phones {
  private readonly present = new Map<string, Device>()

  has(device: Device): boolean {
    return this.present.has(keyOf(device))
  }
  /** Those of an extension, the console's first. */
  of(extension: string): Device[] {
    return [true, false].map((console) => ({ extension, console })).filter((device) => this.has(device))
  }
  /** A telephone is there, or is no more; false when that is no news. */
  set(device: Device, online: boolean): boolean {
    if (this.has(device) === online) return false
    if (online) this.present.set(keyOf(device), device)
    else this.present.delete(keyOf(device))
    return true
  }
  /** These are there and no others; returns those of which that is news. */
  replace(devices: readonly Device[]): Device[] {
    const now = new Set(devices.map(keyOf))
    const gone = [...this.present.values()].filter((device) => !now.has(keyOf(device)))
    const come = devices.filter((device) => !this.has(device))
    for (const device of gone) this.set(device, false)
    for (const device of come) this.set(device, true)
    return [...gone, ...come]
  }
  get all(): Device[] {
    return [...this.present.values()]
  }
}
