// biome-ignore-all lint/suspicious/noTemplateCurlyInString: dialplan expressions look like templates
// The pieces of configuration for an Asterisk that others run, and what is refused.
import { describe, expect, it } from 'vitest'
import { ha1 } from '../../../../../electron/adapters/pbx/config/types.ts'
import {
  dialplanNumbers,
  type GuestConfig,
  guestFiles,
  httpLines,
  withBlock,
} from '../../../../../electron/adapters/pbx/guest/files.ts'
import { guestReadme } from '../../../../../electron/adapters/pbx/guest/readme.ts'
import { stepsOf } from '../../../../support/pbxAdministrator.ts'

const config: GuestConfig = {
  kind: 'plain',
  ariUrl: 'http://10.0.0.5:8088/ari',
  ariUser: 'cordboard',
  ariPassword: 'a;secret',
  app: 'cordboard',
  context: 'office',
  extensions: [
    { number: '201', name: 'Ann "the boss" <x>\n[evil]', webHa1: ha1('201-web', 'one') },
    { number: '202', name: 'Ben', webHa1: ha1('202-web', 'two') },
  ],
  numbers: ['5000', '+4930123', '800'],
  emergency: ['112'],
  reception: ['201', '202'],
  opus: false,
  phoneTransfers: false,
}
const textOf = (given: Partial<GuestConfig>, part: string) =>
  guestFiles({ ...config, ...given }).find((each) => each.part === part)?.text ?? ''

describe('the files for an Asterisk of others', () => {
  it('are files of their own where they are written by hand, with lines that include them', () => {
    expect(guestFiles(config).map(({ name, way, section = '' }) => [name, way, section].join(' ').trim())).toEqual([
      'http.conf section general',
      'ari.conf section general',
      'ari.conf end',
      'cordboard_pjsip.conf file',
      'pjsip.conf end',
      'cordboard_extensions.conf file',
      'extensions.conf end',
      'extensions.conf section office',
    ])
  })

  it('are blocks of the custom files where an administration writes the others', () => {
    const names = (kind: GuestConfig['kind']) => guestFiles({ ...config, kind }).map(({ name, way }) => `${name} ${way}`)
    expect(names('freepbx')).toEqual([
      'ari_general_custom.conf block',
      'ari_additional_custom.conf block',
      'pjsip_custom.conf block',
      'extensions_custom.conf block',
    ])
    expect(names('issabel')).toEqual([
      'ari.conf section',
      'ari.conf end',
      'pjsip_custom.conf block',
      'extensions_custom.conf block',
    ])
  })

  it('never hold a password of a softphone, and no line that a name smuggles in', () => {
    const text = textOf({}, 'phones')
    expect(text).toContain(`md5_cred=${ha1('201-web', 'one')}`)
    expect(text).toMatch(/^callerid="Ann[^"\n]*" <201>$/m)
    expect(text).not.toMatch(/^\[evil\]/m)
    expect(textOf({}, 'ariUser')).toContain('password=a\\;secret')
  })

  it('lead each number to the office, and to reception while the host is down', () => {
    const text = textOf({}, 'dialplan')
    for (const number of config.numbers) expect(text).toContain(`exten => ${number},1,Stasis(cordboard,dialled,\${EXTEN})`)
    expect(text).toContain('Dial(PJSIP/201-web&Local/201@office/n&PJSIP/202-web&Local/202@office/n,30)')
    expect(text).toContain('exten => 112,1,Goto(office,${EXTEN},1)')
    expect(text).not.toContain('PJSIP_TRANSFER_HANDLING')
    expect(textOf({ phoneTransfers: true }, 'dialplan')).toContain('PJSIP_TRANSFER_HANDLING()=ari-only')
  })

  it('answer without reception all the same', () => {
    const text = textOf({ reception: [] }, 'dialplan')
    expect(text).toContain('exten => s,1,Answer()')
    expect(text).not.toMatch(/Dial\(,|VoiceMail/)
  })

  it('speak Opus only where it can be converted', () => {
    expect(textOf({}, 'phones')).toContain('allow=ulaw,alaw')
    expect(textOf({ opus: true }, 'phones')).toContain('allow=opus,ulaw,alaw')
  })

  it('have the web server listen for the network, for this computer alone, or with TLS', () => {
    expect(httpLines(config)).toBe('enabled=yes\nbindaddr=0.0.0.0\nbindport=8088\n')
    expect(httpLines({ ariUrl: 'http://127.0.0.1:8088/ari' })).toContain('bindaddr=127.0.0.1')
    const tls = httpLines({ ariUrl: 'https://pbx.example:8089/ari' })
    expect(tls).toContain('tlsbindaddr=0.0.0.0:8089')
    expect(textOf({ ariUrl: 'https://pbx.example:8089/ari' }, 'phones')).toContain('protocol=wss')
  })

  it('refuse what would mean something else there', () => {
    for (const given of [
      { context: 'office]\n[x' },
      { numbers: ['5000,1,System(x)'] },
      { ariPassword: 'two words' },
      { ariUser: 'a]b' },
      { emergency: ['112,1'] },
    ])
      expect(() => guestFiles({ ...config, ...given })).toThrow(/Not a valid/)
    expect(() => guestFiles({ ...config, ariPassword: 'two words' })).not.toThrow(/two words/)
    expect(dialplanNumbers(['5000', '*', '*43', 'h', '_X.', 'sales@x', '+49301'])).toEqual(['5000', '*43', '+49301'])
  })

  it('take the place of their earlier selves, and leave the rest of the file', () => {
    const [first, second] = [{}, { numbers: ['9'] }].map((given) => textOf({ kind: 'freepbx', ...given }, 'dialplan'))
    const before = '[theirs]\nexten => 1,1,NoOp()'
    const once = withBlock(before, first ?? '')
    expect(once.startsWith(`${before}\n; --- Cordboard begins.`)).toBe(true)
    const twice = withBlock(`${once}[more]\n`, second ?? '')
    expect(twice).toContain('exten => 9,1,Stasis')
    expect(twice).not.toContain('+4930123')
    expect(twice.endsWith('[more]\n')).toBe(true)
    expect(withBlock(twice, second ?? '')).toBe(twice)
  })

  it('come with a README that names each piece, the way in, and no secret', () => {
    for (const kind of ['freepbx', 'issabel', 'plain'] as const) {
      const files = guestFiles({ ...config, kind })
      const readme = guestReadme({ ...config, kind }, files, 'npm run host')
      const titles = stepsOf(readme).map(({ title }) => title)
      for (const { name } of files) expect(titles.join('\n')).toContain(name)
      expect(readme).toMatch(kind === 'plain' ? /Goto\(cordboard-numbers,5000,1\)/ : /^ {3}cordboard-numbers,5000,1$/m)
      if (kind !== 'plain') expect(readme).toMatch(/Custom Destinations[\s\S]*Misc Applications/)
      expect(readme).not.toContain(ha1('201-web', 'one'))
      if (kind === 'freepbx') expect(readme).not.toContain('secret;')
    }
  })
})
