// One a night, made up for in the day, tried again after an hour, the oldest taken away.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { nightlyIsDue, tooMany } from '../../../../electron/host/backup/nightly.ts'
import { type BackupInfo, backupSettings } from '../../../../shared/domain/backup.ts'
import { backedUpOffice, night, password } from './support.ts'

const hour = 3_600_000
const day = 24 * hour

const nightly = (at: number): BackupInfo => ({ name: `nightly-${at}`, kind: 'nightly', at, bytes: 1 })
const settings = backupSettings.parse({ nightly: true, keep: 2 })

it('is due once on each day of the office, from three o’clock on', () => {
  const due = (now: number, backups: BackupInfo[] = [], zone = 'UTC') => nightlyIsDue(now, zone, settings, backups, 0)
  expect(due(night)).toBe(true)
  expect(due(night - hour)).toBe(false)
  expect(due(night - hour, [], 'Europe/Berlin')).toBe(true)
  expect(due(night + 12 * hour)).toBe(true)
  expect(due(night, [nightly(night - day)])).toBe(true)
  expect(due(night + hour, [nightly(night)])).toBe(false)
  expect(due(night, [{ ...nightly(night - 60_000), kind: 'manual' }])).toBe(true)
  expect(nightlyIsDue(night, 'UTC', { ...settings, nightly: false }, [], 0)).toBe(false)
})

it('is tried again an hour after it did not succeed', () => {
  expect(nightlyIsDue(night, 'UTC', settings, [], night - hour + 1)).toBe(false)
  expect(nightlyIsDue(night, 'UTC', settings, [], night - hour)).toBe(true)
})

it('takes the place of the oldest; the ones made by hand stay', () => {
  const backups = [1, 2, 3, 4].map((days) => nightly(night - days * day))
  const manual: BackupInfo = { ...nightly(1), kind: 'manual' }
  expect(tooMany([manual, ...backups], 2).map(({ at }) => (night - at) / day)).toEqual([3, 4])
})

it('is made while the host runs, night after night', async () => {
  const office = await backedUpOffice({ start: night - 2 * hour })
  office.backups.save(office.settings({ nightly: true, keep: 2 }), password)
  for (let looks = 0; looks < (3 * day) / (10 * 60_000); looks++) {
    office.clock.advance(10 * 60_000)
    await new Promise(setImmediate)
    await office.settled()
  }
  const made = office.seen().backups
  expect(made.map(({ kind }) => kind)).toEqual(['nightly', 'nightly'])
  expect(made.map(({ at }) => new Date(at).getUTCHours())).toEqual([3, 3])
  expect(new Set(made.map(({ at }) => new Date(at).getUTCDate())).size).toBe(2)
}, 60_000)

it('that fails is told', async () => {
  const office = await backedUpOffice()
  office.backups.save(office.settings({ nightly: true }), password)
  // A folder stands where the file would be written.
  const clash = join(office.folder, 'backups', 'manual-20260302T033000Z.cordboard.part')
  mkdirSync(clash, { recursive: true })
  office.backups.make()
  expect((await office.settled()).failed).toMatchObject({ kind: 'make', reason: 'unknown' })
  rmSync(clash, { recursive: true, force: true })
})
