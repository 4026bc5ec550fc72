// The disk of the data folder is full while people talk, leave messages and call in.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HealthProblem } from '../../shared/domain/health.ts'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { until } from '../support/office.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'
import { type DiskKind, noSmallDisk, type SmallDisk, smallDisk } from '../support/smallDisk.ts'

const kinds: DiskKind[] = ['tmpfs', 'ext4']

for (const kind of kinds) {
  const why = noSmallDisk(kind)
  describeUnless(why, `a full disk (${kind})`, () => {
    let disk: SmallDisk
    let office: KillableHost

    beforeAll(async () => {
      disk = smallDisk(kind, 128)
      office = await killableHost(() => {}, join(disk.folder, 'data'))
    })
    afterAll(async () => {
      await disk?.empty()
      await office?.close()
      disk?.unmount()
    })

    const health = async () => {
      const answer = await fetch(`${office.host.address}healthz`)
      return { code: answer.status, ...((await answer.json()) as { status: string; problems: HealthProblem[] }) }
    }
    const read = <T>(query: string): T[] => {
      const db = new Database(join(office.data, 'cordboard.sqlite'), { readonly: true })
      try {
        return db.prepare(query).all() as T[]
      } finally {
        db.close()
      }
    }
    const caller = async (from: string, key?: string) => {
      const call = await office.trunk.dial('5000', { callerNumber: from })
      await call.untilAnswered()
      await call.audio.waitForAudio()
      if (key) await call.audio.sendDtmf(key)
      return call
    }

    test('ends no call and turns no caller away; what was to be written is written when there is space', async () => {
      const inside = await office.alex.dial('202') // nobody is there: a call that is under way
      const menu = await caller('+4911')
      const message = await caller('+4912', '2')
      message.audio.sendTone(600)
      await message.audio.waitForSilence({ ms: 2500 })

      await disk.fill()
      await until('the host to say so', async () => (await health()).problems.some(({ code }) => code === 'spaceReserve'), 15_000)

      const late = await caller('+4913') // answered, and the menu is heard
      await late.audio.sendDtmf('2')
      await until('writes to wait', async () => (await health()).problems.some(({ code }) => code === 'storeFull'), 15_000)
      expect(await health()).toMatchObject({ code: 200, status: 'degraded' })
      expect(menu.ended).toBeUndefined()
      await menu.audio.sendDtmf('2') // still hears keys
      await menu.audio.waitForAudio()

      await disk.empty()
      await until('all to be written', async () => (await health()).status === 'ok', 20_000)
      for (const call of [inside, menu, message, late]) await call.hangup()
      // What was said before the last byte was written is a message.
      const stored = () => read<{ seconds: number }>("SELECT seconds FROM voicemails WHERE from_number = '+4912'")[0]
      await until('the message', stored, 30_000)
      await office.untilQuiet()
      await until('the history to be whole', () => {
        const ended = read<{ from_number: string }>(
          "SELECT from_number FROM calls WHERE ended_at IS NOT NULL AND kind = 'inbound'",
        )
        return ended.length === 3
      })
      expect(read<{ n: number }>('SELECT count(*) AS n FROM journal')).toEqual([{ n: 0 }])
      expect(read<{ n: number }>("SELECT count(*) AS n FROM trace WHERE type = 'call.started'")[0]?.n).toBeGreaterThanOrEqual(3)
    }, 120_000)

    test('the host lives on when the disk is filled again and emptied again, and its log goes on', async () => {
      const { pid } = office.host
      await disk.fill()
      for (let i = 0; i < 3; i++) await (await caller(`+492${i}`)).hangup()
      await disk.empty()
      await until('all to be written', async () => (await health()).status === 'ok', 20_000)
      expect(office.host.pid).toBe(pid)
      await (await caller('+4930')).hangup()
      await office.untilQuiet()
    }, 120_000)
  })
}
