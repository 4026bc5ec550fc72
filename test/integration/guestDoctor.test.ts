// The doctor on an Asterisk that others run, whose files are as they should be, and broken on purpose.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { newKey, selfSigned } from '../../electron/adapters/certificates/selfSigned.ts'
import type { AsteriskBinary } from '../../electron/adapters/pbx/acquire/asterisk.ts'
import { openStore, type Store } from '../../electron/adapters/store/store.ts'
import { guestPort } from '../../electron/host/guest/port.ts'
import { makeStarterOffice } from '../../electron/host/starter.ts'
import { wallClock } from '../../electron/host/system.ts'
import { extension } from '../../shared/domain/office.ts'
import { type ExistingAsterisk, existingAsterisk, existingBinary, generations } from '../support/existingAsterisk.ts'
import { ariLogin } from '../support/existingAsteriskFiles.ts'
import { lateClock } from '../support/lateClock.ts'
import { setUpFor } from '../support/pbxAdministrator.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'
import { noSmallDisk, smallDisk } from '../support/smallDisk.ts'

type Files = Record<string, string>
type Spoil = (files: Files, where: { ariUrl: string }) => Files | Promise<Files>

const noDisk = noSmallDisk('tmpfs')
let data: string
let store: Store
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'cordboard-doctor-'))
  store = openStore({ folder: data, clock: wallClock })
  await makeStarterOffice(store, false)
})
afterAll(async () => {
  store?.close()
  if (data) await rm(data, { recursive: true, force: true })
})

for (const generation of generations) {
  const binary = await existingBinary(generation)
  const why = typeof binary === 'string' ? binary : null
  describeUnless(why, `Asterisk ${generation} of others’`, () => tests(binary as AsteriskBinary, generation))
}

