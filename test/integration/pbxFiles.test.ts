// An office beside an Asterisk that others run: what `pbx-files` writes is put in as its README says, and telephones and callers get through.
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../build/paths.ts'
import type { AsteriskBinary } from '../../electron/adapters/pbx/acquire/asterisk.ts'
import { openStore } from '../../electron/adapters/store/store.ts'
import { makeStarterOffice, starterNumber } from '../../electron/host/starter.ts'
import { wallClock } from '../../electron/host/system.ts'
import { trunkTest } from '../../electron/server/rpc/trunkTest.ts'
import type { GuestPbxKind } from '../../shared/domain/guest.ts'
import { extension, outgoingRule, trunk } from '../../shared/domain/office.ts'
import { type ExistingAsterisk, existingAsterisk, existingBinary, generations } from '../support/existingAsterisk.ts'
import { ariLogin } from '../support/existingAsteriskFiles.ts'
import { type ExistingOffice, existingOffice } from '../support/existingOffice.ts'
import { until } from '../support/office.ts'
import { putIn, untouched } from '../support/pbxAdministrator.ts'
import type { Phone } from '../support/phone/phone.ts'
import { header, type SipMessage } from '../support/phone/sipMessage.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'

type Files = Record<string, string>

/** The files that an administration includes, as FreePBX 17 and Issabel 5 lay them out. */
const administered: Record<GuestPbxKind, (files: Files) => Files> = {
  plain: (files) => files,
  freepbx: (files) => ({
    ...files,
    'ari.conf':
      '[general]\nenabled=yes\n#include ari_general_additional.conf\n#include ari_general_custom.conf\n#include ari_additional.conf\n#include ari_additional_custom.conf\n',
    'ari_general_additional.conf': 'pretty=no\n',
    'ari_additional.conf': '',
    'pjsip.conf': `#include pjsip_custom.conf\n${files['pjsip.conf']}`,
    'extensions.conf': `#include extensions_custom.conf\n${files['extensions.conf']}`,
  }),
  issabel: (files) => ({
    ...files,
    'pjsip.conf': `#include pjsip_custom.conf\n${files['pjsip.conf']}`,
    'extensions.conf': `#include extensions_custom.conf\n${files['extensions.conf']}`,
  }),
}

const cases: { generation: (typeof generations)[number]; kind: GuestPbxKind }[] = [
  ...generations.map((generation) => ({ generation, kind: 'plain' as const })),
  { generation: '22', kind: 'freepbx' },
  { generation: '16', kind: 'issabel' },
]

for (const { generation, kind } of cases) {
  const binary = await existingBinary(generation)
  const why = typeof binary === 'string' ? binary : null
  describeUnless(why, `Asterisk ${generation} of others’, ${kind}`, () => tests(binary as AsteriskBinary, kind))
}

async function pbxFiles(data: string, to: string, more: string[]): Promise<string> {
  const program = join(root, 'electron', 'cli', 'main.ts')
  const env = { ...process.env, CORDBOARD_ARI_PASSWORD: ariLogin.password }
  const args = [program, 'pbx-files', '--data', data, '--to', to, ...more]
  return (await promisify(execFile)(process.execPath, args, { env })).stdout
}

