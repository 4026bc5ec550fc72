// Each setting of a trunk as it stands in Asterisk's configuration.
import { describe, expect, test } from 'vitest'
import { pbxFolders } from '../../../../../electron/adapters/pbx/config/folders.ts'
import { registrationsOf } from '../../../../../electron/adapters/pbx/config/trunks.ts'
import type { PbxTrunk } from '../../../../../electron/adapters/pbx/config/types.ts'
import { renderConfig } from '../../../../../electron/adapters/pbx/config/write.ts'
import { listedContacts, trunkReachabilities } from '../../../../../electron/adapters/pbx/reachability.ts'
import { testConfig } from '../../../../support/asterisk.ts'

const base = testConfig({ http: 8088, sip: 5060, rtpStart: 10_000, rtpEnd: 10_400 }, 5062)
const sipTls = { ports: { checked: 5061, unchecked: 5063 }, certificate: 'CERTIFICATE', key: 'KEY', issuers: 'ISSUERS' }
const plain: PbxTrunk = { id: 'a', host: 'sip.example', port: 5060, identifyAddresses: [] }

const render = (trunk: Partial<PbxTrunk>) =>
  renderConfig(
    { ...base, emergency: { numbers: [] }, trunks: [{ ...plain, ...trunk }], ...(trunk.transport === 'tls' ? { sipTls } : {}) },
    pbxFolders('/data/pbx'),
    '/modules',
  )

/** A section by name and type: its lines. */
function section(trunk: Partial<PbxTrunk>, name: string, type: string): string[] {
  const found = [...(render(trunk)['pjsip.conf'] ?? '').matchAll(/^\[([^\]]+)\]\n((?:[^[\n].*\n)*)/gm)]
  const wanted = found.find(([, each, body]) => each === name && body?.includes(`type=${type}\n`))
  return wanted?.[2]?.trim().split('\n') ?? []
}
const account = { username: '4930555', password: 'secret' }
const endpoint = (trunk: Partial<PbxTrunk>) => section(trunk, 'trunk-a', 'endpoint')

test('what says nothing more is UDP, both G.711 laws, keys in RTP, P-Asserted-Identity and an OPTIONS every 15 s', () => {
  const lines = endpoint({})
  for (const line of ['transport=transport-udp', 'allow=ulaw,alaw', 'dtmf_mode=rfc4733', 'send_pai=yes', 'timers=yes'])
    expect(lines).toContain(line)
  for (const absent of ['send_rpid', 'media_encryption', 'from_user', 'outbound_proxy'])
    expect(lines.join('\n')).not.toContain(absent)
  expect(section({}, 'trunk-a', 'aor')).toEqual(['type=aor', 'contact=sip:sip.example:5060', 'qualify_frequency=15'])
})

