import { describe, expect, test } from 'vitest'
import { pbxFolders } from '../../../../../electron/adapters/pbx/config/folders.ts'
import { ha1, type PbxConfig } from '../../../../../electron/adapters/pbx/config/types.ts'
import { renderConfig } from '../../../../../electron/adapters/pbx/config/write.ts'
import { testConfig } from '../../../../support/asterisk.ts'

const base = testConfig({ http: 8088, sip: 5060, rtpStart: 10_000, rtpEnd: 10_400 }, 5062)
const render = (change: Partial<PbxConfig> = {}) => renderConfig({ ...base, ...change }, pbxFolders('/data/pbx'), '/modules')
const file = (name: string, change?: Partial<PbxConfig>): string => render(change)[name] ?? ''

test('no plain password of a phone is written anywhere', () => {
  const all = Object.values(render()).join('\n')
  expect(all).not.toContain('secret-201')
  expect(all).toContain(`password_digest=MD5:${ha1('201-web', 'secret-201-web')}`)
})

test('a phone without a digest has no endpoint', () => {
  const pjsip = file('pjsip.conf', { extensions: [{ number: '201', name: 'A', webHa1: ha1('201-web', 'x') }] })
  expect(pjsip).toContain('[201-web](web-phone)')
  expect(pjsip).not.toContain('[201](desk-phone)')
})

test('contacts that are gone give way to who registers', () => {
  const pjsip = file('pjsip.conf')
  for (const user of ['201', '201-web']) {
    const aor = new RegExp(`\\[${user}\\]\ntype=aor\n([^[]*)`).exec(pjsip)?.[1] ?? ''
    expect(aor).toMatch(/remove_existing=yes/)
    expect(aor).toMatch(/remove_unavailable=yes/)
  }
})

test('a trunk signs in for ever, whatever it was answered', () => {
  const account = { username: 'office', password: 'secret', register: true }
  const trunks = [{ id: 't1', host: '192.0.2.1', port: 5060, identifyAddresses: [], ...account }]
  const [, registration = ''] = file('pjsip.conf', { trunks }).split('[trunk-t1-registration]')
  for (const option of [
    'retry_interval=30',
    'forbidden_retry_interval=120',
    'fatal_retry_interval=120',
    'auth_rejection_permanent=no',
  ])
    expect(registration).toContain(option)
})

