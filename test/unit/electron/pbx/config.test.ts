import { describe, expect, test } from 'vitest'
import { pbxFolders } from '../../../../electron/pbx/config/folders.ts'
import { ha1, type PbxConfig } from '../../../../electron/pbx/config/types.ts'
import { renderConfig } from '../../../../electron/pbx/config/write.ts'
import { testConfig } from '../../../support/asterisk.ts'

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

describe('emergency numbers', () => {
  test('are dialled by the dialplan through their trunk first, then through every other', () => {
    const trunks = ['a', 'b', 'c'].map((id) => ({ id, host: '192.0.2.1', port: 5060, identifyAddresses: [] }))
    const plan = file('extensions.conf', { trunks, emergency: { numbers: ['112'], trunk: 'b' } })
    expect([...plan.matchAll(/Dial\(PJSIP\/112@trunk-(\w)/g)].map((match) => match[1])).toEqual(['b', 'a', 'c'])
    expect(plan).toContain('Stasis(cordboard,emergency,')
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

test('a folder too deep for a socket has its run folder elsewhere', () => {
  expect(pbxFolders('/data/pbx').run).toBe('/data/pbx/run')
  expect(pbxFolders(`/${'deep/'.repeat(30)}`).run.length).toBeLessThan(80)
})