describe('transport', () => {
  test('TCP has a listener of its own, as soon as a trunk uses it', () => {
    expect(render({})['pjsip.conf']).not.toContain('[transport-tcp]')
    expect(section({ transport: 'tcp' }, 'transport-tcp', 'transport')).toContain('bind=127.0.0.1:5060')
    expect(endpoint({ transport: 'tcp' })).toContain('transport=transport-tcp')
    expect(section({ transport: 'tcp' }, 'trunk-a', 'aor')).toContain('contact=sip:sip.example:5060\\;transport=tcp')
  })
  test('TLS checks the certificate unless the trunk says otherwise; sound is encrypted where it is wanted', () => {
    const checked = { transport: 'tls', srtp: true, ...account, register: true } as const
    const listener = section(checked, 'transport-tls', 'transport')
    expect(listener).toContain('verify_server=yes')
    expect(listener).toContain('ca_list_file=/data/pbx/etc/sip-issuers.pem')
    expect(listener).toContain('bind=127.0.0.1:5061')
    expect(endpoint(checked)).toContain('media_encryption=sdes')
    expect(section(checked, 'trunk-a-registration', 'registration')).toContain('server_uri=sip:sip.example:5060\\;transport=tls')
    expect(section({ ...checked, verifyCertificate: false }, 'transport-tls-unchecked', 'transport')).toContain(
      'verify_server=no',
    )
    expect(section({ ...checked, verifyCertificate: false }, 'trunk-a-registration', 'registration')).toContain(
      'transport=transport-tls-unchecked',
    )
    expect(render(checked)).toMatchObject({
      'sip-certificate.pem': 'CERTIFICATE',
      'sip-key.pem': 'KEY',
      'sip-issuers.pem': 'ISSUERS',
    })
  })
  test('without a trunk that uses TLS no key is written, and one without a certificate is refused', () => {
    expect(Object.keys(render({})).filter((name) => name.endsWith('.pem'))).toEqual([])
    const config = { ...base, emergency: { numbers: [] }, trunks: [{ ...plain, transport: 'tls' as const }] }
    expect(() => renderConfig(config, pbxFolders('/data/pbx'), '/modules')).toThrow(
      expect.objectContaining({ code: 'PBX_CONFIG' }),
    )
  })
})

describe('servers', () => {
  const several = { otherHosts: ['b.example', 'c.example:5080'], ...account, register: true }
  test('are tried in their order, known by their addresses, and registered with one by one', () => {
    expect(endpoint(several)).toContain('aors=trunk-a,trunk-a-server2,trunk-a-server3')
    expect(section(several, 'trunk-a-server2', 'aor')).toContain('contact=sip:b.example:5060')
    expect(section(several, 'trunk-a-server3', 'aor')).toContain('contact=sip:c.example:5080')
    expect(section(several, 'trunk-a-identify', 'identify')).toEqual([
      ...['type=identify', 'endpoint=trunk-a', 'match=sip.example', 'match=b.example', 'match=c.example'],
    ])
    expect(registrationsOf({ ...plain, ...several }).map(({ name, clientUri }) => [name, clientUri])).toEqual([
      ['trunk-a-registration', 'sip:4930555@sip.example:5060'],
      ['trunk-a-registration2', 'sip:4930555@b.example:5060'],
      ['trunk-a-registration3', 'sip:4930555@c.example:5080'],
    ])
  })
  test('are looked up where no port stands behind the name', () => {
    expect(section({ srv: true }, 'trunk-a', 'aor')).toContain('contact=sip:sip.example')
  })
  test('an outbound proxy gets everything, and its calls are the trunk’s', () => {
    const proxied = { outboundProxy: 'edge.example:5070', transport: 'tcp', ...account, register: true } as const
    const line = 'outbound_proxy=sip:edge.example:5070\\;lr\\;transport=tcp'
    expect(endpoint(proxied)).toContain(line)
    expect(section(proxied, 'trunk-a', 'aor')).toContain(line)
    expect(section(proxied, 'trunk-a-registration', 'registration')).toContain(line)
    expect(section(proxied, 'trunk-a-identify', 'identify')).toContain('match=edge.example')
  })
  test('addresses that the office names count instead', () => {
    const named = { ...several, identifyAddresses: ['192.0.2.0/28'] }
    expect(section(named, 'trunk-a-identify', 'identify')).toEqual(['type=identify', 'endpoint=trunk-a', 'match=192.0.2.0/28'])
  })
})

test('who signs in with another name than the number registers the number', () => {
  const trunk = { ...account, authUsername: 'login-7', realm: 'provider', register: true, registerSeconds: 600 }
  expect(section(trunk, 'trunk-a', 'auth')).toEqual([
    ...['type=auth', 'auth_type=digest', 'username=login-7', 'password=secret', 'realm=provider'],
  ])
  const registration = section(trunk, 'trunk-a-registration', 'registration')
  expect(registration).toContain('client_uri=sip:4930555@sip.example:5060')
  expect(registration).toContain('contact_user=4930555')
  expect(registration).toContain('expiration=600')
})

