// The file of each maker: everything that a phone needs is in it, by the maker's own names, and nothing that comes from a name is more than a name.
import { describe, expect, it } from 'vitest'
import { askedFor, fileOf, isOtherFile, phoneTemplates, readUserAgent, templateOf } from '../../../shared/provisioning/makers.ts'
import { renderPhone } from '../../../shared/provisioning/render.ts'
import { mostLamps, type PhoneMaker, phoneMaker } from '../../../shared/provisioning/template.ts'
import type { PhoneFacts } from '../../../shared/provisioning/variables.ts'
import { readPhoneFile } from '../../support/phoneFile.ts'

const facts: PhoneFacts = {
  user: '201',
  password: 'pass-w_0rd',
  realm: 'cordboard',
  server: '192.0.2.7',
  port: 5062,
  transport: 'udp',
  name: 'Zoë Müller & Söhne',
  extension: '201',
  language: 'de',
  timeZone: 'Europe/Berlin',
  year: 2026,
  ntp: 'de.pool.ntp.org',
  keys: [
    { value: '*45201', label: 'An-/Abmelden' },
    { value: '202', label: 'Sam <Empfang>' },
    { value: '203', label: 'Raum' },
  ],
  folder: 'https://192.0.2.7:7080/provision/123456789012/',
  file: '001565aabbcc.cfg',
  trusted: false,
}
const mac = '001565aabbcc'
const written = (maker: PhoneMaker, more: Partial<PhoneFacts> = {}) =>
  renderPhone(templateOf(maker), { ...facts, ...more, file: fileOf(maker, mac) }, mac)
const read = (maker: PhoneMaker, more: Partial<PhoneFacts> = {}) => readPhoneFile(maker, written(maker, more).text)

const german: Partial<Record<PhoneMaker, string>> = { yealink: 'German', snom: 'Deutsch', grandstream: 'de', fanvil: 'de' }
const next: Record<PhoneMaker, string> = {
  yealink: facts.folder,
  snom: `${facts.folder}001565AABBCC.xml`,
  grandstream: '192.0.2.7:7080/provision/123456789012',
  fanvil: `${facts.folder}$mac.cfg`,
  cisco: `${facts.folder}$MA.xml`,
  linphone: '',
}

describe.each(phoneMaker.options)('%s', (maker) => {
  it('registers with its account, speaks our codecs, sends keys as RFC 4733 says', () => {
    expect(read(maker)).toMatchObject({
      ...{ user: '201', authUser: '201', password: 'pass-w_0rd', server: '192.0.2.7', port: 5062, transport: 'udp', srtp: false },
      ...{ codecs: ['g722', 'pcmu', 'pcma'], dtmf: true, next: next[maker] },
      ...(maker === 'linphone' ? {} : { ntp: 'de.pool.ntp.org' }),
      ...(german[maker] ? { language: german[maker] } : {}),
    })
  })
  it('speaks TLS with encrypted sound, and TCP', () => {
    expect(read(maker, { transport: 'tls', port: 5061 })).toMatchObject({ transport: 'tls', srtp: true, port: 5061 })
    expect(read(maker, { transport: 'tcp' })).toMatchObject({ transport: 'tcp', srtp: false })
  })
  it('has lamps in their order, as many as it has keys', () => {
    const most = mostLamps(templateOf(maker))
    expect(read(maker).lamps).toEqual(maker === 'linphone' ? [] : facts.keys)
    const many = Array.from({ length: 90 }, (_, at) => ({ value: String(300 + at), label: `Name ${at}` }))
    const values = new Set(written(maker, { keys: many }).text.match(/\b3[0-9]{2}(?=@1|@\$|<|\n|$)/g))
    expect(many.filter(({ value }) => values.has(value)).length).toBeGreaterThanOrEqual(Math.min(most, 90) > 0 ? 11 : 0)
  })
  it('takes no more from a name than a name', () => {
    const bad = '"]]></x> \n account.1.password = 1\r\n<Password_1_>x</Password_1_>'
    const plain = read(maker)
    const hostile = read(maker, { name: bad, keys: [{ value: '202', label: bad }] })
    expect([...hostile.all.keys()].filter((name) => !plain.all.has(name))).toEqual([])
    expect(hostile.password).toBe('pass-w_0rd')
  })
})

