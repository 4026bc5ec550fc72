// One order of a certificate (RFC 8555): account, order, the issuer's questions, and what it issues.
import { Agent } from 'node:https'
import type { LookupFunction } from 'node:net'
import { rootCertificates } from 'node:tls'
import type { Authorization, Client, Order } from 'acme-client'
import type { AcmeSettings } from '../../../../shared/domain/acme.ts'
import { AcmeError, faultOf, problemIn } from './problems.ts'
import type { Responder } from './responder.ts'

export type Issuer = {
  directory: string
  /** PEM: issuers of the directory's own certificate that are trusted besides the public ones. */
  trusted: string
  /** Which addresses may be asked. */
  lookup: LookupFunction
  signal: AbortSignal
}

type Wanted = Issuer & {
  settings: AcmeSettings
  /** PEM. */
  accountKey: string
  responder: Responder
}

/** The issuer may take so long to ask and to issue, ms; it is asked every second. */
const patienceMs = 120_000
const askEveryMs = 1000
/** One request, ms. */
const requestMs = 30_000

// It takes 400 ms to load, and is needed every other month.
const library = async () => (await import('acme-client')).default

/** A new account key, PEM. */
export const newAccountKey = async (): Promise<string> => String(await (await library()).crypto.createPrivateEcdsaKey())

/** Orders a certificate with a new key (both PEM). Throws AcmeError. */
export async function orderCertificate(wanted: Wanted): Promise<{ certificate: string; key: string }> {
  const { settings, accountKey, responder, directory, signal } = wanted
  return asking(wanted, async () => {
    const { Client, crypto } = await library()
    const client = new Client({ directoryUrl: directory, accountKey, backoffAttempts: 3, backoffMin: 500 })
    const contact = settings.email === '' ? [] : [`mailto:${settings.email}`]
    await client.createAccount({ termsOfServiceAgreed: settings.termsAgreed, contact })
    const order = await client.createOrder({ identifiers: settings.names.map((value) => ({ type: 'dns', value })) })
    const stopListening = await responder.listen(settings.challenge, settings.port)
    try {
      for (const each of await client.getAuthorizations(order)) await prove(client, each, wanted)
    } finally {
      await stopListening()
    }
    const [key, request] = await crypto.createCsr({ altNames: settings.names }, await crypto.createPrivateEcdsaKey())
    const look = () => client.getOrder(order)
    const ready = await untilIs('ready', look, await look(), signal)
    const issued = await untilIs('valid', look, await client.finalizeOrder(ready, request), signal)
    return { certificate: await client.getCertificate(issued), key: key.toString() }
  })
}

/** Where on the web the issuer's terms of service are; null where it names none. Throws AcmeError. */
export const termsOf = (issuer: Issuer): Promise<string | null> =>
  asking(issuer, async () => {
    const { Client, crypto } = await library()
    const client = new Client({ directoryUrl: issuer.directory, accountKey: await crypto.createPrivateEcdsaKey() })
    const url = await client.getTermsOfServiceUrl()
    return url && /^https?:\/\//.test(url) ? url : null // it becomes a link
  })

/** Answers one of the issuer's questions, for as long as it asks. */
async function prove(client: Client, authorization: Authorization, { settings, responder, signal }: Wanted): Promise<void> {
  if (authorization.status === 'valid') return // of an order before
  const challenge = authorization.challenges.find(({ type }) => type === settings.challenge)
  const name = authorization.identifier.value
  if (!challenge) throw new AcmeError('rejectedName', `The issuer offers no ${settings.challenge} for ${name}.`)
  const text = await client.getChallengeKeyAuthorization(challenge)
  const withdraw =
    settings.challenge === 'http-01' ? responder.file(challenge.token, text) : await inTls(authorization, text, responder)
  try {
    await client.completeChallenge(challenge)
    const look = async () => (await client.getAuthorizations({ authorizations: [authorization.url] } as Order))[0]
    await untilIs('valid', look, authorization, signal)
  } finally {
    withdraw()
  }
}

async function inTls(authorization: Authorization, text: string, responder: Responder): Promise<() => void> {
  const [key, certificate] = await (await library()).crypto.createAlpnCertificate(authorization, text)
  return responder.certificate(authorization.identifier.value, key, certificate)
}

/** Looks again and again until the issuer has decided. */
async function untilIs<T extends { status: string }>(
  status: string,
  look: () => Promise<T | undefined>,
  known: T,
  signal: AbortSignal,
): Promise<T> {
  const until = performance.now() + patienceMs
  let now = known
  while (now.status !== status && now.status !== 'valid') {
    if (now.status === 'invalid') throw problemIn(now) ?? new AcmeError('unknown', 'The issuer calls it invalid.')
    if (performance.now() > until) throw new AcmeError('server', 'The issuer did not decide in time.')
    await pause(signal)
    now = (await look()) ?? now
  }
  return now
}

const pause = (signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(new AcmeError('unknown', 'stopped'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, askEveryMs)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })

/** What fails on the way: of a connection that fails the library tells nothing but that there was no answer. */
class WatchedAgent extends Agent {
  fault: AcmeError | null = null

  override createConnection(...given: Parameters<Agent['createConnection']>): ReturnType<Agent['createConnection']> {
    const socket = super.createConnection(...given)
    socket?.on('error', (error) => {
      this.fault = new AcmeError('unreachable', error.message, error)
    })
    return socket
  }
}

type Retries = { acmeSettings: { retryMaxAttempts: number } }

/**
 * Runs requests of the library by our rules: whom it trusts, which addresses it asks, how long it waits. The library tells of a refusal
 * in words only; the code is read from the answers as they pass. It would try what fails again for minutes, and for as long as a
 * busy issuer says: when to try again is decided by who orders. One at a time: the library has one client for all.
 */
async function asking<T>({ trusted, lookup, signal }: Issuer, work: () => Promise<T>): Promise<T> {
  const { axios } = await library()
  ;(axios.defaults as unknown as Retries).acmeSettings.retryMaxAttempts = 0
  const agent = new WatchedAgent({ ca: [...rootCertificates, trusted], lookup })
  let last: AcmeError | null = null
  const out = axios.interceptors.request.use((config) => ({ ...config, httpsAgent: agent, timeout: requestMs, signal }))
  const back = axios.interceptors.response.use((answer) => {
    last = problemIn(answer.data) ?? last
    return answer
  })
  try {
    return await work()
  } catch (error) {
    throw error instanceof AcmeError ? error : (last ?? agent.fault ?? faultOf(error))
  } finally {
    axios.interceptors.request.eject(out)
    axios.interceptors.response.eject(back)
    agent.destroy()
  }
}
