// Pebble, Let's Encrypt's small ACME server for tests (RFC 8555): the system's, or Debian's package of this release in the cache. It
// checks each signature, asks HTTP-01 and TLS-ALPN-01 for real, and refuses some nonces on purpose.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newKey, selfSigned } from '../../electron/adapters/certificates/selfSigned.ts'
import { ownRelease, readAptSources } from '../../electron/adapters/pbx/acquire/aptSources.ts'
import { osCodename } from '../../electron/adapters/pbx/acquire/asterisk.ts'
import { cacheFolder } from '../../electron/adapters/pbx/acquire/cache.ts'
import { bringPackages } from '../../electron/adapters/pbx/acquire/debian.ts'
import { freeTcp, freeUdp } from '../../electron/adapters/pbx/process/ports.ts'
import { until } from './office.ts'

const address = '127.0.0.1'
const installed = '/usr/bin/pebble'

/** The folder with its programs; throws where it cannot be had. */
async function programs(): Promise<string> {
  if (existsSync(installed)) return '/usr/bin'
  const codename = await osCodename()
  const sources = ownRelease(readAptSources(), codename)
  const candidates = sources.length > 0 ? [{ label: codename || 'this release', sources }] : []
  const root = await bringPackages({ name: 'pebble', candidates, packages: ['pebble'], skip: /^(?!pebble_)/ }, cacheFolder(), {})
  return join(root, 'usr/bin')
}

/** Why it cannot run here; null where it can. */
export const pebbleLacks = (): Promise<string | null> =>
  programs().then(
    () => null,
    (error: Error) => `no Pebble (${error.message}); apt-get install pebble`,
  )

export type Pebble = Awaited<ReturnType<typeof openPebble>>

/** Starts it, with a name server for which every name is 127.0.0.1. */
export async function openPebble() {
  const bin = await programs()
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-pebble-'))
  const key = newKey()
  const certificate = await selfSigned(key, { dns: ['localhost'], ip: [address] }, Date.now())
  const [api, management, http, tls] = await Promise.all([freeTcp(), freeTcp(), freeTcp(), freeTcp()])
  const [dns, control] = [await freeUdp(), await freeTcp()]
  const files = { certificate: join(folder, 'certificate.pem'), privateKey: join(folder, 'key.pem') }
  await writeFile(files.certificate, certificate)
  await writeFile(files.privateKey, key)
  const pebble = {
    ...{ listenAddress: `${address}:${api}`, managementListenAddress: `${address}:${management}` },
    ...{ ...files, httpPort: http, tlsPort: tls, ocspResponderURL: '', externalAccountBindingRequired: false },
  }
  await writeFile(join(folder, 'config.json'), JSON.stringify({ pebble }))
  const said: string[] = []
  const start = (name: string, args: string[]) => {
    const program = spawn(join(bin, name), args, { env: { PEBBLE_VA_NOSLEEP: '1', PEBBLE_AUTHZREUSE: '0' } })
    for (const stream of [program.stdout, program.stderr]) stream.on('data', (part) => said.push(String(part)))
    return program
  }
  const off = ['-http01', '', '-https01', '', '-tlsalpn01', '']
  const names = [
    '-dns01',
    `${address}:${dns}`,
    '-management',
    `${address}:${control}`,
    '-defaultIPv4',
    address,
    '-defaultIPv6',
    '',
  ]
  const running = [
    start('pebble-challtestsrv', [...off, ...names]),
    start('pebble', ['-config', join(folder, 'config.json'), '-dnsserver', `${address}:${dns}`]),
  ]
  const directory = `https://${address}:${api}/dir`
  const get = (url: string) =>
    new Promise<string>((resolve, reject) => {
      const asked = request(url, { rejectUnauthorized: false }, (answer) => {
        let text = ''
        answer.on('data', (part) => {
          text += String(part)
        })
        answer.on('end', () => resolve(text))
      })
      asked.on('error', reject)
      asked.end()
    })
  const stop = async () => {
    const ended = running.map((program) => new Promise((resolve) => program.once('exit', resolve)))
    for (const program of running) program.kill()
    await Promise.all(ended)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await until(
      () => `Pebble to answer: ${said.join('').slice(-2000)}`,
      () => get(directory).catch(() => null),
    )
  } catch (error) {
    await stop()
    throw error
  }
  return {
    directory,
    /** Where it asks: HTTP-01 and TLS-ALPN-01, whatever the name. */
    ports: { http, tls },
    /** Of its directory's own TLS, PEM. */
    certificate,
    /** The root of what it issues, PEM. */
    root: () => get(`https://${address}:${management}/roots/0`),
    /** The intermediate, PEM. */
    intermediate: () => get(`https://${address}:${management}/intermediates/0`),
    said: () => said.join(''),
    stop,
  }
}
