// Reads the file that a desk phone is given as that phone does: by its maker's names, knowing nothing of our templates.
import type { PhoneMaker } from '../../shared/provisioning/template.ts'

export type ReadPhoneFile = {
  user: string
  authUser: string
  password: string
  server: string
  port: number
  transport: string
  srtp: boolean
  codecs: string[]
  /** RFC 4733. */
  dtmf: boolean
  ntp: string
  language: string
  /** What lamps watch, in the order of the keys. */
  lamps: { value: string; label: string }[]
  /** Where it looks the next time. */
  next: string
  /** All settings as they stand. */
  all: ReadonlyMap<string, string>
}

const unescaped = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|apos);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name] ?? '',
  )

/** Elements without children: their name, their attributes and their text. */
function elements(xml: string): { name: string; attributes: string; text: string }[] {
  if (!xml.startsWith('<?xml')) throw new Error('no XML')
  return [...xml.matchAll(/<([\w-]+)([^<>]*)>([^<]*)<\/\1>/g)].map(([, name = '', attributes = '', text = '']) => ({
    ...{ name, attributes },
    text: unescaped(text),
  }))
}
const hostPort = (text: string): { server: string; port: number } => {
  const [, server = '', port = ''] = /^(.*):(\d+)$/.exec(text) ?? []
  return { server, port: Number(port) }
}

