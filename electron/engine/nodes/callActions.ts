// Call Actions: hands the call to a backend's documents (remote/callflow).
import { ensureAnswered } from '../actions/answer.ts'
import { takeBegun } from '../remote/callflow/outbound.ts'
import { CallflowSession } from '../remote/callflow/session.ts'
import { callflowState } from '../remote/callflow/state.ts'
import { ConfigurationError } from '../session/ends.ts'
import { behaviour } from './behaviour.ts'

export const callActions = behaviour(
  'callActions',
  callflowState,
  async ({ call, nodeId, config, state, checkpoint, alive, leads }) => {
    const named = config.backendId ? call.exchange.config.backends.get(config.backendId) : undefined
    if (config.backendId && named?.kind !== 'callActions')
      throw new ConfigurationError('UNKNOWN_BACKEND', `There is no backend “${config.backendId}”.`)
    const begun = takeBegun(call)
    if (!state && !call.isGone) await ensureAnswered(call)
    const settings = named?.kind === 'callActions' ? named : config
    return new CallflowSession(call, settings, { nodeId, state, begun, alive, checkpoint, leads }).run()
  },
)
