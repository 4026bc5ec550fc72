// The presets of providers, as files and as the form of a trunk uses them.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../../build/paths.ts'
import { trunk } from '../../../shared/domain/trunk.ts'
import { presetValues, trunkPreset, trunkPresets } from '../../../shared/trunks/presets.ts'

const files = readdirSync(join(root, 'shared/trunks')).filter((name) => name.endsWith('.json'))

test('every file is a preset, by its own name, and no two are called the same', () => {
  expect(trunkPresets.map(({ id }) => `${id}.json`).sort()).toEqual(files.sort())
  expect(trunkPresets.length).toBeGreaterThanOrEqual(12)
  expect(new Set(trunkPresets.map(({ name }) => name)).size).toBe(trunkPresets.length)
})

test.each(trunkPresets.map((preset) => [preset.id, preset] as const))('%s makes a trunk that can be saved', (id, preset) => {
  const values = presetValues(id)
  const made = trunk.parse({ id: 'x', name: preset.name, ...values, outboundProxy: values.outboundProxy || undefined })
  expect(made.srtp && made.transport !== 'tls').toBe(false)
  expect(made.host).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
})

test('nothing of an account, and nothing unknown, may stand in one', () => {
  const good = { id: 'x', name: 'X', countries: [], trunk: { host: 'sip.x.example' } }
  expect(trunkPreset.safeParse(good).success).toBe(true)
  expect(trunkPreset.safeParse({ ...good, trunk: { ...good.trunk, password: 'p' } }).success).toBe(false)
  expect(trunkPreset.safeParse({ ...good, colour: 'red' }).success).toBe(false)
})

test('another choice leaves nothing of the one before', () => {
  expect(presetValues('dusnet')).toMatchObject({ transport: 'tls', srtp: true, port: 5061 })
  expect(presetValues('companyflex').outboundProxy).toBe('reg.sip-trunk.telekom.de')
  expect(presetValues(null)).toMatchObject({ host: '', transport: 'udp', srtp: false, port: 5060, outboundProxy: '', srv: false })
})
