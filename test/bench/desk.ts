// Not a bench: one console without a page, as a program of its own. It signs in over HTTPS, follows the live feed and asks over WSS as the
// page does, and beside it a desk phone takes the calls.
import { request } from 'node:https'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { Contract } from '../../shared/contract/index.ts'
import type { LiveChange } from '../../shared/contract/live.ts'
import { Phone } from '../support/phone/phone.ts'
import { phonePassword } from './support/office.ts'

/** What the program is told on its command line. */
export type DeskOptions = {
  /** `https://…/` */
  address: string
  login: string
  password: string
  extension: string
  sip: { host: string; port: number }
}
/** What it tells: that it takes calls; when it is told `begin`, from when it counts; when it leaves, what it has seen. */
export type DeskSaid = { ready: true } | { delays: number[]; calls: number; problems: string[] }

/** As the page does (renderer/lib/rpc/connection.ts, renderer/phone). */
const [askEveryMs, heartbeatEveryMs] = [900, 3000]
const [answerAfterMs, talkMs] = [400, 2500]

type Client = ContractRouterClient<Contract>

function post(address: string, path: string, body: unknown, cookie = ''): Promise<{ cookie: string; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', origin: address.replace(/\/$/, ''), ...(cookie ? { cookie } : {}) }
    const sent = request(new URL(path, address), { method: 'POST', rejectUnauthorized: false, headers }, (answer) => {
      let text = ''
      answer.on('data', (part) => {
        text += part
      })
      answer.on('end', () => {
        if ((answer.statusCode ?? 500) >= 300) return reject(new Error(`${path}: ${answer.statusCode} ${text}`))
        resolve({ cookie: (answer.headers['set-cookie'] ?? []).map((each) => each.split(';')[0]).join('; '), body: text })
      })
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(body))
  })
}

async function connect({ address, login, password }: DeskOptions): Promise<Client> {
  const { cookie } = await post(address, '/auth/sign-in', { login, password })
  const { ticket } = JSON.parse((await post(address, '/auth/ticket', {}, cookie)).body) as { ticket: string }
  const socket = new WebSocket(`${address.replace('https', 'wss')}rpc`, ['cordboard', `ticket.${ticket}`], {
    origin: address.replace(/\/$/, ''),
    rejectUnauthorized: false,
  })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }))
}

class Desk {
  private readonly client: Client
  private readonly options: DeskOptions
  private readonly known = new Set<string>()
  private readonly problems: string[] = []
  private delays: number[] = []
  private calls = 0
  private counting = false

  constructor(client: Client, options: DeskOptions) {
    this.client = client
    this.options = options
  }

  begin(): void {
    this.counting = true
    this.delays = []
    this.calls = 0
  }
  get seen(): DeskSaid {
    return { delays: this.delays, calls: this.calls, problems: this.problems }
  }

  /** Follows for ever; what fails is told at the end. */
  start(): void {
    const told = (what: string) => (error: unknown) => void this.problems.push(`${what}: ${error}`)
    void this.follow().catch(told('feed'))
    setInterval(() => void this.client.live.epoch().catch(told('epoch')), askEveryMs)
    const beat = { consoleId: this.options.login, ready: true }
    setInterval(() => void this.client.phone.heartbeat(beat).catch(told('heartbeat')), heartbeatEveryMs)
  }

  private async follow(): Promise<void> {
    await this.client.phone.credentials({ consoleId: this.options.login, fresh: true })
    for await (const event of await this.client.live.feed({})) {
      if (event.type !== 'changes') continue
      const now = Date.now()
      for (const change of event.changes) this.take(change, now)
    }
  }

  /** From when it happened at the host, which has this machine's clock: a step of a call, or a call that is new here. */
  private take(change: LiveChange, now: number): void {
    if (change.kind === 'trace') this.delays.push(now - change.value.at)
    if (change.kind !== 'call' || this.known.has(change.value.id)) return
    this.known.add(change.value.id)
    this.delays.push(now - change.value.startedAt)
  }

  /** As the page does for a call that rings, and after one. */
  async phone(): Promise<void> {
    const { sip, extension } = this.options
    const phone = await Phone.open({
      ...{ server: sip, user: extension, password: phonePassword },
      onCall: (call) => {
        call.ring()
        void this.client.live.epoch()
        setTimeout(() => call.state === 'incoming' && call.answer(), answerAfterMs)
        setTimeout(() => void call.hangup(), answerAfterMs + talkMs)
        void call.end.then(() => {
          if (this.counting) this.calls += 1
          void this.client.calls.list({ limit: 20 }).catch((error: unknown) => this.problems.push(`calls: ${error}`))
        })
      },
    })
    await phone.register()
  }
}

const given = process.argv[2]
if (given) {
  const options = JSON.parse(given) as DeskOptions
  const desk = new Desk(await connect(options), options)
  desk.start()
  await desk.phone()
  process.on('message', (word) => {
    if (word === 'begin') desk.begin()
    else process.send?.(desk.seen, () => process.exit(0))
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.({ ready: true } satisfies DeskSaid)
}