const readers: Record<PhoneMaker, (text: string) => ReadPhoneFile> = {
  yealink(text) {
    const lines = text.split('\n')
    if (lines[0] !== '#!version:1.0.0.1') throw new Error('Yealink reads no file without its first line')
    const all = new Map(lines.slice(1).flatMap((line) => (line.includes('=') ? [pair(line, '=')] : [])))
    const of = (name: string) => all.get(name) ?? ''
    const account = (name: string) => of(`account.1.${name}`)
    const codecs = ['g722', 'pcmu', 'pcma', 'g729', 'opus'].filter((codec) => account(`codec.${codec}.enable`) === '1')
    const lamps = [...all.keys()].flatMap((name) => /^linekey\.(\d+)\.type$/.exec(name)?.[1] ?? [])
    return {
      ...{ user: account('user_name'), authUser: account('auth_name'), password: account('password') },
      ...{ server: account('sip_server.1.address'), port: Number(account('sip_server.1.port')) },
      transport: ['udp', 'tcp', 'tls'][Number(account('sip_server.1.transport_type'))] ?? '',
      srtp: account('srtp_encryption') === '2',
      codecs: codecs.sort((a, b) => Number(account(`codec.${a}.priority`)) - Number(account(`codec.${b}.priority`))),
      dtmf: account('dtmf.type') === '1',
      ...{ ntp: of('local_time.ntp_server1'), language: of('lang.gui'), next: of('static.auto_provision.server.url'), all },
      lamps: lamps.flatMap((n) =>
        of(`linekey.${n}.type`) === '16' ? [{ value: of(`linekey.${n}.value`), label: of(`linekey.${n}.label`) }] : [],
      ),
    }
  },
  snom(text) {
    const found = elements(text)
    const all = new Map(found.filter(({ name }) => name !== 'fkey').map(({ name, text }) => [name, text]))
    const of = (name: string) => all.get(name) ?? ''
    const [, place = '', transport = ''] = /^(.*);transport=(\w+)$/.exec(of('user_outbound')) ?? []
    const lamps = found.filter(({ name, text }) => name === 'fkey' && text.startsWith('blf '))
    return {
      ...{ user: of('user_name'), authUser: of('user_pname'), password: of('user_pass'), ...hostPort(place), transport },
      srtp: of('user_srtp') === 'on',
      codecs: of('codec_priority_list')
        .split(',')
        .filter((codec) => codec !== 'telephone-event'),
      dtmf: of('codec_priority_list').includes('telephone-event') && of('user_dtmf_info') === 'off',
      ...{ ntp: of('ntp_server'), language: of('language'), next: of('setting_server'), all },
      lamps: lamps.map(({ text, attributes }) => ({
        value: text.slice(4),
        label: unescaped(/label="([^"]*)"/.exec(attributes)?.[1] ?? ''),
      })),
    }
  },
  grandstream(text) {
    const all = new Map(elements(text).map(({ name, text }) => [name, text]))
    const of = (name: string) => all.get(name) ?? ''
    const names: Record<string, string> = { 0: 'pcmu', 8: 'pcma', 9: 'g722' }
    const lineKeys = [2, 3, 4, 5, 6].map((n) => [`P${1361 + 2 * n}`, '11', `P${1463 + 2 * n}`, `P${1464 + 2 * n}`])
    const keys = [...lineKeys, ['P323', '1', 'P302', 'P303'], ['P324', '1', 'P305', 'P306']]
    return {
      ...{ user: of('P35'), authUser: of('P36'), password: of('P34'), ...hostPort(of('P47')) },
      transport: ['udp', 'tcp', 'tls'][Number(of('P130'))] ?? '',
      srtp: of('P183') === '2',
      codecs: ['P57', 'P58', 'P59'].map((name) => names[of(name)] ?? ''),
      dtmf: of('P2302') === '1' && of('P851') === '1' && of('P79') === '101',
      ...{ ntp: of('P30'), language: of('P1362'), next: of('P237'), all },
      lamps: keys.flatMap(([mode = '', blf, label = '', value = '']) =>
        of(mode) === blf ? [{ value: of(value), label: of(label) }] : [],
      ),
    }
  },
  fanvil(text) {
    const lines = text.split('\n')
    if (!lines[0]?.startsWith('<<VOIP CONFIG FILE>>Version:2.')) throw new Error('Fanvil reads no file without its first line')
    const all = new Map(lines.slice(1).flatMap((line) => (line.includes(':') ? [pair(line, ':')] : [])))
    const of = (name: string) => all.get(name) ?? ''
    const sip = (name: string) => of(`SIP1 ${name}`)
    const lamps = [...all.keys()].flatMap((name) => /^Fkey(\d+) Type$/.exec(name)?.[1] ?? [])
    return {
      ...{ user: sip('Phone Number'), authUser: sip('Register User'), password: sip('Register Pswd') },
      ...{ server: sip('Register Addr'), port: Number(sip('Register Port')) },
      transport: { 0: 'udp', 1: 'tcp', 3: 'tls' }[sip('Transport')] ?? '',
      srtp: sip('Media Crypto') === '2',
      codecs: sip('VoiceCodecMap').toLowerCase().split(','),
      dtmf: sip('DTMF Mode') === '1',
      ...{ ntp: of('SNTP Server'), language: of('Default Language'), all },
      next: `${of('Flash Server IP')}/${of('Flash File Name')}`,
      lamps: lamps.flatMap((n) => {
        const [, value] = /^(.*)@1\/ba$/.exec(of(`Fkey${n} Value`)) ?? []
        return of(`Fkey${n} Type`) === '1' && value !== undefined ? [{ value, label: of(`Fkey${n} Title`) }] : []
      }),
    }
  },
  cisco(text) {
    const all = new Map(elements(text).map(({ name, text }) => [name, text]))
    const of = (name: string) => all.get(name) ?? ''
    const names: Record<string, string> = { G711u: 'pcmu', G711a: 'pcma', G722: 'g722' }
    const lamps = [...all.keys()].flatMap((name) => /^Extended_Function_(\d+)_$/.exec(name)?.[1] ?? [])
    return {
      ...{ user: of('User_ID_1_'), authUser: of('Auth_ID_1_'), password: of('Password_1_'), ...hostPort(of('Proxy_1_')) },
      transport: of('SIP_Transport_1_').toLowerCase(),
      srtp: of('Secure_Call_Setting_1_') === 'Yes',
      codecs: ['Preferred_Codec_1_', 'Second_Preferred_Codec_1_', 'Third_Preferred_Codec_1_'].map(
        (name) => names[of(name)] ?? '',
      ),
      dtmf: of('DTMF_Tx_Method_1_') === 'AVT',
      ...{ ntp: of('Primary_NTP_Server'), language: '', next: of('Profile_Rule'), all },
      lamps: lamps.flatMap((n) => {
        const [, value] = /^fnc=blf\+sd;sub=(.*)@\$PROXY;ext=\1@\$PROXY$/.exec(of(`Extended_Function_${n}_`)) ?? []
        return value === undefined ? [] : [{ value, label: of(`Short_Name_${n}_`) }]
      }),
    }
  },
  linphone(text) {
    const all = new Map<string, string>()
    for (const [, section = '', body = ''] of text.matchAll(/<section name="([^"]+)">([\s\S]*?)<\/section>/g))
      for (const [, name = '', value = ''] of body.matchAll(/<entry name="([^"]+)" overwrite="true">([^<]*)<\/entry>/g))
        all.set(`${section}/${name}`, unescaped(value))
    const of = (name: string) => all.get(name) ?? ''
    const [, place = '', transport = ''] = /^<sip:(.*);transport=(\w+)>$/.exec(of('proxy_0/reg_proxy')) ?? []
    return {
      ...{ user: of('auth_info_0/username'), authUser: of('auth_info_0/userid'), password: of('auth_info_0/passwd') },
      ...{ ...hostPort(place), transport },
      srtp: of('sip/media_encryption') === 'srtp',
      codecs: [0, 1, 2].map((n) => of(`audio_codec_${n}/mime`).toLowerCase()),
      dtmf: of('sip/use_rfc2833') === '1' && of('sip/use_info') === '0',
      ...{ ntp: '', language: '', next: '', lamps: [], all },
    }
  },
}

const pair = (line: string, sign: string): [string, string] => {
  const at = line.indexOf(sign)
  return [line.slice(0, at).trim(), line.slice(at + 1).trim()]
}

export const readPhoneFile = (maker: PhoneMaker, text: string): ReadPhoneFile => readers[maker](text)
