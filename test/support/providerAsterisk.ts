// biome-ignore-all lint/suspicious/noTemplateCurlyInString: dialplan expressions look like templates
// A second Asterisk as a provider: an account for one office, every transport, and numbers that it answers in a way of their own.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newKey, selfSigned } from '../../electron/adapters/certificates/selfSigned.ts'
import { freeTcp } from '../../electron/adapters/pbx/process/ports.ts'
import { testAsterisk } from './asterisk.ts'

/** What its account may ask for. */
export type ProviderAccount = {
  /** Only with encrypted sound (SDES). */
  srtp?: boolean
  codecs?: string
}

const headers = { FROM: 'From', PAI: 'P-Asserted-Identity', RPID: 'Remote-Party-ID' }

const dialplan = `[from-office]
exten => _[+0-9].,1,Set(GLOBAL(CALLED)=\${EXTEN})
${Object.entries(headers)
  .map(([name, header]) => ` same => n,Set(GLOBAL(${name})=\${PJSIP_HEADER(read,${header})})`)
  .join('\n')}
 same => n,Set(GLOBAL(CODEC)=\${CHANNEL(audionativeformat)})
 same => n,GotoIf($["\${EXTEN:-3}"="503"]?full)
 same => n,GotoIf($["\${EXTEN:-3}"="486"]?busy)
 same => n,GotoIf($["\${EXTEN:-3}"="183"]?early)
 same => n,GotoIf($["\${EXTEN:-3}"="777"]?person)
 same => n,Answer()
 same => n,Set(GLOBAL(SECURE)=\${CHANNEL(rtp,secure,audio)})
 same => n,Milliwatt()
 same => n(full),Congestion(5)
 same => n(busy),Busy(5)
 same => n(early),Progress()
 same => n,Playtones(700)
 same => n,Wait(4)
 same => n,Answer()
 same => n,Milliwatt()
 same => n(person),Dial(PJSIP/777,20)
`

/** Starts one on that address. The account is user `4930555`, who signs in as `login-7` with the password `secret`. */
export async function providerAsterisk(address: string, account: ProviderAccount = {}) {
  const keys = await mkdtemp(join(tmpdir(), 'cordboard-provider-'))
  const none = { extensions: [], trunks: [], mailboxes: [], reception: [], emergency: { numbers: [] } }
  const pbx = await testAsterisk({ bindAddress: address, ...none })
  const key = newKey()
  const certificate = await selfSigned(key, { dns: ['provider.example'], ip: [address] }, Date.now())
  const [certificateFile, keyFile] = [join(keys, 'certificate.pem'), join(keys, 'key.pem')]
  await Promise.all([writeFile(certificateFile, certificate), writeFile(keyFile, key)])
  const tls = await freeTcp(address)
  const { sip } = pbx.config.ports
  const pjsip = `[global]
type=global
endpoint_identifier_order=ip,username
[transport-udp]
type=transport
protocol=udp
bind=${address}:${sip}
[transport-tcp]
type=transport
protocol=tcp
bind=${address}:${sip}
[transport-tls]
type=transport
protocol=tls
bind=${address}:${tls}
method=tlsv1_2
cert_file=${certificateFile}
priv_key_file=${keyFile}
[4930555]
type=endpoint
context=from-office
auth=4930555
aors=4930555
identify_by=ip,username
disallow=all
allow=${account.codecs ?? 'alaw'}
direct_media=no
rewrite_contact=yes
rtp_symmetric=yes
force_rport=yes
trust_id_inbound=yes
media_encryption=${account.srtp ? 'sdes' : 'no'}
moh_passthrough=yes
[4930555]
type=auth
auth_type=userpass
username=login-7
password=secret
realm=provider
[4930555]
type=aor
max_contacts=1
remove_existing=yes
[777]
type=endpoint
context=from-office
auth=777
aors=777
disallow=all
allow=ulaw,alaw
direct_media=no
[777]
type=auth
auth_type=userpass
username=777
password=secret
[777]
type=aor
max_contacts=1
[4930555-identify]
type=identify
endpoint=4930555
match=127.0.0.1
`
  await writeFile(join(pbx.folders.etc, 'pjsip.conf'), pjsip)
  await writeFile(join(pbx.folders.etc, 'extensions.conf'), dialplan)
  for (const command of ['module reload res_pjsip.so', 'module reload res_pjsip_endpoint_identifier_ip.so', 'dialplan reload'])
    await pbx.rx(command)
  // No office of ours places calls from its command line.
  await pbx.rx('module load res_clioriginate.so')
  return {
    address,
    ports: { udp: sip, tcp: sip, tls },
    certificate,
    rx: pbx.rx,
    /** What it saw of the last call: `CALLED`, `FROM`, `PAI`, `RPID`, `SECURE`, `CODEC`. */
    seen: async (name: string): Promise<string> => {
      const globals = await pbx.rx('dialplan show globals')
      return new RegExp(`^ *${name}=(.*)$`, 'm').exec(globals)?.[1]?.trim() ?? ''
    },
    /** Someone calls the office's account, as that number. */
    call: (to: string) => pbx.rx(`channel originate PJSIP/${to}@4930555 application Milliwatt`),
    stop: async () => {
      await pbx.stop()
      await rm(keys, { recursive: true, force: true })
    },
  }
}
