// What to do with the files, for whoever runs that Asterisk.
import type { PbxFile } from '../../../../shared/domain/guest.ts'
import { FETCHING_MODULES } from '../mediaCache.ts'
import { type GuestConfig, guestContexts, httpLines } from './files.ts'

type Step = { title: string; lines: string[] }

/** README.txt beside the files. `host`: how the host is started then. */
export function guestReadme(config: GuestConfig, files: readonly PbxFile[], host: string): string {
  const titles = { plain: 'Asterisk', freepbx: 'FreePBX', issabel: 'Issabel' } as const
  const steps = [
    ...(config.kind === 'plain' ? [] : [web(config)]),
    ...files.map(step),
    reload(config),
    numbers(config),
    afterwards(config, host),
  ]
  return [
    `Cordboard on your ${titles[config.kind]}`,
    '',
    'Everything here is for one office. The files hold secrets (the ARI password, and what softphones sign in with): keep',
    'them as you keep passwords, and delete this copy when it is in place.',
    'Keep a copy of each file of yours that you change. All files are in /etc/asterisk.',
    '',
    ...steps.flatMap(({ title, lines }, index) => [
      `${index + 1}. ${title}`,
      '',
      ...lines.map((line) => `   ${line}`.trimEnd()),
      '',
    ]),
    'Modules that must be loaded (asterisk -rx "module show like …"):',
    '   app_stasis, res_ari and its parts, res_http_websocket, res_pjsip_transport_websocket, res_srtp,',
    `   ${FETCHING_MODULES.map((name) => name.replace(/\.so$/, '')).join(', ')} (in some systems a package of its own)`,
    '',
    'The firewall between Cordboard’s computer and this one lets through:',
    `   to this computer: TCP ${portOf(config)}`,
    '   to Cordboard’s computer: TCP 7081 (prompts; --media-port)',
    '   from the consoles’ computers to this one: UDP, the ports of rtp.conf',
    '',
  ].join('\n')
}

const portOf = ({ ariUrl }: GuestConfig): string => {
  const { port, protocol } = new URL(ariUrl)
  return port || (protocol === 'https:' ? '443' : '80')
}

function step({ name, way, section, text }: PbxFile): Step {
  if (way === 'file')
    return {
      title: `Put ${name} into /etc/asterisk`,
      lines: ['Readable for the user that Asterisk runs as, and for nobody else.'],
    }
  if (way === 'block')
    return {
      title: `Add what is in ${name} here to the end of ${name}`,
      lines: ['Where Cordboard’s lines are there from an earlier time, these take their place.'],
    }
  const lines = text.trimEnd().split('\n')
  if (way === 'end') return { title: `At the end of ${name}`, lines }
  return { title: `In ${name}, below [${section}]`, lines }
}

/** The web server of Asterisk, where an administration writes http.conf. */
const web = (config: GuestConfig): Step => ({
  title: 'Settings > Advanced Settings',
  lines: [
    'Asterisk Builtin mini-HTTP server: enabled, with these values:',
    ...httpLines(config).trimEnd().split('\n'),
    ...(config.kind === 'freepbx'
      ? ['Asterisk REST Interface: enabled. Then Submit and Apply Config.']
      : ['Where your version has no such settings, put them below [general] in http.conf.']),
  ],
})

const reload = ({ kind }: GuestConfig): Step => ({
  title: 'Let Asterisk read them',
  lines: kind === 'freepbx' ? ['fwconsole reload'] : ['asterisk -rx "core reload"'],
})

/** How a number leads to the office. */
function numbers({ kind, numbers }: GuestConfig): Step {
  const target = (number: string) => `${guestContexts.numbers},${number},1`
  if (kind === 'plain')
    return {
      title: 'Lead numbers to the office',
      lines: [
        'From your phones the office’s numbers work now. In the context in which your provider’s calls arrive, one line for each',
        'number (on the left the number as your provider sends it):',
        ...numbers.map((number) => `exten => ${number},1,Goto(${target(number)})`),
      ],
    }
  return {
    title: 'Lead numbers to the office',
    lines: [
      'Admin > Custom Destinations: one for each number of the office. Target:',
      ...numbers.map(target),
      'Connectivity > Inbound Routes: the destination of each number from outside is its Custom Destination.',
      'Applications > Misc Applications: so that your own phones can dial it, one with the number as its feature code and',
      'its Custom Destination. Begin with the first of them: it is the one to try.',
    ],
  }
}

const afterwards = ({ emergency }: GuestConfig, host: string): Step => ({
  title: 'Start the host',
  lines: [
    host,
    'Settings > Telephone system then says what is still missing.',
    `Emergency numbers (${emergency.join(', ')}) that a softphone dials go your own dialplan’s way, also while the host is down. Try where they`,
    'lead. Cordboard raises no alert for them.',
  ],
})
