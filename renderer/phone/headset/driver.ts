// A headset's buttons and lamps by the USB HID usage tables (Telephony page 0x0B, LED page 0x08): no vendor's code, no vendor's program.

/** What of WebHID is used; tests fake it, TypeScript's own library has no types for it. */
export type HidItem = { isArray?: boolean; usages?: readonly number[]; reportSize?: number; reportCount?: number }
export type HidReport = { reportId?: number; items?: readonly HidItem[] }
export type HidCollection = {
  usagePage?: number
  inputReports?: readonly HidReport[]
  outputReports?: readonly HidReport[]
  children?: readonly HidCollection[]
}
export type HidInput = { reportId: number; data: DataView }
export type HidDevice = {
  readonly productName: string
  readonly opened: boolean
  readonly collections: readonly HidCollection[]
  open(): Promise<void>
  close(): Promise<void>
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>
  addEventListener(type: 'inputreport', listener: (event: HidInput) => void): void
  removeEventListener(type: 'inputreport', listener: (event: HidInput) => void): void
}

export const telephonyPage = 0x0b
const usages = {
  hook: 0x0b_0020,
  flash: 0x0b_0021,
  drop: 0x0b_0026,
  mute: 0x0b_002f,
  lampMute: 0x08_0009,
  lampOffHook: 0x08_0017,
  lampRing: 0x08_0018,
  lampHold: 0x08_0020,
} as const

export type Button = 'hook' | 'flash' | 'drop' | 'mute'
export type Lamps = { offHook: boolean; ringing: boolean; muted: boolean; held: boolean }

/** One bit of a report. */
type Bit = { reportId: number; bit: number; bits: number }

const flat = (collections: readonly HidCollection[]): HidCollection[] =>
  collections.flatMap((each) => [each, ...flat(each.children ?? [])])

/** The bits of a field. */
const sizeOf = ({ reportSize = 0, reportCount = 0 }: HidItem): number => reportSize * reportCount

/** The usages of a field that has one bit for each of them. */
const flagsOf = ({ isArray, reportSize, reportCount = 0, usages = [] }: HidItem): readonly number[] =>
  isArray || reportSize !== 1 ? [] : usages.slice(0, reportCount)

/** Where each usage stands: fields follow one another in a report, in the order of its items. */
function bitsOf(reports: readonly HidReport[]): Map<number, Bit> {
  const found = new Map<number, Bit>()
  for (const { reportId = 0, items = [] } of reports) {
    const bits = items.reduce((sum, item) => sum + sizeOf(item), 0)
    let offset = 0
    for (const item of items) {
      for (const [at, usage] of flagsOf(item).entries())
        if (!found.has(usage)) found.set(usage, { reportId, bit: offset + at, bits })
      offset += sizeOf(item)
    }
  }
  return found
}

/** True for a device that has a hook switch: a headset that can answer. */
export const isHeadset = (device: Pick<HidDevice, 'collections'>): boolean =>
  bitsOf(flat(device.collections).flatMap((each) => each.inputReports ?? [])).has(usages.hook)

export class Headset {
  readonly device: HidDevice
  private readonly inputs: Map<number, Bit>
  private readonly outputs: Map<number, Bit>
  private readonly pressed: (button: Button, on: boolean) => void
  private readonly last = new Map<Button, boolean>()
  private sending: Promise<unknown> = Promise.resolve()
  private readonly onReport = (event: HidInput) => this.read(event)

  /** `pressed` is told of each change: `hook` on is lifted, off is laid down; the others are keys. */
  constructor(device: HidDevice, pressed: (button: Button, on: boolean) => void) {
    this.device = device
    this.pressed = pressed
    const all = flat(device.collections)
    this.inputs = bitsOf(all.flatMap((each) => each.inputReports ?? []))
    this.outputs = bitsOf(all.flatMap((each) => each.outputReports ?? []))
  }

  async open(): Promise<void> {
    if (!this.device.opened) await this.device.open()
    this.device.addEventListener('inputreport', this.onReport)
  }

  async close(): Promise<void> {
    this.device.removeEventListener('inputreport', this.onReport)
    await this.show({ offHook: false, ringing: false, muted: false, held: false })
    await this.device.close()
  }

  private read({ reportId, data }: HidInput): void {
    for (const button of ['hook', 'flash', 'drop', 'mute'] as const) {
      const bit = this.inputs.get(usages[button])
      if (!bit || bit.reportId !== reportId || bit.bit >> 3 >= data.byteLength) continue
      const on = ((data.getUint8(bit.bit >> 3) >> (bit.bit & 7)) & 1) === 1
      if (on === (this.last.get(button) ?? false)) continue
      this.last.set(button, on)
      this.pressed(button, on)
    }
  }

  /** Sets the lamps it has; one report after the other. A headset that was pulled out shows nothing, and that is right. */
  show(lamps: Lamps): Promise<void> {
    const wanted: [usage: number, on: boolean][] = [
      [usages.lampOffHook, lamps.offHook],
      [usages.lampRing, lamps.ringing],
      [usages.lampMute, lamps.muted],
      [usages.lampHold, lamps.held],
    ]
    const reports = new Map<number, Uint8Array<ArrayBuffer>>()
    for (const [usage, on] of wanted) {
      const bit = this.outputs.get(usage)
      if (!bit) continue
      const bytes = reports.get(bit.reportId) ?? new Uint8Array(Math.ceil(bit.bits / 8))
      if (on) bytes[bit.bit >> 3] = (bytes[bit.bit >> 3] ?? 0) | (1 << (bit.bit & 7))
      reports.set(bit.reportId, bytes)
    }
    const send = async () => {
      for (const [reportId, bytes] of reports) await this.device.sendReport(reportId, bytes)
    }
    const sent = this.sending.then(send).catch(() => undefined)
    this.sending = sent
    return sent
  }
}
