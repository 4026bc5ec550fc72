// What other programs do with calls: place one for somebody, end one.
import { phonesOf } from '../actions/destinations.ts'
import { EngineError, type IntegrationApi } from '../api.ts'
import type { Exchange } from '../session/exchange.ts'
import { ringPhones } from '../session/ringPhones.ts'
import { flowFor, type Sessions } from '../sessions.ts'

/** Calls placed and ended from outside. */
export function integrationApi(exchange: Exchange, sessions: Sessions): IntegrationApi {
  return {
    async originate(extension, to) {
      const { config } = exchange
      const person = config.extensions.get(extension)
      if (!person) throw new EngineError('NOT_FOUND', 'There is no such extension.')
      const phones = phonesOf(exchange, extension)
      if (phones.length === 0) throw new EngineError('NO_PHONE', 'No telephone of that extension is registered.')
      const callerId = { name: config.settings.name, number: to }
      const channel = await ringPhones(exchange, phones, { callerId, callId: '', role: 'click' })
      const flowId = flowFor(
        to,
        (number) => config.extensions.has(number),
        (number) => config.routes.get(number)?.flowId,
      )
      const call = sessions.begin(channel, {
        kind: 'phone',
        flowId,
        from: extension,
        fromName: person.name,
        to,
        extension,
        answered: true,
        variables: { 'dial.to': to },
      })
      return { callId: call.id }
    },
    async hangup(callId) {
      const call = exchange.calls.get(callId)
      if (!call) throw new EngineError('NOT_FOUND', 'That call is over.')
      await exchange.telephony.hangup(call.channelId, 'normal')
    },
    calls: () => [...exchange.calls.values()].map((call) => call.view()),
    operators: () => [...exchange.config.operators.keys()].flatMap((id) => exchange.operators.view(id) ?? []),
  }
}
