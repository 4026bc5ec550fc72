// Callback: stores the request, reads the number back, one open request a number and queue.
import { z } from 'zod'
import { normalizeNumber } from '../../../shared/domain/dial.ts'
import { numberOf } from '../../../shared/domain/dialled.ts'
import type { Prompt } from '../../../shared/flow/prompt.ts'
import { gatherDigits, promptDigit } from '../actions/collect.ts'
import { phrase } from '../actions/phrases.ts'
import { play } from '../actions/play.ts'
import type { CallbackDesk } from '../callbacks/requests.ts'
import type { Call } from '../session/call.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import { behaviour, type NodeContext } from './behaviour.ts'

const confirmKey = '1'
const anotherKey = '2'
const confirmTries = 3

const asked = z.object({ number: z.string(), stored: z.boolean() })

async function askNumber(call: Call, prompt: Prompt | undefined): Promise<string> {
  for (let tries = 0; tries < 3; tries++) {
    const heard = await gatherDigits(call, prompt ?? phrase(call, 'enterNumber'), {
      maxDigits: 20,
      terminationDigits: '#',
      timeoutSeconds: 20,
      interDigitSeconds: 8,
    })
    if (heard.result === 'success' && heard.digits.length >= 3) return heard.digits
  }
  return ''
}

export const callback = (context: { callbacks: CallbackDesk }) =>
  behaviour('callback', asked, (node) => runCallback(context, node))

/** What the caller says of the number that was read out: only the confirming key confirms, and anything else is asked about again. */
async function confirmed(call: Call, prompt: Prompt): Promise<'confirmed' | 'another' | 'unconfirmed'> {
  for (let tries = 0; tries < confirmTries; tries++) {
    const choice = await promptDigit(call, prompt, { timeoutSeconds: 10 })
    if (choice.result === 'success' && choice.digit === confirmKey) return 'confirmed'
    if (choice.result === 'success' && choice.digit === anotherKey) return 'another'
  }
  return 'unconfirmed'
}

async function runCallback(
  { callbacks }: { callbacks: CallbackDesk },
  { call, config, state, checkpoint }: NodeContext<'callback', z.infer<typeof asked>>,
): Promise<string> {
  const office = call.office.config
  if (!office.queues.has(config.queueId)) throw new ConfigurationError('UNKNOWN_QUEUE', `There is no queue “${config.queueId}”.`)
  let number = state?.number ?? (config.numberFrom === 'callerId' ? numberOf(call.from, office.settings.country) : '')
  while (!state?.stored) {
    if (number.length < 3) number = await askNumber(call, config.prompt)
    call.set('callback.result', number === '' ? 'timeout' : 'unconfirmed')
    if (number === '') return 'done'
    checkpoint({ number, stored: false })
    // Who hangs up while the number is read out has asked all the same.
    const request = {
      number: normalizeNumber(number, office.settings.country),
      queueId: config.queueId,
      callId: call.id,
    }
    const asked = callbacks.request({ ...request, unconfirmed: true })
    call.assignment.counts('callback')
    call.set('callback.number', number)
    const answer = await confirmed(call, config.confirmPrompt ?? phrase(call, 'confirmNumber', number, true))
    if (answer === 'another') {
      if (asked.created) callbacks.withdraw(asked.callback)
      call.assignment.counts(null)
      number = ''
      continue
    }
    // Silence leaves the request marked as not confirmed: who asked to be called back must not be forgotten.
    if (answer === 'confirmed') callbacks.request(request)
    call.set('callback.result', answer)
    checkpoint({ number, stored: true })
    call.trace('callback.stored', { queue: config.queueId, created: asked.created })
    break
  }
  await play(call, phrase(call, 'callbackStored'))
  return 'done'
}