function tests(binary: AsteriskBinary, generation: string): void {
  let asterisk: ExistingAsterisk | undefined
  const { soundsDir: _, ...soundless } = binary
  afterEach(async () => {
    await asterisk?.stop()
    asterisk = undefined
  })

  const installed = async (spoil: Spoil = (files) => files, program = binary): Promise<ExistingAsterisk> => {
    const choice = { kind: 'plain' as const, context: 'office' }
    asterisk = await existingAsterisk(program, async (files, where) =>
      spoil(await setUpFor(store, where.ariUrl, files, choice), where),
    )
    return asterisk
  }
  /** What is wrong, by its id, with its values. */
  const wrong = async (login: Partial<{ url: string; password: string }> = {}, connected = true, folder = store.folder) => {
    const port = guestPort(
      { ...store, folder },
      { url: asterisk?.ariUrl ?? '', ...ariLogin, ...login },
      { remote: null, connected: () => connected },
    )
    const found = (await port.checks()).filter(({ ok }) => !ok)
    for (const { detail, help } of found) expect([detail, help].every(Boolean)).toBe(true)
    return Object.fromEntries(found.map(({ id, facts }) => [id, facts]))
  }
  const ofOldVersions = generation === '16' ? { version: expect.anything() } : {}

  /** The application's socket, as a host has it. */
  const takeApplication = async (): Promise<WebSocket> => {
    const { user, password } = ariLogin
    const address = `${asterisk?.ariUrl.replace(/^http/, 'ws')}/events?app=cordboard&api_key=${user}:${password}`
    const socket = new WebSocket(address)
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return socket
  }

  test('nothing is wrong with one that is set up, and another host’s hold of the application is seen', async () => {
    await installed()
    const socket = await takeApplication()
    try {
      expect(await wrong()).toEqual(ofOldVersions)
      expect(await wrong({}, false)).toEqual({ ...ofOldVersions, appTaken: { app: 'cordboard' } })
    } finally {
      socket.terminate()
    }
  })

  test('a wrong password', async () => {
    await installed()
    expect(await wrong({ password: 'another' })).toEqual({ password: { user: 'cordboard', status: '401' } })
  })

  describeUnless(noDisk, 'beside it', () =>
    test('a clock that differs, and a disk here that is full', async () => {
      await installed()
      const there = await lateClock(asterisk?.ariUrl ?? '', 90_000)
      const disk = smallDisk('tmpfs', 16)
      try {
        await disk.fill()
        const found = await wrong({ url: there.url }, true, disk.folder)
        expect(found).toMatchObject({
          clock: { seconds: expect.stringMatching(/^(?:89|90|91)$/) },
          disk: { where: disk.folder, free: '0.0' },
        })
        expect((await wrong()).clock).toBeUndefined()
      } finally {
        disk.unmount()
        await there.close()
      }
    }),
  )

  test('what changed in the office since the files were put in', async () => {
    await installed((files) => ({
      ...files,
      'cordboard_pjsip.conf': (files['cordboard_pjsip.conf'] ?? '')
        .replace(/\[202-web\][\s\S]*?\n\n\[202-web\][\s\S]*?\n\n\[202-web\][\s\S]*?\n\n/, '')
        .replace(/(username=203-web\n.*\nmd5_cred=).*/, `$1${'0'.repeat(32)}`)
        .concat('[299-web](cordboard-softphone)\naors=299-web\n[299-web]\ntype=aor\n'),
      'cordboard_extensions.conf': (files['cordboard_extensions.conf'] ?? '').replace(/^exten => 800,1,.*\n.*\n.*\n/m, ''),
    }))
    const socket = await takeApplication() // questions about the dialplan are asked by the host's own channel
    try {
      store.office.extensions.save(extension.parse({ number: '204', name: 'New' }))
      expect(await wrong()).toEqual({
        ...ofOldVersions,
        phonesMissing: { file: 'cordboard_pjsip.conf', list: '202, 204' },
        phonesOutdated: { file: 'cordboard_pjsip.conf', list: '203' },
        phonesLeft: { file: 'cordboard_pjsip.conf', list: '299' },
        numbersMissing: { file: 'cordboard_extensions.conf', list: '800' },
      })
    } finally {
      store.office.extensions.remove('204')
      socket.terminate()
    }
  })

  test('a user who may only read, telephones without a codec or keys, no sounds, no WebSocket, a missing module', async () => {
    store.office.extensions.save(extension.parse({ number: '101', name: 'Theirs' }))
    try {
      await installed(
        (files) => ({
          ...files,
          'ari.conf': (files['ari.conf'] ?? '').replace('read_only=no', 'read_only=yes'),
          'cordboard_pjsip.conf': (files['cordboard_pjsip.conf'] ?? '').replace('allow=ulaw,alaw', 'allow=gsm'),
          'pjsip.conf': (files['pjsip.conf'] ?? '').replace('[101](phone)\n', '[101](phone)\ndtmf_mode=inband\n'),
          'modules.conf': `${files['modules.conf']}noload=res_pjsip_transport_websocket.so\nnoload=res_stasis_snoop.so\n`,
        }),
        soundless,
      )
      expect(await wrong()).toMatchObject({
        ...ofOldVersions,
        readOnly: { user: 'cordboard' },
        noCodec: { list: '201-web, 202-web, 203-web, 101-web' },
        keys: { list: '101' },
        guestSounds: { count: '0' },
        websocket: { error: expect.anything() },
        modules: { missing: expect.stringContaining('res_stasis_snoop.so') },
      })
    } finally {
      store.office.extensions.remove('101')
    }
  })

  test('a web server that is switched off', async () => {
    await installed((files) => ({ ...files, 'http.conf': '[general]\nenabled=no\n' }))
    expect(await wrong()).toMatchObject({ ari: { where: asterisk?.ariUrl }, websocket: { error: expect.anything() } })
  })

  const year = 366 * 86_400_000
  for (const [id, { name, now }] of Object.entries({
    certificateExpired: { name: null, now: Date.now() - 2 * year },
    certificateName: { name: '192.0.2.99', now: Date.now() },
    certificateUntrusted: { name: null, now: Date.now() },
  }))
    test(`a certificate: ${id}`, async () => {
      const key = newKey()
      const there = await installed(async (files, { ariUrl }) => {
        const certificate = await selfSigned(key, { dns: [], ip: [name ?? new URL(ariUrl).hostname] }, now)
        const etc = /^astetcdir => (.*)$/m.exec(files['asterisk.conf'] ?? '')?.[1] ?? ''
        const lines = `tlsenable=yes\ntlsbindaddr=0.0.0.0:8089\ntlscertfile=${etc}/server.crt\ntlsprivatekey=${etc}/server.key\n`
        return { ...files, 'http.conf': `${files['http.conf']}${lines}`, 'server.crt': certificate, 'server.key': key }
      })
      const url = there.ariUrl.replace('http:', 'https:').replace(':8088', ':8089')
      expect(Object.keys(await wrong({ url }))).toContain(id)
    })
}
