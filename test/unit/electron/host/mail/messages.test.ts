// Messages of a mailbox as mails, sent to a real SMTP server on the loopback.
import { describe, expect, it, vi } from 'vitest'
import WaveFile from 'wavefile'
import { toTelephonyWav } from '../../../../../electron/adapters/media/convert.ts'
import { largestAttachment } from '../../../../../electron/host/mail/messageSound.ts'
import { mailSettings } from '../../../../../shared/domain/mail.ts'
import { speechSettings } from '../../../../../shared/domain/voices.ts'
import { goertzel, readWav, sine } from '../../../../support/phone/signal.ts'
import { deadPort, smtpServer } from '../../../../support/smtpServer.ts'
import { ann, bob, decoded, message, office, settled } from './support.ts'

describe('a message of a mailbox', () => {
  it('is mailed once to each address, in the office’s language and time, with the recording', async () => {
    const server = await smtpServer()
    const { store, clock, open, leave } = office(server.settings(), { addresses: [ann, bob] })
    open()
    leave('m1', { transcript: 'Bitte <rufen> Sie zurück.' })
    store.voicemails.add(message('m1'))
    await settled(store, clock)
    expect(server.received.map(({ to }) => to[0]).sort()).toEqual([bob, ann])
    const text = decoded(server.received[0]?.raw ?? '')
    expect(text).toContain('Neue Sprachnachricht in Empfang')
    expect(text).toContain('Sonntag, 15. Juni 2025 um 17:06')
    expect(text).toContain('Dauer: 1:15')
    expect(text).toContain('Bitte &lt;rufen&gt; Sie zurück.')
    expect(text).toContain('Ann &lt;b&gt;Example&lt;/b&gt;')
    expect(text.slice(text.indexOf('<!doctype html>'))).not.toContain('<b>Example')
    expect(text).toContain('filename=voice-message-20250615-1706.wav')
    expect(text).toContain(Buffer.from('RIFF the sound').toString('base64').slice(0, 12))
    expect(store.voicemails.get('m1')?.status).toBe('new')
  })

  it('is not mailed where the office has no account, or the mailbox no address, or somebody has brought it back', async () => {
    const server = await smtpServer()
    const without = office(mailSettings.parse({}))
    without.open()
    without.leave('m1')
    const nobody = office(server.settings(), { addresses: [] })
    nobody.open()
    nobody.leave('m1')
    const restored = office(server.settings())
    restored.open()
    restored.store.voicemails.save(message('m1'))
    expect([without, nobody, restored].map(({ store }) => store.mails.of('m1'))).toEqual([[], [], []])
  })

  it('waits for its transcript, and two minutes at most', async () => {
    const server = await smtpServer()
    const { store, clock, open, leave } = office(server.settings(), { sound: 'none' })
    store.office.speech.save(speechSettings.parse({ transcribe: true, recogniser: 'vosk', recogniserUrl: 'ws://127.0.0.1:1' }))
    open()
    leave('words')
    leave('silent')
    clock.advance(30_000)
    await settled(store, clock)
    expect(server.received).toEqual([])
    store.voicemails.save(message('words', { transcript: 'Hallo zusammen' }))
    await vi.waitFor(() => expect(server.received).toHaveLength(1), 15_000)
    expect(decoded(server.received[0]?.raw ?? '')).toContain('Hallo zusammen')
    clock.advance(90_000)
    await vi.waitFor(() => expect(server.received).toHaveLength(2), 15_000)
    expect(server.received[1]?.raw).not.toContain('Text der Nachricht')
  })

  it('is mailed as MP3 where the mailbox wants it so: a quarter of the size, and the same tone', async () => {
    const server = await smtpServer()
    const { clock, store, open, record } = office(server.settings(), { sound: 'mp3', deleteAfterMail: true })
    open()
    const wav = new WaveFile.WaveFile()
    wav.fromScratch(1, 8000, '16', sine(440, 4))
    record('aa/m1.wav', Buffer.from(wav.toBuffer()))
    store.voicemails.add(message('m1'))
    await settled(store, clock)
    const raw = server.received[0]?.raw ?? ''
    expect(raw).toContain('filename=voice-message-20250615-1706.mp3')
    const [, base64 = ''] = /Content-Type: audio\/mpeg[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(raw) ?? []
    const mp3 = Buffer.from(base64, 'base64')
    expect(mp3.length).toBeLessThan(wav.toBuffer().length / 3)
    const { wav: heard, seconds } = await toTelephonyWav(mp3)
    expect(seconds).toBeCloseTo(4, 0)
    const samples = readWav(Buffer.from(heard)).subarray(8000, 16_000)
    expect(goertzel(samples, 440)).toBeGreaterThan(20 * goertzel(samples, 700))
    await vi.waitFor(() => expect(store.voicemails.get('m1')).toBeNull(), 15_000)
  })

  it('is mailed as WAV where its recording cannot be encoded', async () => {
    const server = await smtpServer()
    const { clock, store, open, leave, log } = office(server.settings(), { sound: 'mp3' })
    open()
    leave('m1')
    await settled(store, clock)
    expect(server.received[0]?.raw).toContain('filename=voice-message-20250615-1706.wav')
    expect(log.warn).toHaveBeenCalledOnce()
  })

  it('has a link in the place of the recording where the mailbox wants it so', async () => {
    const server = await smtpServer()
    const { store, clock, open, leave } = office(server.settings({ consoleAddress: 'https://cord.example/' }), { sound: 'link' })
    open()
    leave('m1')
    await settled(store, clock)
    const text = decoded(server.received[0]?.raw ?? '')
    expect(text).toContain('href="https://cord.example/#/voicemail"')
    expect(text).not.toContain('audio/wav')
  })

  it('is mailed without a recording that is too large or gone, and stays in the mailbox then', async () => {
    const server = await smtpServer()
    const { store, clock, open, leave, record } = office(server.settings(), { deleteAfterMail: true })
    leave('large')
    record('aa/large.wav', Buffer.alloc(largestAttachment + 1))
    store.voicemails.add(message('gone'))
    open()
    await settled(store, clock)
    const texts = server.received.map(({ raw }) => decoded(raw)).join('\n')
    expect(texts).toContain('Die Aufnahme hat 15 MB: zu viel für eine E-Mail.')
    expect(texts).toContain('ihre Datei wurde nicht gefunden')
    expect(texts).not.toContain('audio/wav')
    expect([store.voicemails.get('large')?.id, store.voicemails.get('gone')?.id]).toEqual(['large', 'gone'])
  })

  it('is moved to the trash once every address has it, and comes back without a second mail', async () => {
    const server = await smtpServer({ rcptTo: (address) => (address === bob && refusing ? 450 : 250) })
    let refusing = true
    const { store, clock, open, leave, removed, of } = office(server.settings(), { addresses: [ann, bob], deleteAfterMail: true })
    open()
    leave('m1')
    await settled(store, clock)
    expect([of('m1')?.status, of('m1', bob)?.status, store.voicemails.get('m1')?.id]).toEqual(['sent', 'pending', 'm1'])
    refusing = false
    clock.advance(60_000)
    await vi.waitFor(() => expect(store.voicemails.get('m1')).toBeNull(), 15_000)
    expect(store.trash.list(10)).toMatchObject([{ kind: 'voicemail', removedBy: 'host' }])
    await vi.waitFor(() => expect(removed).toHaveBeenCalledExactlyOnceWith('m1', 'front'))
    expect(store.mails.removalsDue()).toEqual([])
    store.voicemails.save(message('m1'))
    await settled(store, clock)
    expect(server.received).toHaveLength(2)
  })

  it('stays where the mail to one of its addresses is refused for good', async () => {
    const server = await smtpServer({ rcptTo: (address) => (address === bob ? 550 : 250) })
    const { store, clock, open, leave, of } = office(server.settings(), { addresses: [ann, bob], deleteAfterMail: true })
    open()
    leave('m1')
    await settled(store, clock)
    expect(of('m1', bob)).toMatchObject({ status: 'dead', failure: 'recipient', answer: '550 not to there', attempts: 1 })
    expect(store.voicemails.get('m1')?.id).toBe('m1')
  })

  it('that was removed before its mail could be sent is mailed to nobody', async () => {
    const { store, clock, open, leave, of } = office(
      mailSettings.parse({ host: '127.0.0.1', port: await deadPort(), security: 'none', from: 'a@b.example' }),
    )
    open()
    leave('m1')
    await settled(store, clock)
    expect(of('m1')).toMatchObject({ status: 'pending', failure: 'unreachable' })
    store.voicemails.remove('m1')
    clock.advance(60_000)
    await settled(store, clock)
    expect(of('m1')).toMatchObject({ status: 'dead', failure: 'messageGone' })
  })
})
