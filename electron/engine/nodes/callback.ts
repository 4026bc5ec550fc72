// Callback: stores the request, reads the number back, one open request a number and queue.
import { z } from 'zod'
import { normalizeNumber } from '../../../shared/domain/dial.ts'
import type { Prompt } from '../../../shared/flow/prompt.ts'
import { gatherDigits, promptDigit } from '../actions/collect.ts'
import { phrase } from '../actions/phrases.ts'
import { play } from '../actions/play.ts'
import type { CallbackDesk } from '../callbacks/requests.ts'
import type { Call } from '../session/call.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import { behaviour, type NodeContext } from './behaviour.ts'

const asked = z.object({ number: z.string(), stored: z.boolean() })

async function askNumber(call: Call, prompt: Prompt | undefined): Promise<string> {
  for (let tries = 0; tries < 3; tries++) {
    const heard = await gatherDigits(call, prompt ?? phrase(call, 'enterNumber'), {
      maxDigits: 20,
      terminationDigits: '#',
      timeoutSeconds: 20,
      interDigitSeconds: 5,
    })
    if (heard.result === 'success' && heard.digits.length >= 3) return heard.digits
  }
  return ''
}

export const callback = (context: { callbacks: CallbackDesk }) =>
  behaviour('callback', asked, (node) => runCallback(context, node))

async function runCallback(
  { callbacks }: { callbacks: CallbackDesk },
  { call, config, state, checkpoint }: NodeContext<'callback', z.infer<typeof asked>>,
): Promise<string> {
  const office = call.office.config
  if (!office.queues.has(config.queueId)) throw new ConfigurationError('UNKNOWN_QUEUE', `There is no queue “${config.queueId}”.`)
  let number = state?.number ?? (config.numberFrom === 'callerId' ? call.from.replace(/[^\d+]/g, '') : '')
  while (!state?.stored) {
    if (number.length < 3) number = await askNumber(call, config.prompt)
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
    const confirm = config.confirmPrompt ?? phrase(call, 'confirmNumber', number, true)
    call.set('callback.number', number)
    const choice = await promptDigit(call, confirm, { timeoutSeconds: 10 })
    if (choice.result === 'success' && choice.digit === '2') {
      if (asked.created) callbacks.withdraw(asked.callback)
      call.assignment.counts(null)
      number = ''
      continue
    }
    // Silence confirms: the number was read out, and who asked to be called back must not be forgotten.
    callbacks.request(request)
    checkpoint({ number, stored: true })
    call.trace('callback.stored', { queue: config.queueId, created: asked.created })
    break
  }
  await play(call, phrase(call, 'callbackStored'))
  return 'done'
}
