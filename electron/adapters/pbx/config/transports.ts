// Where SIP is spoken: UDP for telephones and trunks, WebSockets for consoles, TCP and TLS as far as a trunk wants them.
import { join } from 'node:path'
import { section, type Value } from './section.ts'
import type { PbxConfig, PbxTrunk } from './types.ts'

const files = { certificate: 'sip-certificate.pem', key: 'sip-key.pem', issuers: 'sip-issuers.pem' }

/** The files that SIP over TLS needs, by name; none where no trunk uses it. */
export const tlsFiles = ({ sipTls }: PbxConfig): Record<string, string> =>
  sipTls ? { [files.certificate]: sipTls.certificate, [files.key]: sipTls.key, [files.issuers]: sipTls.issuers } : {}

/** The transport that a trunk uses. */
export function transportOf({ transport = 'udp', verifyCertificate = true }: PbxTrunk): string {
  return transport === 'tls' && !verifyCertificate ? 'transport-tls-unchecked' : `transport-${transport}`
}

/** What replaces our own addresses in what goes to somebody who is not in one of the local networks. */
function outsideOf({ outside }: PbxConfig, withPort: boolean): Record<string, Value> {
  if (!outside) return {}
  const { mediaAddress, signalingAddress, signalingPort, localNetworks, lacking = [] } = outside
  const known = (place: string | undefined) => (place !== undefined && lacking.includes(place) ? undefined : place)
  return {
    external_media_address: known(mediaAddress),
    external_signaling_address: known(signalingAddress),
    external_signaling_port: withPort ? signalingPort : undefined,
    local_net: localNetworks,
  }
}

/** All transports; `etc` is the folder of the configuration. */
export function transports(config: PbxConfig, etc: string): string {
  const { bindAddress, ports, sipTls } = config
  const used = new Set([...config.trunks.map(transportOf), ...(config.phoneTransports ?? []).map((each) => `transport-${each}`)])
  const tls = (name: string, port: number, checks: boolean) =>
    section(name, {
      type: 'transport',
      protocol: 'tls',
      bind: `${bindAddress}:${port}`,
      method: 'tlsv1_2',
      cert_file: join(etc, files.certificate),
      priv_key_file: join(etc, files.key),
      ca_list_file: join(etc, files.issuers),
      verify_server: checks,
      ...outsideOf(config, false),
    })
  const plain = { bind: `${bindAddress}:${ports.sip}`, ...outsideOf(config, true) }
  return [
    section('transport-udp', { type: 'transport', protocol: 'udp', ...plain }),
    section('transport-ws', { type: 'transport', protocol: 'ws', bind: `${bindAddress}:${ports.http}` }),
    config.tls ? section('transport-wss', { type: 'transport', protocol: 'wss', bind: `${bindAddress}:${config.tls.port}` }) : '',
    used.has('transport-tcp') ? section('transport-tcp', { type: 'transport', protocol: 'tcp', ...plain }) : '',
    sipTls && used.has('transport-tls') ? tls('transport-tls', sipTls.ports.checked, true) : '',
    sipTls && used.has('transport-tls-unchecked') ? tls('transport-tls-unchecked', sipTls.ports.unchecked, false) : '',
  ].join('')
}