describe('time', () => {
  const of = (maker: PhoneMaker, names: string[], timeZone = 'Europe/Berlin') =>
    names.map((name) => read(maker, { timeZone }).all.get(name))
  it('is the office’s, with its daylight saving time', () => {
    expect(
      of('yealink', [
        'local_time.time_zone',
        'local_time.summer_time',
        'local_time.start_time',
        'local_time.end_time',
        'local_time.offset_time',
      ]),
    ).toEqual(['+1', '1', '3/5/7/2', '10/5/7/3', '60'])
    expect(of('snom', ['utc_offset', 'dst'])).toEqual(['3600', '3600 03.05.07 02:00:00 10.05.07 03:00:00'])
    expect(of('grandstream', ['P64', 'P246'])).toEqual(['customize', 'STD-1DST-2,M3.5.0/02:00:00,M10.5.0/03:00:00'])
    expect(
      of('fanvil', [
        'Time Zone',
        'Time Zone Name',
        'DST Type',
        'DST Start Mon',
        'DST Start Week',
        'DST Start Wday',
        'DST End Hour',
      ]),
    ).toEqual(['4', 'UTC+1', '2', '3', '5', '0', '3'])
    expect(of('cisco', ['Time_Zone', 'Daylight_Saving_Time_Enable', 'Daylight_Saving_Time_Rule'])).toEqual([
      'GMT+01:00',
      'Yes',
      'start=3/-1/7/2:0:0;end=10/-1/7/3:0:0;save=1:0:0',
    ])
  })
  it('is right on other continents', () => {
    expect(of('yealink', ['local_time.time_zone', 'local_time.start_time', 'local_time.end_time'], 'America/New_York')).toEqual([
      '-5',
      '3/2/7/2',
      '11/1/7/2',
    ])
    expect(of('snom', ['utc_offset', 'dst'], 'Australia/Sydney')).toEqual(['36000', '3600 10.01.07 02:00:00 04.01.07 03:00:00'])
    expect(of('yealink', ['local_time.time_zone', 'local_time.summer_time'], 'Asia/Kolkata')).toEqual(['+5:30', '0'])
    expect(of('grandstream', ['P246'], 'America/New_York')).toEqual(['STD+5DST+4,M3.2.0/02:00:00,M11.1.0/02:00:00'])
    expect(of('cisco', ['Daylight_Saving_Time_Rule'], 'America/New_York')).toEqual([
      'start=3/8/7/2:0:0;end=11/1/7/2:0:0;save=1:0:0',
    ])
    expect(of('cisco', ['Daylight_Saving_Time_Enable', 'Daylight_Saving_Time_Rule'], 'Asia/Tokyo')).toEqual(['No', undefined])
  })
})

describe('what phones ask for', () => {
  it.each([
    ['001565aabbcc.cfg', ['yealink', 'fanvil', 'cisco'], mac],
    ['cfg001565aabbcc.xml', ['grandstream'], mac],
    ['cfg001565aabbcc', ['grandstream'], mac],
    ['snomD785-001565AABBCC.htm', ['snom'], mac],
    ['001565AABBCC.xml', ['snom', 'cisco'], mac],
    ['spa001565aabbcc.cfg', ['cisco'], mac],
    ['linphone.xml', ['linphone'], null],
  ])('%s', (file, makers, of) => {
    expect(askedFor(file)).toEqual({ makers, mac: of })
  })
  it('knows files that there are none of from names that nobody asks for', () => {
    expect(['y000000000108.cfg', 'snomD785.htm', 'cfggxp2170.xml', 'spa504G.cfg', '001565aabbcc.boot'].map(isOtherFile)).toEqual(
      Array(5).fill(true),
    )
    expect(['index.html', '../etc', 'config.js'].map((file) => [askedFor(file), isOtherFile(file)])).toEqual(
      Array(3).fill([null, false]),
    )
  })
  it.each([
    ['Yealink SIP-T46U 108.86.0.20 00:15:65:aa:bb:cc', 'yealink', 'T46U', '108.86.0.20', mac],
    ['Mozilla/4.0 (compatible; snomD785-SIP 10.1.169.16 001565AABBCC SXM)', 'snom', 'D785', '10.1.169.16', mac],
    ['Grandstream Model HW GXP2170 SW 1.0.11.64 DevId 001565aabbcc', 'grandstream', 'GXP2170', '1.0.11.64', mac],
    ['Fanvil X5U 2.12.1.3 001565aabbcc', 'fanvil', 'X5U', '2.12.1.3', mac],
    ['Cisco-CP-8851-3PCC/11.3.7 (001565aabbcc)', 'cisco', 'CP-8851-3PCC', '11.3.7', mac],
    ['Cisco/SPA504G-7.6.2b (001565AABBCC)(CCQ162600AA)', 'cisco', 'SPA504G', '7.6.2b', mac],
    ['LinphoneAndroid/5.2.5 (Pixel 7) LinphoneSDK/5.3.47', 'linphone', 'Android', '5.2.5', null],
    ['Linphone-Desktop/5.2.4 (Debian)', 'linphone', 'Desktop', '5.2.4', null],
  ])('%s', (userAgent, maker, model, firmware, of) => {
    expect(readUserAgent(userAgent)).toEqual({ maker, model, firmware, mac: of })
  })
  it('takes a browser and other makers’ phones for none of them', () => {
    expect(['Mozilla/5.0 (X11; Linux x86_64) Chrome/140', 'curl/8.5.0', 'Polycom/5.9', ''].map(readUserAgent)).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
  it('has a template of each maker', () => {
    expect([...phoneTemplates.keys()].sort()).toEqual([...phoneMaker.options].sort())
  })
})
