// Wrong PINs lock a console; `npm run host -- unlock`, a program beside the running host, lifts that.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../build/paths.ts'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { until } from '../support/office.ts'

let office: KillableHost

beforeAll(async () => {
  office = await killableHost(() => {})
  await office.host.signIn()
})
afterAll(() => office?.close())

const unlock = async () => {
  const program = join(root, 'electron', 'cli', 'main.ts')
  return (await promisify(execFile)(process.execPath, [program, 'unlock', '--data', office.data])).stdout
}

test('a lock of PINs is lifted in the host that runs, by another program', async () => {
  const client = await office.host.client()
  const { pid } = office.host
  for (let tries = 0; tries < 5; tries++) await expect(client.desk.login({ pin: '0000' })).rejects.toThrow()
  await expect(client.desk.login({ pin: '0000' })).rejects.toMatchObject({ code: 'LOCKED' })
  expect(await client.supervise.lockouts()).toHaveLength(1)
  expect(await unlock()).toContain('wrong PINs')
  await until('the host to lift it', async () => (await client.supervise.lockouts()).length === 0, 5000)
  await expect(client.desk.login({ pin: '0000' })).rejects.toMatchObject({ code: 'WRONG_PIN' })
  expect(office.host.pid).toBe(pid)
  expect(await unlock()).toContain('Lifted')
  expect(await unlock()).toContain('Nothing is locked.')
})
