// biome-ignore-all lint/suspicious/noTemplateCurlyInString: dialplan expressions look like templates
// The configuration of a stranger's Asterisk, as somebody writes it by hand who has had it for years.
import { join } from 'node:path'

type Given = {
  folder: string
  modulesDir: string
  mohDir: string | undefined
  /** Where the provider's calls come from. */
  provider: string
  httpPort: number
}

export const ariLogin = { user: 'cordboard', password: 'hand-written' }
export const phonePassword = (extension: string): string => `secret-of-${extension}`

const phones = ['101', '102', '103']
/** Where their provider listens. */
export const providerPort = 5099
/** Numbers of the provider's: to Cordboard; to phone 103, which is none of ours. */
export const theirNumbers = { cordboard: '5000', own: '4000' } as const
/** Where flows hand callers back to: a tone of 1004 Hz. */
export const theirTone = { context: 'theirs-again', extension: '7000', priority: '1', hertz: 1004 } as const

const notLoaded = [
  'chan_sip',
  'chan_iax2',
  'chan_unistim',
  'chan_skinny',
  'chan_mgcp',
  'pbx_dundi',
  'res_hep',
  'res_hep_rtcp',
  'res_hep_pjsip',
]

export function strangersFiles(given: Given): Record<string, string> {
  return {
    'asterisk.conf': asteriskConf(given),
    'modules.conf': `[modules]\nautoload=yes\n${notLoaded.map((name) => `noload=${name}.so`).join('\n')}\n`,
    'http.conf': `[general]\nenabled=yes\nbindaddr=0.0.0.0\nbindport=${given.httpPort}\n`,
    'ari.conf': `[general]\nenabled=yes\nchannelvars=CB_CALL,CB_ROLE\n\n[${ariLogin.user}]\ntype=user\nread_only=no\npassword=${ariLogin.password}\n`,
    'rtp.conf': '[general]\nrtpstart=10000\nrtpend=10400\n',
    'logger.conf': '[general]\n[logfiles]\nmessages.log => notice,warning,error\n',
    'pjsip.conf': pjsipConf(given),
    'extensions.conf': extensionsConf,
    'queues.conf': '[general]\n[sales]\nstrategy=ringall\ntimeout=20\nmember => PJSIP/103\n',
    'voicemail.conf': '[general]\nformat=wav\n[default]\n101 => 1234,Anna\n102 => 1234,Ben\n103 => 1234,Cora\n',
    'musiconhold.conf': `[default]\nmode=files\ndirectory=${given.mohDir ?? join(given.folder, 'moh')}\n`,
    'cdr.conf': '[general]\nenable=no\n',
    'cel.conf': '[general]\nenable=no\n',
    'manager.conf': '[general]\nenabled=no\n',
  }
}

function asteriskConf({ folder, modulesDir }: Given): string {
  const at = (name: string) => join(folder, name)
  const directories = {
    astetcdir: at('etc'),
    astmoddir: modulesDir,
    astvarlibdir: at('lib'),
    astdbdir: at('db'),
    astkeydir: at('keys'),
    astdatadir: at('data'),
    astagidir: at('agi'),
    astspooldir: at('spool'),
    astrundir: at('run'),
    astlogdir: at('log'),
    astcachedir: at('cache'),
    astsbindir: at('agi'),
  }
  const lines = Object.entries(directories).map(([name, path]) => `${name} => ${path}`)
  return `[directories]\n${lines.join('\n')}\n\n[options]\ndocumentation_language=en_US\n`
}

function pjsipConf({ provider }: Given): string {
  return `[global]
type=global
endpoint_identifier_order=username,ip

[udp]
type=transport
protocol=udp
bind=0.0.0.0:5060

[phone](!)
type=endpoint
transport=udp
context=office
disallow=all
allow=ulaw,alaw
direct_media=no
rtp_symmetric=yes
force_rport=yes
rewrite_contact=yes
${phones
  .map(
    (number) => `
[${number}](phone)
auth=${number}
aors=${number}
callerid=Phone ${number} <${number}>
[${number}]
type=auth
auth_type=userpass
username=${number}
password=${phonePassword(number)}
[${number}]
type=aor
max_contacts=2
`,
  )
  .join('')}
[provider]
type=endpoint
transport=udp
context=from-provider
disallow=all
allow=ulaw,alaw
direct_media=no
aors=provider
[provider]
type=aor
contact=sip:${provider}:${providerPort}
[provider]
type=identify
endpoint=provider
match=${provider}
`
}

const extensionsConf = `[office]
exten => _10X,1,Dial(PJSIP/\${EXTEN},20)
 same => n,VoiceMail(\${EXTEN}@default,u)
 same => n,Hangup()
exten => 600,1,Answer()
 same => n,Queue(sales)
 same => n,Hangup()
exten => _5XXX,1,Goto(to-cordboard,\${EXTEN},1)
exten => _0X.,1,Dial(PJSIP/\${EXTEN:1}@provider)

[from-provider]
exten => ${theirNumbers.cordboard},1,Goto(to-cordboard,\${EXTEN},1)
exten => ${theirNumbers.own},1,Dial(PJSIP/103,30)
 same => n,Hangup()

[to-cordboard]
exten => _5XXX,1,Stasis(cordboard,in,\${EXTEN})
 same => n,GotoIf($["\${STASISSTATUS}"="FAILED" | "\${CB_GIVEN_BACK}"="1"]?down)
 same => n,Hangup()
 same => n(down),Answer()
 same => n,Playback(vm-nobodyavail)
 same => n,Hangup()

[${theirTone.context}]
exten => ${theirTone.extension},${theirTone.priority},Answer()
 same => n,Milliwatt()
`