describe('emergency numbers', () => {
  test('are dialled by the dialplan through their trunk first, then through every other', () => {
    const trunks = ['a', 'b', 'c'].map((id) => ({ id, host: '192.0.2.1', port: 5060, identifyAddresses: [] }))
    const plan = file('extensions.conf', { trunks, emergency: { numbers: ['112'], trunk: 'b' } })
    expect([...plan.matchAll(/Dial\(PJSIP\/112@trunk-(\w)/g)].map((match) => match[1])).toEqual(['b', 'a', 'c'])
    expect(plan).toContain('Stasis(cordboard,emergency,')
  })

  test('show the office’s number as each trunk wants it, and the extension where none is known', () => {
    const trunk = { host: '192.0.2.1', port: 5060, identifyAddresses: [] }
    const trunks = [
      { ...trunk, id: 'a', officeNumber: '+4930901820' },
      { ...trunk, id: 'b' },
    ]
    const plan = file('extensions.conf', { trunks, emergency: { numbers: ['112'], trunk: 'a' } })
    const emergency = plan.slice(plan.indexOf('exten => 112,'), plan.indexOf('exten => 112#'))
    const steps = [...emergency.matchAll(/(Set\(CALLERID\(\w+\)=.*\)|Dial\(PJSIP\/112@trunk-\w)/g)].map((match) => match[1])
    expect(steps).toEqual([
      'Set(CALLERID(pres)=allowed)',
      'Set(CALLERID(num)=+4930901820)',
      'Dial(PJSIP/112@trunk-a',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the dialplan's.
      'Set(CALLERID(num)=${CB_PHONE})',
      'Dial(PJSIP/112@trunk-b',
    ])
  })
})

test('no pattern catches the single letters which are events of the dialplan', () => {
  const patterns = [...file('extensions.conf', { bench: true }).matchAll(/^exten => (_\S+?),/gm)].map((match) => match[1])
  expect(patterns.length).toBeGreaterThan(4)
  for (const pattern of patterns) expect(pattern?.endsWith('.') || !/a-z/i.test(pattern ?? '')).toBe(true)
})

test('app_queue and its bench contexts are only there for the benchmarks', () => {
  expect(file('modules.conf')).not.toContain('app_queue')
  expect(file('extensions.conf')).not.toContain('[bench]')
  expect(file('modules.conf', { bench: true })).toContain('load=app_queue.so')
  expect(file('queues.conf', { bench: true })).toContain('[bench]')
})

describe('a value which would mean something else in a file', () => {
  test.each<[string, Partial<PbxConfig>]>([
    [
      'a line break in a trunk password',
      { trunks: [{ id: 't', host: 'h', port: 1, username: 'u', password: 'x\n[evil]', identifyAddresses: [] }] },
    ],
    ['a comment in a host', { trunks: [{ id: 't', host: 'h;x', port: 1, identifyAddresses: [] }] }],
    ['an extension with letters', { extensions: [{ number: '2a1', name: '' }] }],
    ['an emergency number which is dialplan', { emergency: { numbers: ['1,1,System(rm)'] } }],
    ['an emergency trunk which does not exist', { emergency: { numbers: [], trunk: 'nope' } }],
    ['a short ARI password', { ariPassword: 'x' }],
  ])('is refused: %s', (_, change) => {
    expect(() => render(change)).toThrow(expect.objectContaining({ code: 'PBX_CONFIG' }))
  })

  test('in a name is taken out', () => {
    const pjsip = file('pjsip.conf', { extensions: [{ number: '201', name: 'Eve" <911>;\n[x]', deskHa1: ha1('201', 'x') }] })
    const callerid = /^callerid=(.*)$/m.exec(pjsip)?.[1]
    expect(callerid).toMatch(/^"[^"<>;[\]]*" <201>$/)
  })
})

describe('whoever can reach ARI has the whole telephone system', () => {
  test('it stays on the loopback, wherever SIP listens', () => {
    for (const bindAddress of ['127.0.0.1', '0.0.0.0', '192.0.2.7']) {
      const tls = { cert: '/c', key: '/k', port: 8089 }
      const http = file('http.conf', { bindAddress, tls })
      expect(http).toContain('bindaddr=127.0.0.1\n')
      expect(http).toContain('tlsbindaddr=127.0.0.1:8089')
      expect(file('pjsip.conf', { bindAddress })).toContain(`bind=${bindAddress}:5060`)
    }
  })
})

describe('credentials', () => {
  const trunks = [
    { id: 'a', host: '192.0.2.1', port: 5060, username: 'u', password: 'p', realm: 'provider', identifyAddresses: [] },
  ]
  const sections = (change: Partial<PbxConfig>) =>
    new Map(
      [...file('pjsip.conf', { emergency: { numbers: [] }, ...change }).matchAll(/^\[([^\]]+)\][^\n]*\n([^[]*)/gm)].map((m) => [
        `${m[1]} ${/type=(\w+)/.exec(m[2] ?? '')?.[1]}`,
        m[2] ?? '',
      ]),
    )
  test('of a trunk answer its own realm only', () => {
    expect(sections({ trunks }).get('trunk-a auth')).toContain('realm=provider')
  })
  test('are not at hand for SIP addresses, whose endpoint nobody can call in by', () => {
    const uri = sections({ trunks }).get('sip-address endpoint') ?? ''
    expect(uri).not.toMatch(/auth/)
    expect(uri).toContain('identify_by=ip')
    expect(uri).toContain('context=nowhere')
  })
  test('a trunk is known by its address, never by a name in From', () => {
    expect(sections({ trunks }).get('trunk-a endpoint')).toContain('identify_by=ip')
  })
})

test('who vanished is noticed: no sound, no answer to a session refresh; a trunk is told no connected name', () => {
  const pjsip = file('pjsip.conf')
  expect(pjsip.match(/rtp_timeout=60\nrtp_timeout_hold=300\ntimers=yes/g)?.length).toBe(3)
  expect(pjsip.match(/send_connected_line=no/g)?.length).toBe(2)
  expect(file('pjsip.conf', { bench: true })).not.toContain('rtp_timeout_hold')
})

test('a folder too deep for a socket has its run folder elsewhere', () => {
  expect(pbxFolders('/data/pbx').run).toBe('/data/pbx/run')
  expect(pbxFolders(`/${'deep/'.repeat(30)}`).run.length).toBeLessThan(80)
})
