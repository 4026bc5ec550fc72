// A channel comes in: from a trunk, from one of our phones, or as word of an emergency call.

import type { Alert } from '../../shared/contract/live.ts'
import { isWithheld, withheld } from '../../shared/domain/caller.ts'
import { fromFormat, matchesPattern, writtenForms } from '../../shared/domain/dial.ts'
import { dialledText } from '../../shared/domain/dialled.ts'
import { isLoginKey } from '../../shared/domain/loginKey.ts'
import { messagesAsked } from '../../shared/domain/messageCodes.ts'
import { pickUpAsked } from '../../shared/domain/pickUpCodes.ts'
import { routeOf } from '../../shared/domain/route.ts'
import type { ChannelInfo } from './ports.ts'
import type { Call } from './session/call.ts'
import type { OfficeContext, PbxContext, RecordsContext } from './session/context.ts'
import type { Parking } from './session/parking.ts'
import { dialledFlow } from './session/redirects.ts'
import { extensionOf, type Sessions, trunkOf } from './sessions.ts'

export type Alarm = (alert: Omit<Alert, 'id' | 'at'>) => void

type IncomingContext = {
  pbx: PbxContext
  office: OfficeContext
  records: Pick<RecordsContext, 'callLog'>
  parking: Parking
  sessions: Sessions
  alarm: Alarm
}

export class Incoming {
  private readonly context: IncomingContext
  /** Test calls under way: the number they show → who asked for them. */
  readonly tests = new Map<string, { operatorId: string; begun(call: Call): void }>()

  constructor(context: IncomingContext) {
    this.context = context
  }

  /** `args` as the dialplan gives them: `in,<number>,<header with the dialled number>,<header with who calls, of a withheld number>` · `phone,<number>` · `dialled,<number>`, from whichever it is · `emergency,<number>,<caller>`. */
  take(channel: ChannelInfo, args: string[]): void {
    try {
      this.begin(channel, args)
    } catch (error) {
      // No caller is left without an answer for a fault of ours.
      this.context.pbx.log.error('a call could not be begun', {
        channel: channel.name,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
      this.context.sessions.giveBack(channel.id)
    }
  }

  private begin(channel: ChannelInfo, args: string[]): void {
    const [kind, number = channel.exten, called = '', asserted = ''] = args
    const extension = extensionOf(this.context.office, channel)
    if (kind === 'emergency') this.emergency(channel, number, args[2] ?? '')
    else if (kind === 'phone' || (kind !== 'in' && extension)) this.fromPhone(channel, number, extension)
    else this.fromTrunk(channel, numberIn(called) || number, numberIn(asserted))
  }

  private fromTrunk(channel: ChannelInfo, to: string, asserted: string): void {
    const { config } = this.context.office
    const route = routeOf(config, to) ?? config.routes.get('*')
    const test = this.tests.get(channel.callerNumber)
    const format = config.trunks.get(trunkOf(this.context.office, channel) ?? '')?.numbersIn ?? 'asIs'
    const from = isWithheld(channel.callerNumber) ? withheld : fromFormat(channel.callerNumber, format, config.settings.country)
    const blocked = this.blocked(from)
    const call = this.context.sessions.begin(channel, {
      kind: test ? 'test' : 'inbound',
      from,
      fromName: channel.callerName,
      to,
      extension: null,
      flowId: blocked?.flowId ?? route?.flowId ?? 'builtin:unassigned',
      ...(route?.language ? { language: route.language } : {}),
      ...(blocked ? { variables: { 'block.message': blocked.message } } : {}),
      prefers: test?.operatorId ?? null,
      ...(asserted && isWithheld(from) ? { asserted: fromFormat(asserted, format, config.settings.country) } : {}),
    })
    if (!route) this.context.pbx.log.warn('a number has no route', { to })
    test?.begun(call)
  }

  private blocked(number: string): { flowId: string; message: string } | null {
    const { config } = this.context.office
    if (config.blocked.length === 0) return null // as in most offices, and reading a number takes time
    const anonymous = isWithheld(number)
    const forms = [...new Set([number, ...writtenForms(number, config.settings.country)])]
    const rule = config.blocked.find((r) =>
      r.pattern === 'anonymous' ? anonymous : !anonymous && forms.some((form) => matchesPattern(form, r.pattern)),
    )
    return rule ? { flowId: `builtin:${rule.action}`, message: rule.message } : null
  }

  private fromPhone(channel: ChannelInfo, to: string, extension: string | null): void {
    const { office, parking } = this.context
    const slot = parking.isSlot(to)
    if (slot && parking.pickUp(to, channel, extension)) return
    const asked = office.config.routes.has(to) ? null : pickUpAsked(to)
    if (asked && extension !== null && office.pickUps.pickUp(office, asked, channel, extension)) return
    const login = extension !== null && this.isOwnLogin(to, extension)
    const messages = extension === null || office.config.routes.has(to) ? null : messagesAsked(to)
    const own = login ? 'builtin:login' : messages ? `builtin:messages:${messages}` : asked ? 'builtin:nothingRings' : null
    const flowId = slot ? 'builtin:nobodyParked' : (own ?? dialledFlow(office, to))
    this.context.sessions.begin(channel, {
      kind: 'phone',
      from: extension ?? channel.callerNumber,
      fromName: channel.callerName,
      to,
      extension,
      flowId,
      variables: { 'dial.to': to },
    })
  }

  /** An operator's own key; a route of the office's that has the code goes first. */
  private isOwnLogin(to: string, extension: string): boolean {
    const { operators, routes } = this.context.office.config
    if (routes.has(to) || !isLoginKey(to, extension)) return false
    return [...operators.values()].some((operator) => operator.extension === extension)
  }

  /** Always in the history. How it went is the dialplan's alone to know, so that it counts as over. */
  private logEmergency(from: string, number: string): void {
    const { callLog } = this.context.records
    const { chance, clock } = this.context.pbx
    const { config } = this.context.office
    const [id, now] = [`cb-${chance.id()}`, clock.now()]
    const fromName = config.extensions.get(from)?.name ?? ''
    callLog.started({
      id,
      kind: 'phone',
      from,
      fromName,
      to: number,
      flowId: 'builtin:emergency',
      flowVersion: 0,
      startedAt: now,
    })
    callLog.trace({ callId: id, seq: 1, at: now, type: 'call.emergency', data: { from, to: number } })
    callLog.update(id, { endedAt: now, outcome: 'completed' })
  }

  /** The dialplan dials by itself; this channel only brings word of it. */
  private emergency(channel: ChannelInfo, number: string, caller: string): void {
    this.context.alarm({ kind: 'emergency', text: `${caller || channel.callerNumber} → ${number}` })
    this.logEmergency(caller || channel.callerNumber, number)
    const { telephony, background } = this.context.pbx
    background(
      telephony
        .hangup(channel.id, 'normal')
        .catch((error: unknown) => this.context.pbx.log.warn('an alert’s channel was not hung up', { error: String(error) })),
    )
  }
}

/** The number of the first address in a header such as To or P-Asserted-Identity; `''` where there is none. */
function numberIn(header: string): string {
  const [, user = ''] = /\bsips?:([^@;>\s]+)@/i.exec(header) ?? /\btel:([^;>\s]+)/i.exec(header) ?? []
  return dialledText(user)
}