test.each<[Partial<PbxTrunk>, string[], string[]]>([
  [{ codecs: ['g722', 'alaw'] }, ['allow=g722,alaw'], []],
  [{ dtmf: 'info' }, ['dtmf_mode=info'], ['dtmf_mode=rfc4733']],
  [{ dtmf: 'inband' }, ['dtmf_mode=inband'], []],
  [{ dtmf: 'auto' }, ['dtmf_mode=auto'], []],
  [{ sessionTimers: 'no' }, ['timers=no'], ['timers=yes']],
  [{ sessionTimers: 'required', sessionSeconds: 1800 }, ['timers=required', 'timers_sess_expires=1800'], []],
  [{ identityHeader: 'rpid' }, ['send_rpid=yes'], ['send_pai=yes']],
  [{ identityHeader: 'none' }, [], ['send_rpid=yes', 'send_pai=yes']],
  [{ fromUser: '4930555', fromDomain: 'provider.example' }, ['from_user=4930555', 'from_domain=provider.example'], []],
  [{ trustIdentity: false }, ['trust_id_inbound=no'], []],
])('%j', (trunk, there, absent) => {
  const lines = endpoint(trunk)
  for (const line of there) expect(lines).toContain(line)
  for (const line of absent) expect(lines).not.toContain(line)
})

test('a trunk that is never asked whether it is there is dialled at any time', () => {
  expect(section({ qualifySeconds: 0 }, 'trunk-a', 'aor')).toContain('qualify_frequency=0')
})

test.each<Partial<PbxTrunk>>([
  { outboundProxy: 'a;b' },
  { otherHosts: ['a\n[evil]'] },
  { fromUser: 'a b' },
  { fromDomain: 'x;y' },
  { authUsername: 'u\nx', password: 'p', username: 'u' },
  { codecs: ['ulaw\nallow=all'] },
])('a value that would mean something else in a file is refused: %j', (trunk) => {
  expect(() => render(trunk)).toThrow(expect.objectContaining({ code: 'PBX_CONFIG' }))
})

describe('whether the provider is there', () => {
  const list = `
  Contact:  <Aor/ContactUri..............................> <Hash....> <Status> <RTT(ms)..>
==========================================================================================

  Contact:  201/sip:201@127.0.0.1:5071                     9a3a1b1e34 Avail         0.412
  Contact:  trunk-a/sip:sip.example:5060                   1f2d3c4b5a Unavail         nan
  Contact:  trunk-a-server2/sip:b.example:5060             2f2d3c4b5a Avail        17.250
  Contact:  trunk-b/sip:a-very-long-name.of.a.provider.ex  3f2d3c4b5a Unavail         nan
  Contact:  trunk-c/sip:203.0.113.3:5060                   4f2d3c4b5a NonQual         nan

Objects found: 5
`
  test('is told of each of its servers', () => {
    expect(listedContacts(list).get('trunk-a-server2')).toEqual({ reachable: true, roundTripMs: 17.25 })
    expect(listedContacts(list).get('trunk-b')).toEqual({ reachable: false, roundTripMs: null })
  })
  test('one that answers is enough; one that is not asked is neither', async () => {
    const trunks = [
      { ...plain, otherHosts: ['b.example'] },
      { ...plain, id: 'b' },
      { ...plain, id: 'c' },
      { ...plain, id: 'd' },
    ]
    expect(await trunkReachabilities({ rx: async () => list }, trunks)).toEqual([
      { trunkId: 'a', reachable: true, roundTripMs: 17.25 },
      { trunkId: 'b', reachable: false, roundTripMs: null },
      { trunkId: 'c', reachable: null, roundTripMs: null },
      { trunkId: 'd', reachable: null, roundTripMs: null },
    ])
    expect(await trunkReachabilities(null, trunks)).toEqual([])
  })
})
