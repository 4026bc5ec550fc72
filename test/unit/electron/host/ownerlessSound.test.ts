// Every file of spool and media has a place: its call, its mailbox, the list of the recovered ones, or the trash.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SharedFolderMedia } from '../../../../electron/adapters/media/sharedFolder.ts'
import { accountForMedia, type Places } from '../../../../electron/host/ownerlessSound.ts'
import { accountForSpool } from '../../../../electron/host/spool.ts'
import type { Voicemail } from '../../../../shared/domain/calls.ts'
import { manualClock, testStore } from '../../store/support.ts'

const hour = 3_600_000
/** Two seconds of sound; `finished` false: its header says none, as after a power cut. */
function sound(finished = true): Buffer {
  const bytes = Buffer.alloc(44 + 32_000, 1)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(finished ? 36 + 32_000 : 36, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(finished ? 32_000 : 0, 40)
  return bytes
}

/** A data folder whose clock is an hour ahead of its files. */
function folder() {
  const { store, clock, folder: data } = testStore(undefined, manualClock(Date.now() + hour))
  const media = new SharedFolderMedia({ dataFolder: join(data, 'media'), recordingsDir: join(data, 'spool') })
  const messages: Voicemail[] = []
  const places: Places = {
    owner: store.soundOwner,
    media,
    recovered: store.recovered,
    rowsWait: () => store.writes.state.waiting > 0,
    callLog: store.callLog,
    addMessage: async (message) => {
      messages.push(message)
      store.voicemails.add(message)
    },
    hasMailbox: (id) => id === 'main',
    clock: { now: clock.now, after: (_ms, run) => clock.after(0, () => run()) },
    log: { info: () => {}, warn: () => {}, error: (message, fields) => expect.fail(`${message} ${JSON.stringify(fields)}`) },
  }
  const put = (path: string, bytes = sound()) => {
    mkdirSync(dirname(join(data, path)), { recursive: true })
    writeFileSync(join(data, path), bytes)
  }
  const call = (
    id: string,
    name: string | null,
    more: { type?: 'record.started' | 'recording.started'; mailbox?: string; ended?: boolean; recording?: string } = {},
  ) => {
    const startedAt = Date.now() - 60_000
    store.callLog.started({
      id,
      kind: 'inbound',
      from: '+491',
      fromName: 'Vera',
      to: '2',
      flowId: 'f',
      flowVersion: 1,
      startedAt,
    })
    if (more.ended !== false) store.callLog.update(id, { endedAt: Date.now() })
    if (more.recording) store.callLog.update(id, { recording: more.recording })
    const { mailbox, type = 'recording.started' } = more
    const step = { callId: id, seq: 1, at: startedAt }
    if (name && type === 'record.started') store.callLog.trace({ ...step, type, data: { name, ...(mailbox ? { mailbox } : {}) } })
    else if (name) store.callLog.trace({ ...step, type: 'recording.started', data: { name } })
    store.callLog.flush()
  }
  const listed = () => store.recovered.list(100).map(({ id, place, callId }) => [id, place, callId])
  const spool = () =>
    accountForSpool(
      { ...places, folder: join(data, 'spool'), media, telephony: { connected: true, isRecording: async () => false } },
      0,
    )
  return { store, clock, data, media, places, put, call, listed, messages, spool }
}

describe('a kept file without a row', () => {
  test('becomes the recording of the call whose story names it, its header mended', async () => {
    const { put, call, places, store, data, listed } = folder()
    call('c1', 'cb-r-1')
    put('media/recordings/ab/cb-r-1.wav', sound(false))
    expect(await accountForMedia(places)).toBe(1)
    expect(store.calls.get('c1')?.call.recording).toBe('ab/cb-r-1.wav')
    expect(readFileSync(join(data, 'media/recordings/ab/cb-r-1.wav')).readUInt32LE(40)).toBe(32_000)
    expect(await accountForMedia(places)).toBe(0)
    expect(listed()).toEqual([])
  })

  test('tells how long its call was, where nobody saw the end of it', async () => {
    const { put, call, places, store } = folder()
    call('c1', 'cb-r-1')
    call('c2', 'cb-r-2')
    store.callLog.update('c2', { talkMs: 5000 })
    put('media/recordings/ab/cb-r-1.wav', sound(false))
    put('media/recordings/ab/cb-r-2.wav')
    expect(await accountForMedia(places)).toBe(2)
    expect(['c1', 'c2'].map((id) => store.calls.get(id)?.call.talkMs)).toEqual([2000, 5000])
  })

  test('that a call made beside its recording, or by a flow, is the call’s and goes with it', async () => {
    const { put, call, places, store, clock, listed } = folder()
    call('c1', 'cb-r-1', { recording: 'ab/other.wav' })
    call('c2', 'cb-n-2', { type: 'record.started' })
    put('media/recordings/ab/cb-r-1.wav')
    put('media/recordings/ab/cb-n-2.wav')
    expect(await accountForMedia(places)).toBe(2)
    expect([store.recovered.ofCall('c1'), store.recovered.ofCall('c2'), listed()]).toEqual([
      ['ab/cb-r-1.wav'],
      ['ab/cb-n-2.wav'],
      [],
    ])
    expect(store.calls.get('c2')?.call.recording).toBeNull()
    expect(
      store.retention
        .expired(null, clock.now())
        .map(({ file }) => file)
        .sort(),
    ).toEqual(['ab/cb-n-2.wav', 'ab/cb-r-1.wav', 'ab/other.wav'])
    store.pruning.step('calls', clock.now(), 10) // the call stays as long as its sound
    expect(store.calls.get('c2')).not.toBeNull()
    store.retention.forget('c2', 'ab/cb-n-2.wav')
    expect(store.recovered.ofCall('c2')).toEqual([])
  })

  test('is a message again where the story names its mailbox', async () => {
    const { put, call, places, messages, listed } = folder()
    call('c1', 'cb-v-1', { type: 'record.started', mailbox: 'main' })
    call('c2', 'cb-v-2', { type: 'record.started', mailbox: 'gone' })
    put('media/voicemail/ab/cb-v-1.wav')
    put('media/voicemail/ab/cb-v-2.wav')
    expect(await accountForMedia(places)).toBe(2)
    expect(messages).toMatchObject([{ id: 'cb-v-1', mailboxId: 'main', from: '+491', fromName: 'Vera', seconds: 2 }])
    expect(listed()).toEqual([['cb-v-2', 'voicemail', 'c2']])
  })

  test('is listed where no call knows it', async () => {
    const { put, places, listed } = folder()
    put('media/recordings/ab/cb-r-9.wav')
    put('media/voicemail/ab/cb-v-9.wav', sound(false))
    put('media/recordings/ab/cb-r-8.wav', Buffer.alloc(44)) // no sound
    put('media/recordings/ab/cb-r-7.wav.part')
    expect(await accountForMedia(places)).toBe(2)
    expect(listed().sort()).toEqual([
      ['cb-r-9', 'recordings', null],
      ['cb-v-9', 'voicemail', null],
    ])
  })

  test('is nobody’s affair while it may get its row: just written, its call running, rows waiting for the disk', async () => {
    const { put, call, places, listed, clock } = folder()
    call('c1', 'cb-v-1', { type: 'record.started', mailbox: 'main', ended: false })
    put('media/voicemail/ab/cb-v-1.wav') // the caller listens to it and says yes in a moment
    put('media/recordings/ab/cb-r-9.wav')
    expect(await accountForMedia({ ...places, rowsWait: () => true })).toBe(0)
    expect(await accountForMedia({ ...places, clock: { ...clock, now: () => Date.now() + 30_000 } })).toBe(0)
    expect(await accountForMedia(places)).toBe(1)
    expect(listed()).toEqual([['cb-r-9', 'recordings', null]])
  })

  test('has a place in the trash, and leaves the list when it is not there any more', async () => {
    const { put, places, store, data, media, listed } = folder()
    put('media/recordings/ab/cb-r-9.wav')
    await accountForMedia(places)
    const body = store.recovered.get('cb-r-9')
    store.trash.put({ kind: 'recovered', name: 'x', by: 'ada', body }, () => store.recovered.remove('cb-r-9'))
    expect([await accountForMedia(places), listed()]).toEqual([0, []])
    put('media/voicemail/ab/cb-v-9.wav')
    await accountForMedia(places)
    await media.move('ab/cb-v-9.wav', 'voicemail', 'recordings') // and the host died before the row was written
    await accountForMedia(places)
    expect(listed()).toEqual([['cb-v-9', 'recordings', null]])
    expect(readFileSync(join(data, 'media/recordings/ab/cb-v-9.wav'))).toHaveLength(32_044)
    await media.remove('recordings', 'ab/cb-v-9.wav')
    await accountForMedia(places)
    expect(listed()).toEqual([])
  })

  test('is found among thousands that have one, without holding up calls', async () => {
    const { put, places, store, clock, listed } = folder()
    for (let n = 0; n < 300; n++) {
      put(`media/voicemail/${n % 10}/cb-v-${n}.wav`)
      if (n === 123) continue
      const more = { mailboxId: 'main', callId: '', from: '', fromName: '', at: 1, seconds: 2, status: 'new' as const }
      store.voicemails.add({ ...more, id: `cb-v-${n}`, file: `${n % 10}/cb-v-${n}.wav`, assignedTo: null, note: null })
    }
    let breaths = 0
    const breathing = {
      now: clock.now,
      after: (_ms: number, run: () => void) => {
        breaths++
        setImmediate(run)
        return { cancel: () => {} }
      },
    }
    expect(await accountForMedia({ ...places, clock: breathing })).toBe(1)
    expect([listed(), breaths]).toEqual([[['cb-v-123', 'voicemail', null]], 6])
  })
})

describe('a file at rest in the spool', () => {
  test('goes to its call, to its mailbox, or on the list, and waits while rows do', async () => {
    const { put, call, store, messages, listed, spool, places } = folder()
    call('c1', 'cb-r-1')
    call('c2', 'cb-v-2', { type: 'record.started', mailbox: 'main' })
    put('spool/cb-r-1.wav', sound(false))
    put('spool/cb-v-2.wav')
    put('spool/cb-v-9.wav')
    put('spool/elsewhere.wav') // not ours
    places.rowsWait = () => true
    expect(await spool()).toBe(0)
    places.rowsWait = () => false
    expect(await spool()).toBe(3)
    expect(store.calls.get('c1')?.call.recording).toMatch(/cb-r-1\.wav$/)
    expect(messages).toMatchObject([{ id: 'cb-v-2', callId: 'c2' }])
    expect(listed()).toEqual([['cb-v-9', 'voicemail', null]])
  })
})
