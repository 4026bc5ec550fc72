import { describe, expect, test } from 'vitest'
import { type Button, Headset, type HidDevice, type HidInput, isHeadset } from '../../../renderer/phone/headset/driver.ts'
import { lampsOf, verbOf } from '../../../renderer/phone/headset/verbs.ts'
import type { LineView } from '../../../renderer/phone/sip/line.ts'

/** A headset as many are described: a filler bit in front, mute and hook in one report, four lamps in another. */
function fakeHeadset() {
  const listeners = new Set<(event: HidInput) => void>()
  const sent: string[] = []
  const device = {
    productName: 'Fake 20',
    opened: false,
    collections: [
      { usagePage: 0x0c, inputReports: [{ reportId: 1, items: [{ usages: [0x0c_00e9], reportSize: 1, reportCount: 1 }] }] },
      {
        usagePage: 0x0b,
        children: [
          {
            inputReports: [
              {
                reportId: 2,
                items: [
                  { reportSize: 3, reportCount: 3, usages: [] },
                  { reportSize: 1, reportCount: 4, usages: [0x0b_002f, 0x0b_0020, 0x0b_0021, 0x0b_0026] },
                ],
              },
            ],
            outputReports: [
              { reportId: 3, items: [{ reportSize: 1, reportCount: 3, usages: [0x08_0017, 0x08_0009, 0x08_0018] }] },
              {
                reportId: 4,
                items: [
                  { reportSize: 8, reportCount: 1 },
                  { reportSize: 1, reportCount: 1, usages: [0x08_0020] },
                ],
              },
            ],
          },
        ],
      },
    ],
    open: async () => {
      device.opened = true
    },
    close: async () => {
      device.opened = false
    },
    sendReport: async (reportId: number, data: Uint8Array) => void sent.push(`${reportId}:${Buffer.from(data).toString('hex')}`),
    addEventListener: (_: string, listener: (event: HidInput) => void) => void listeners.add(listener),
    removeEventListener: (_: string, listener: (event: HidInput) => void) => void listeners.delete(listener),
  }
  const report = (reportId: number, ...bytes: number[]) => {
    for (const listener of listeners) listener({ reportId, data: new DataView(Uint8Array.from(bytes).buffer) })
  }
  return { device: device as HidDevice, sent, listeners, report }
}

describe('a headset', () => {
  test('tells each press once, whatever else its reports carry', async () => {
    const { device, report, listeners } = fakeHeadset()
    const presses: string[] = []
    const headset = new Headset(device, (button, on) => presses.push(`${button} ${on}`))
    await headset.open()
    // Nine filler bits: mute is bit 9, hook 10, flash 11, drop 12.
    report(1, 1)
    report(2, 0xff, 0b0000_0001)
    report(2, 0, 0b0000_0100)
    report(2, 0, 0b0000_0110)
    report(2, 0, 0b0000_0100)
    report(2, 0)
    report(2, 0, 0)
    expect(presses).toEqual(['hook true', 'mute true', 'mute false', 'hook false'])
    await headset.close()
    expect([listeners.size, device.opened]).toEqual([0, false])
  })
  test('shows its lamps, each where its report has it', async () => {
    const { device, sent } = fakeHeadset()
    const headset = new Headset(device, () => {})
    await headset.show({ offHook: true, ringing: false, muted: true, held: true })
    await headset.show({ offHook: false, ringing: true, muted: false, held: false })
    expect(sent).toEqual(['3:03', '4:0001', '3:04', '4:0000'])
  })
  test('is one that has a hook; a keyboard’s volume keys are none', () => {
    const { device } = fakeHeadset()
    expect(isHeadset(device)).toBe(true)
    expect(isHeadset({ collections: device.collections.slice(0, 1) })).toBe(false)
  })
})

describe('its buttons', () => {
  const line = (state: LineView['state'], muted = false) => ({ state, muted }) as LineView
  const [ringing, talking, held] = [line('ringing'), line('talking'), line('held')]
  const cases: [button: Button, on: boolean, ringing: LineView | null, active: LineView | null, verb: string | null][] = [
    ['hook', true, ringing, ringing, 'answer'],
    ['hook', true, ringing, null, 'answer'],
    ['hook', true, null, talking, null],
    ['hook', true, ringing, talking, null],
    ['hook', false, null, talking, 'hangUp'],
    ['hook', false, null, held, 'hangUp'],
    ['hook', false, null, null, null],
    ['hook', false, ringing, null, null],
    ['drop', true, ringing, null, 'reject'],
    ['drop', true, null, talking, 'hangUp'],
    ['mute', true, null, talking, 'mute'],
    ['mute', false, null, talking, null],
    ['mute', true, null, null, null],
    ['flash', true, null, held, 'hold'],
  ]
  test.each(cases)('%s %s, ringing %o, speaking %o: %s', (button, on, rings, active, verb) => {
    expect(verbOf(button, on, { ringing: rings, active })).toBe(verb)
  })
  test('its lamps follow the lines', () => {
    expect(lampsOf({ ringing, active: null })).toEqual({ offHook: false, ringing: true, muted: false, held: false })
    expect(lampsOf({ ringing: null, active: line('held', true) })).toEqual({
      offHook: true,
      ringing: false,
      muted: true,
      held: true,
    })
  })
})
