// The presence socket against a small server, with the answer to its question for the list held back.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { Presence } from '../../../../../electron/adapters/ari/presence.ts'
import type { TelephonyEvent } from '../../../../../electron/engine/ports.ts'

test('what Asterisk tells of a phone while the list is awaited is newer than the list', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const socket = new Promise<{ send(text: string): void }>((resolve) => server.once('connection', resolve))
  const list = Promise.withResolvers<unknown>()
  const asked = Promise.withResolvers<void>()
  const told: TelephonyEvent[] = []
  const { port } = server.address() as AddressInfo
  const access = { url: `http://127.0.0.1:${port}/ari`, user: 'u', password: 'p', app: 'x' }
  const presence = new Presence(
    access,
    (event) => told.push(event),
    async (doing) => {
      if (doing !== 'listing endpoints') return undefined
      asked.resolve()
      return list.promise
    },
  )
  onTestFinished(() => presence.close())
  presence.start()
  const { send } = await socket.then((each) => ({ send: (value: unknown) => each.send(JSON.stringify(value)) }))
  await asked.promise
  send({ type: 'EndpointStateChange', endpoint: { technology: 'PJSIP', resource: '201', state: 'online', channel_ids: [] } })
  await expect.poll(() => told.length).toBe(1)
  list.resolve([
    { technology: 'PJSIP', resource: '201', state: 'offline', channel_ids: [] },
    { technology: 'PJSIP', resource: '202', state: 'online', channel_ids: [] },
  ])
  await expect.poll(() => told.length).toBe(2)
  expect(told).toEqual(
    ['201', '202'].map((extension) => ({ type: 'phone', device: { extension, console: false }, online: true })),
  )
})
