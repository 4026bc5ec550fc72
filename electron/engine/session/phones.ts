// Which telephones of the office are there now.
import type { Device } from '../ports.ts'

const keyOf = ({ extension, console }: Device): string => `${extension}${console ? '/console' : ''}`

export class Phones {
  private readonly present = new Map<string, Device>()
  /** Those told of since a list was asked for, for each list that is awaited. */
  private readonly newer = new Set<Set<string>>()

  has(device: Device): boolean {
    return this.present.has(keyOf(device))
  }
  /** Those of an extension, the console's first. */
  of(extension: string): Device[] {
    return [true, false].map((console) => ({ extension, console })).filter((device) => this.has(device))
  }
  /** A telephone is there, or is no more; false when that is no news. */
  set(device: Device, online: boolean): boolean {
    for (const told of this.newer) told.add(keyOf(device))
    if (this.has(device) === online) return false
    if (online) this.present.set(keyOf(device), device)
    else this.present.delete(keyOf(device))
    return true
  }
  /**
   * Those that `list` names are there and no others, except what was told of one while the list was awaited: that is newer.
   * Returns those of which that is news; rejects as the list does.
   */
  async replace(list: Promise<readonly Device[]>): Promise<Device[]> {
    const told = new Set<string>()
    this.newer.add(told)
    try {
      const devices = (await list).filter((device) => !told.has(keyOf(device)))
      const now = new Set(devices.map(keyOf))
      const gone = this.all.filter((device) => !now.has(keyOf(device)) && !told.has(keyOf(device)))
      return [...gone.filter((device) => this.set(device, false)), ...devices.filter((device) => this.set(device, true))]
    } finally {
      this.newer.delete(told)
    }
  }
  get all(): Device[] {
    return [...this.present.values()]
  }
}
