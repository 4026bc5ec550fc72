// What Asterisk tells of our registrations at the providers: its list for the state, its log for the reason.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PbxTrunk } from '../../../../../electron/adapters/pbx/config/types.ts'
import type { Pbx } from '../../../../../electron/adapters/pbx/process/pbx.ts'
import { listedRegistrations, loggedAnswers, TrunkRegistrations } from '../../../../../electron/adapters/pbx/registrations.ts'

const list = `
 <Registration/ServerURI..............................>  <Auth....................>  <Status.......>
==========================================================================================

 trunk-a-registration/sip:203.0.113.1:5060               trunk-a                     Registered        (exp. 3540s)
 trunk-Rejected-registration/sip:a-very-long-name.of.a.p trunk-Rejected              Rejected          (exp. 29s)
 trunk-c-registration/sip:203.0.113.3:5060               trunk-c                     Unregistered      (exp. 4s ago)
 trunk-d-registration/sip:203.0.113.4:5060               trunk-d                     Stopped

Objects found: 4
`
const from = (status: string, id: string, host = '127.0.0.1') =>
  `[2026-11-28 19:14:01.149] WARNING[1] res_pjsip_outbound_registration.c: ${status} received from 'sip:${host}:5060' on registration attempt to 'sip:u${id}@${host}:5060', retrying in '30' seconds`

test('the list: name, state and the seconds until it is renewed or tried again', () => {
  expect([...listedRegistrations(list)]).toEqual([
    ['trunk-a-registration', { state: 'Registered', seconds: 3540 }],
    ['trunk-Rejected-registration', { state: 'Rejected', seconds: 29 }],
    ['trunk-c-registration', { state: 'Unregistered', seconds: null }],
    ['trunk-d-registration', { state: 'Stopped', seconds: null }],
  ])
  expect([...listedRegistrations('No objects found.\n')]).toEqual([])
})

test('the log: the newest answer of each counts', () => {
  const log = [
    from("Temporal response '480'", 'a'),
    from('403 Forbidden fatal response', 'a'),
    from("'404' fatal response", 'b'),
    from("Fatal response '604'", 'c'),
    from("Temporal response '401'", 'd'),
    from('No response', 'd'),
    'cut in the mid',
  ].join('\n')
  expect([...loggedAnswers(log)]).toEqual([
    ['sip:ua@127.0.0.1:5060', 403],
    ['sip:ub@127.0.0.1:5060', 404],
    ['sip:uc@127.0.0.1:5060', 604],
    ['sip:ud@127.0.0.1:5060', null],
  ])
})

const trunk = (id: string, more: Partial<PbxTrunk> = {}): PbxTrunk => ({
  id,
  host: '127.0.0.1',
  port: 5060,
  identifyAddresses: [],
  register: true,
  username: `u${id}`,
  password: 'secret',
  ...more,
})

test('each trunk that is to register has its state and reason, asked once for all who look', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-registrations-'))
  try {
    const refused = ['403 Forbidden fatal response', "Temporal response '401'", "'404' fatal response", "Temporal response '480'"]
    const ids = ['forbidden', 'credentials', 'notFound', 'unavailable']
    await writeFile(join(folder, 'messages.log'), refused.map((line, at) => `${from(line, `${ids[at]}`)}\n`).join(''))
    const rejected = [...ids, 'silent', 'nameless']
    let asked = 0
    const pbx = {
      folders: { log: folder } as Pbx['folders'],
      rx: async () => {
        asked++
        return rejected.map((id) => ` trunk-${id}-registration/sip:x  a  Rejected (exp. 12s)`).join('\n')
      },
    }
    const trunks = [
      ...[...ids, 'silent'].map((id) => trunk(id)),
      trunk('nameless', { host: 'no-such-name.invalid' }),
      trunk('new'),
      trunk('noAccount', { register: false }),
    ]
    const registrations = new TrunkRegistrations({ pbx: () => pbx, trunks: () => trunks })
    const [found] = await Promise.all([registrations.all(), registrations.all()])
    expect(found.map(({ trunkId, problem, status, retrySeconds }) => [trunkId, problem, status, retrySeconds])).toEqual([
      ['forbidden', 'forbidden', 403, 12],
      ['credentials', 'credentials', 401, 12],
      ['notFound', 'notFound', 404, 12],
      ['unavailable', 'unavailable', 480, 12],
      ['silent', 'noAnswer', null, 12],
      ['nameless', 'noName', null, 12],
      ['new', 'pending', null, null],
    ])
    await registrations.all()
    expect(asked).toBe(1)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('nothing is told while no Asterisk runs, and a failed look is not remembered', async () => {
  const silent = new TrunkRegistrations({ pbx: () => null, trunks: () => [trunk('a')] })
  expect(await silent.all()).toEqual([])
  let fails = true
  const rx = async () => {
    if (fails) throw new Error('gone')
    return ' trunk-a-registration/sip:x  a  Registered (exp. 12s)'
  }
  const pbx = { folders: { log: '/nowhere' } as Pbx['folders'], rx }
  const registrations = new TrunkRegistrations({ pbx: () => pbx, trunks: () => [trunk('a')] })
  await expect(registrations.all()).rejects.toThrow('gone')
  fails = false
  expect(await registrations.all()).toMatchObject([{ trunkId: 'a', problem: null }])
})
