// How a trunk's registration stands, with the reason, for the trunk list and the doctor: a provider that refuses, then takes it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { trunk } from '../../shared/domain/office.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import { provider } from '../support/provider.ts'

let office: RealOffice
beforeAll(async () => {
  office = await realOffice()
})
afterAll(() => office?.stop())

const standing = async (id: string) => (await office.host.deps.pbx.registrations()).find(({ trunkId }) => trunkId === id)
const finding = async (name: string) =>
  (await office.host.deps.pbx.checks()).find(({ id, facts }) => id.startsWith('trunk') && facts.name === name)

test('each refusal has its own reason, on the list and in the doctor; once it is taken, both say so', async () => {
  const refusals = { forbidden: 403, notFound: 404, unavailable: 480, credentials: 401, refused: 503 }
  const providers = await Promise.all(
    Object.entries(refusals).map(
      async ([id, status], at) => [id, await provider(`127.0.0.${21 + at}`, office.address.sip, status)] as const,
    ),
  )
  try {
    await office.change((o) => {
      for (const [id, { transport }] of providers)
        o.trunks.save(
          trunk.parse({
            id,
            name: `Line ${id}`,
            host: transport.address,
            port: transport.port,
            register: true,
            username: id,
            password: 'x',
          }),
        )
      o.trunks.save(
        trunk.parse({
          ...{ id: 'nameless', name: 'Line nameless', host: 'no-such-name.invalid', identifyAddresses: ['192.0.2.9'] },
          ...{ register: true, username: 'n', password: 'x' },
        }),
      )
    })
    for (const [id, status] of Object.entries(refusals))
      await until(`${id} to be told`, async () => (await standing(id))?.problem === id, 20_000).then(async () =>
        expect(await standing(id)).toMatchObject({ status, retrySeconds: expect.any(Number) }),
      )
    await until('the name', async () => (await standing('nameless'))?.problem === 'noName', 20_000)
    expect(await finding('Line forbidden')).toMatchObject({
      ok: false,
      help: expect.stringContaining('password'),
      id: 'trunkForbidden',
      facts: { status: '403' },
    })
    for (const [, each] of providers) each.status = 200
    // One is tried again by itself, within half a minute; whichever account is mended at once, not after two minutes as otherwise.
    await office.change((o) => {
      for (const { id, ...each } of o.trunks.list()) if (id !== 'refused') o.trunks.save({ ...each, id, password: 'y' })
    })
    for (const [id] of providers) await until(`${id} to register`, async () => (await standing(id))?.problem === null, 45_000)
    expect(await finding('Line forbidden')).toMatchObject({ ok: true })
  } finally {
    for (const [, { transport }] of providers) transport.close()
  }
})
