// Nodes that are one action and hold no state.
import { evaluate, parseExpression, truth } from '../../../shared/domain/expression.ts'
import { language } from '../../../shared/domain/office.ts'
import { openingOf } from '../../../shared/domain/officeHours.ts'
import { openingAt } from '../../../shared/domain/schedule.ts'
import { SecretReferences, withNames } from '../../../shared/domain/secretReference.ts'
import { inJson } from '../../../shared/domain/template.ts'
import { ensureAnswered } from '../actions/answer.ts'
import { gatherDigits } from '../actions/collect.ts'
import { busy as busyAction, hangup as hangupAction, pause as pauseAction, reject as rejectAction } from '../actions/endings.ts'
import { notReached } from '../actions/notReached.ts'
import { play } from '../actions/play.ts'
import type { Outbox } from '../ports.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import { behaviour, stateless } from './behaviour.ts'

export const start = behaviour('start', stateless, () => 'next')

export const answer = behaviour('answer', stateless, async ({ call }) => {
  await ensureAnswered(call)
  return 'next'
})

export const playAudio = behaviour('playAudio', stateless, async ({ call, config }) => {
  await play(call, config.prompt, { interruptible: config.interruptible })
  return 'next'
})

export const getDigits = behaviour('getDigits', stateless, async ({ call, config, leads }) => {
  const heard = await gatherDigits(call, config.prompt, {
    maxDigits: config.count ?? 40,
    terminationDigits: config.terminator,
    timeoutSeconds: config.timeoutMs / 1000,
  })
  const digits = heard.digits ?? ''
  // Where no key and no count ends the input, silence does.
  const ended = config.terminator === '' && config.count === undefined && digits !== ''
  const result = heard.result === 'success' || ended ? 'success' : 'timeout'
  call.set(config.variable, digits)
  call.set('digits', digits)
  call.set('digits.result', result)
  // A flow of before the outlet goes on, and can tell by the variable.
  return result === 'timeout' && leads('timeout') ? 'timeout' : 'next'
})

export const businessHours = behaviour('businessHours', stateless, ({ call, config }) => {
  const { clock } = call.pbx
  const { config: office, override } = call.office
  if (config.scheduleId) {
    const found = openingOf(office, config.scheduleId, clock.now())
    if (!found) throw new ConfigurationError('UNKNOWN_SCHEDULE', `There are no opening hours “${config.scheduleId}”.`)
    return found
  }
  return openingAt(config, clock.now(), override(config.name))
})

export const setVariable = behaviour('setVariable', stateless, ({ call, config }) => {
  for (const { name, expression } of config.assignments) {
    const value = String(evaluate(parseExpression(expression), call.read))
    if (name !== 'call.language' || language.safeParse(value).success) call.set(name, value)
    call.trace('variable.set', { name, value })
  }
  return 'next'
})

export const condition = behaviour('condition', stateless, ({ call, config }) => {
  const value = evaluate(parseExpression(config.expression), call.read)
  if (config.cases.length === 0) return truth(value) ? 'true' : 'false'
  return config.cases.find((c) => c.equals === String(value))?.port ?? 'otherwise'
})

export const pause = behaviour('pause', stateless, async ({ call, config }) => {
  await pauseAction(call, config.seconds)
  return 'next'
})

export const reject = behaviour('reject', stateless, async ({ call, config }) => {
  call.assignment.countsAtLeast(notReached(call) ?? 'rejected')
  if ((await rejectAction(call, config.reason)) === 'alreadyAnswered') await hangupAction(call)
  return 'done'
})

export const busy = behaviour('busy', stateless, async ({ call }) => {
  call.assignment.countsAtLeast(notReached(call) ?? 'rejected')
  await busyAction(call)
  return 'done'
})

export const hangup = behaviour('hangup', stateless, async ({ call }) => {
  await hangupAction(call)
  return 'done'
})

/** The interpreter goes into the other flow; its exit is the port. */
export const subflow = behaviour('subflow', stateless, ({ call, config }) => {
  const inputs = config.inputs.map(({ name, expression }) => [name, String(evaluate(parseExpression(expression), call.read))])
  return { into: { flow: config.flow, version: config.version, inputs: Object.fromEntries(inputs) as Record<string, string> } }
})

export const exit = behaviour('exit', stateless, ({ config }) => ({ exit: config.exit }))

/** Never waited for: the outbox delivers. The id is the visit's, so that a restart does not send it twice. */
export const webhook = ({ outbox }: { outbox: Outbox }) =>
  behaviour('webhook', stateless, ({ call, config, nodeId }) => {
    const secrets = new SecretReferences(() => call.pbx.chance.id())
    const body = config.payload
      ? secrets.fill(config.payload, 'json', (name) => inJson(call.read(name)))
      : JSON.stringify({
          callId: call.id,
          from: call.from,
          to: call.to,
          startedAt: new Date(call.startedAt).toISOString(),
          variables: Object.fromEntries(call.variables),
        })
    const url = secrets.fill(config.url, 'uri', (name) => encodeURIComponent(call.read(name)))
    const headers = secrets.values(config.headers)
    const id = `${call.id}.${call.position.visit}.${nodeId}`
    outbox.post({ id, callId: call.id, url, headers, body, ...secrets.nonce })
    call.trace('webhook.queued', { url: withNames(url) })
    return 'next'
  })
