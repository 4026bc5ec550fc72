// An office that a desktop app runs: when it is on the network, and where its Asterisk listens then.
import { expect, test } from 'vitest'
import { isOnNetwork, sipBindAddress } from '../../../../electron/host/listening.ts'

const data = '/nowhere'

test('on the network always, never, or from the second person on', () => {
  const on = (['on', 'off', 'auto'] as const).map((listen) => [0, 1, 2].map((people) => isOnNetwork({ listen }, people)))
  expect(on).toEqual([
    [true, true, true],
    [false, false, false],
    [false, false, true],
  ])
})

test('Asterisk listens as it was started, else as the office says, else where consoles may be', () => {
  const auto = { sipAddress: '', listen: 'auto' as const }
  const chosen = { sipAddress: '192.0.2.7', listen: 'auto' as const }
  expect([
    sipBindAddress({ data }, auto, 5),
    sipBindAddress({ data, listensByOffice: true }, auto, 1),
    sipBindAddress({ data, listensByOffice: true }, auto, 2),
    sipBindAddress({ data, listensByOffice: true }, chosen, 2),
    sipBindAddress({ data, bindAddress: '0.0.0.0' }, auto, 1),
    sipBindAddress({ data, bindAddress: '0.0.0.0' }, chosen, 1),
    sipBindAddress({ data, sipHost: '192.0.2.9', listensByOffice: true }, chosen, 2),
  ]).toEqual(['127.0.0.1', '127.0.0.1', '0.0.0.0', '192.0.2.7', '0.0.0.0', '192.0.2.7', '192.0.2.9'])
})
