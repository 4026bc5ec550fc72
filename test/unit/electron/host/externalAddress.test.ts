// How the office is seen from outside: from its settings into Asterisk's configuration, and what the doctor says of it.
import { expect, test } from 'vitest'
import { pbxFolders } from '../../../../electron/adapters/pbx/config/folders.ts'
import { renderConfig } from '../../../../electron/adapters/pbx/config/write.ts'
import { outsideChecks, seenFromOutside, unresolved } from '../../../../electron/host/externalAddress.ts'
import { privateNetworks } from '../../../../shared/domain/callSettings.ts'
import { type OfficeSettings, officeSettings, settingsOf } from '../../../../shared/domain/office.ts'
import { testConfig } from '../../../support/asterisk.ts'

const base = testConfig({ http: 8088, sip: 5060, rtpStart: 10_000, rtpEnd: 10_400 }, 5062)
function files(settings: Partial<OfficeSettings>) {
  const outside = seenFromOutside(settingsOf(settings))
  const config = {
    ...base,
    trunks: [{ ...base.trunks[0], id: 't1', host: 'a', port: 1, identifyAddresses: [], transport: 'tcp' as const }],
  }
  return renderConfig({ ...config, ...(outside ? { outside } : {}) }, pbxFolders('/data/pbx'), '/modules')
}
const transport = (name: string, settings: Partial<OfficeSettings>) =>
  new RegExp(`\\[transport-${name}\\]\n((?:[^[\n].*\n)*)`)
    .exec(files(settings)['pjsip.conf'] ?? '')?.[1]
    ?.trim()
    .split('\n') ?? []

test('an office that says nothing is seen as it is', () => {
  expect(seenFromOutside(settingsOf())).toBeUndefined()
  expect(files({})['pjsip.conf']).not.toMatch(/external|local_net/)
  expect(files({})['dnsmgr.conf']).toContain('enable=no')
})

test('the address for sound is that for SIP as well, and private networks are the local ones', () => {
  for (const name of ['udp', 'tcp']) {
    const lines = transport(name, { externalMediaAddress: '203.0.113.7' })
    expect(lines).toContain('external_media_address=203.0.113.7')
    expect(lines).toContain('external_signaling_address=203.0.113.7')
    expect(lines.filter((line) => line.startsWith('local_net='))).toEqual(privateNetworks.map((each) => `local_net=${each}`))
    expect(lines.join()).not.toContain('external_signaling_port')
  }
  expect(transport('ws', { externalMediaAddress: '203.0.113.7' }).join()).not.toContain('external')
})

test('each can be said by itself, a name is looked up again and again', () => {
  const settings = {
    externalMediaAddress: 'office.example.com',
    externalSignalingAddress: '203.0.113.8',
    externalSignalingPort: 5080,
    localNetworks: ['192.168.7.0/24', 'fd00:7::/64'],
  }
  const lines = transport('udp', settings)
  expect(lines.slice(3)).toEqual([
    'external_media_address=office.example.com',
    'external_signaling_address=203.0.113.8',
    'external_signaling_port=5080',
    'local_net=192.168.7.0/24',
    'local_net=fd00:7::/64',
  ])
  expect(files(settings)['dnsmgr.conf']).toMatch(/enable=yes\nrefreshinterval=60/)
})

test('what is neither an address nor a name, or no network, is refused', () => {
  const bad: Partial<Record<keyof OfficeSettings, unknown>>[] = [
    ...['a b', '203.0.113.7:5060', 'x\ntype=y', '-a'].map((externalMediaAddress) => ({ externalMediaAddress })),
    { externalSignalingAddress: 'sip:a' },
    { externalSignalingPort: 65_536 },
    { localNetworks: ['192.168.7.0'] },
    { localNetworks: ['192.168.7.0/33'] },
  ]
  for (const each of bad) expect([each, officeSettings.safeParse({ ...settingsOf(), ...each }).success]).toEqual([each, false])
  for (const fine of ['', '203.0.113.7', '2001:db8::7', 'office.example.com'])
    expect([fine, officeSettings.safeParse({ ...settingsOf(), externalMediaAddress: fine }).success]).toEqual([fine, true])
})

test('a name that nobody knows is left out, and is no reason to end calls', async () => {
  const seen = seenFromOutside(
    settingsOf({ externalMediaAddress: 'office.example.com', externalSignalingAddress: '203.0.113.8' }),
  )
  const nobody = async () => {
    throw new Error('ENOTFOUND')
  }
  const lacking = await unresolved(seen, nobody)
  expect([lacking, await unresolved(seen, async () => '203.0.113.7'), await unresolved(undefined)]).toEqual([
    ['office.example.com'],
    [],
    [],
  ])
  const written = renderConfig({ ...base, ...(seen ? { outside: { ...seen, lacking } } : {}) }, pbxFolders('/p'), '/m')[
    'pjsip.conf'
  ]
  expect(written).not.toContain('external_media_address')
  expect(written).toContain('external_signaling_address=203.0.113.8')
})

test('the doctor tells of a name that did not resolve, and of a computer that is in none of its networks', () => {
  const said = (settings: Partial<OfficeSettings>, lacking: string[], ...addresses: string[]) =>
    outsideChecks({ seen: seenFromOutside(settingsOf(settings)), lacking }, addresses).map(({ id, ok, facts }) => [
      id,
      ok,
      ...Object.values(facts),
    ])
  expect(said({}, [])).toEqual([])
  const address = { externalMediaAddress: '203.0.113.7' }
  expect(said(address, [], '192.168.1.5')).toEqual([['outside', true, '203.0.113.7']])
  const name = { externalMediaAddress: 'office.example.com', localNetworks: ['192.168.7.0/24'] }
  expect(said(name, ['office.example.com'], '192.168.7.5', 'fe80::1')).toEqual([['outside', false, 'office.example.com']])
  expect(said(name, [], '10.1.1.5', 'fe80::1')).toEqual([
    ['outside', true, 'office.example.com'],
    ['localNetworks', false, '10.1.1.5, fe80::1'],
  ])
})