function tests(binary: AsteriskBinary, kind: GuestPbxKind): void {
  let asterisk: ExistingAsterisk
  let office: ExistingOffice
  let data: string
  let folder: string
  let softphone: Phone

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'cordboard-guest-'))
    folder = join(await mkdtemp(join(tmpdir(), 'cordboard-files-')), 'files')
    const store = openStore({ folder: data, clock: wallClock })
    await makeStarterOffice(store, false)
    store.close()
    asterisk = await existingAsterisk(binary, async (files, { ariUrl }) => {
      await pbxFiles(data, folder, ['--ari', ariUrl, '--kind', kind, '--context', 'office'])
      return putIn(administered[kind](untouched(files)), folder, { provider: 'from-provider', phones: 'office' })
    })
  })
  afterAll(async () => {
    await office?.stop()
    await asterisk?.stop()
    if (data) await rm(data, { recursive: true, force: true })
    if (folder) await rm(join(folder, '..'), { recursive: true, force: true })
  })

  test('the files are their owner’s only', async () => {
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
  })

  test('a softphone registers, and a call from outside goes through the flow to it', async () => {
    office = await existingOffice(asterisk, data)
    softphone = await office.softphone('201')
    office.engine.desk.admit('alex')
    const caller = await office.dial(starterNumber, '+49301')
    await caller.untilAnswered()
    await caller.audio.waitForAudio()
    caller.audio.sendDtmf('1')
    const ringing = await softphone.nextCall()
    expect(ringing).toBeTruthy()
    await caller.hangup()
    await office.quiet()
  })

  describe('calls to the outside leave by its trunks', () => {
    const trunks = {
      // Its phones dial a 0 for the outside line.
      dialplan: { kind: 'dialplan', context: 'office', dialFormat: '0{number}' },
      endpoint: { kind: 'endpoint', endpoint: 'provider' },
      gone: { kind: 'endpoint', endpoint: 'no-such-endpoint' },
      own: { kind: 'provider', host: '127.0.0.9' },
    } as const

    beforeAll(() =>
      office.change((o) => {
        for (const [id, given] of Object.entries(trunks))
          o.trunks.save(trunk.parse({ id, name: id, callerId: '+4930111', ...given }))
      }),
    )
    const leadTo = (...[trunkId, ...otherTrunkIds]: (keyof typeof trunks)[]) =>
      office.change((o) =>
        o.outgoing.replaceAll([outgoingRule.parse({ id: 'out', pattern: '.', trunkId, otherTrunkIds, nextAfterSeconds: 5 })]),
      )

    test.each([['dialplan'], ['endpoint'], ['gone', 'dialplan'], ['own', 'endpoint']] as const)('%s %s', async (...ids) => {
      await leadTo(...ids)
      const mine = await softphone.dial('030901820')
      const theirs = await office.provider.nextCall()
      expect(theirs.invite?.uri).toMatch(/^sip:030901820@/)
      expect(header(theirs.invite as SipMessage, 'from')).toContain('+4930111')
      theirs.answer()
      await mine.untilAnswered()
      await theirs.hangup()
      await mine.untilEnded()
      await office.quiet()
      expect(office.calls()[0]).toMatchObject({ kind: 'phone', from: '201', outcome: 'answered' })
    })

    test('whoever is busy there is busy here, and no other trunk is tried', async () => {
      await leadTo('dialplan', 'endpoint')
      const mine = await softphone.dial('030901820')
      ;(await office.provider.nextCall()).reject()
      const since = performance.now()
      expect(await mine.outcome).toMatchObject({ result: 'rejected', status: 486 })
      // Its dialplan would play the tone for ten seconds.
      expect(performance.now() - since).toBeLessThan(4000)
      await office.quiet()
    })

    test('a test call says how it went', async () => {
      const placed = trunkTest(office.host.deps, 'dialplan', '030901820')
      ;(await office.provider.nextCall()).reject()
      expect(await placed).toMatchObject({ dialled: '0030901820', meaning: 'busy', status: null, messages: null })
      const answered = trunkTest(office.host.deps, 'endpoint', '030901820')
      const theirs = await office.provider.nextCall()
      theirs.answer()
      expect(await answered).toMatchObject({ dialled: '030901820', meaning: 'answered' })
      await office.quiet()
    })

    test('the host is restarted in a call: it goes on, and ends once', async () => {
      await leadTo('dialplan')
      const mine = await softphone.dial('030901820')
      const theirs = await office.provider.nextCall()
      theirs.answer()
      await mine.untilAnswered()
      await office.stopHost()
      await office.startHost()
      await until('the call to be taken up again', () => office.engine.runningCalls === 1)
      await theirs.hangup()
      await mine.untilEnded()
      await office.quiet()
    })

    test('the checks name what is not there', async () => {
      const checks = await office.host.deps.pbx.checks()
      expect(checks.filter(({ id }) => ['trunksUnusable', 'endpointsMissing'].includes(id))).toMatchObject([
        { id: 'trunksUnusable', ok: false, facts: { list: 'own' } },
        { id: 'endpointsMissing', ok: false, facts: { list: 'no-such-endpoint' } },
      ])
      const standing = await office.host.deps.pbx.reachabilities()
      expect(standing).toContainEqual({ trunkId: 'gone', reachable: false, roundTripMs: null })
      expect(await office.host.deps.pbx.guest?.state()).toMatchObject({ found: { lines: [{ name: 'provider' }] } })
    })
  })

  test('telephones of theirs dial the office’s numbers, and are known by their extension', async () => {
    const desk = await office.desk('101')
    const call = await desk.dial(starterNumber)
    await call.untilAnswered()
    await until('the call to be known', () => office.calls().find(({ from, kind }) => from === '101' && kind === 'phone'))
    await call.hangup()
    await office.quiet()
  })

  test('while the host is down callers ring at reception, and hear that nobody is available when it refuses', async () => {
    await office.stopHost()
    try {
      const caller = await office.dial(starterNumber, '+49302')
      const ringing = await softphone.nextCall()
      ringing.reject()
      await caller.untilAnswered()
      await caller.audio.waitForAudio()
      await caller.hangup()
    } finally {
      await office.startHost()
    }
    expect(office.trace('+49302')).toEqual([])
  })

  test('the files are made again for a new extension, and nothing else changes in them', async () => {
    const [first, second] = ['first', 'second'].map((name) => join(folder, '..', name)) as [string, string]
    await pbxFiles(data, first, [])
    await office.change((o) => o.extensions.save(extension.parse({ number: '204', name: 'New desk' })))
    await pbxFiles(data, second, [])
    const name = kind === 'plain' ? 'cordboard_pjsip.conf' : 'pjsip_custom.conf'
    const [before, now] = await Promise.all([first, second].map((each) => readFile(join(each, name), 'utf8')))
    const lines = before?.split('\n') ?? []
    const added = now?.split('\n').filter((line) => line === '' || !lines.includes(line))
    expect(added?.filter(Boolean)).toEqual([
      '[204-web](cordboard-softphone)',
      'auth=204-web',
      'aors=204-web',
      'callerid="New desk" <204>',
      '[204-web]',
      'username=204-web',
      expect.stringMatching(/^md5_cred=[0-9a-f]{32}$/),
      '[204-web]',
    ])
  })
}
