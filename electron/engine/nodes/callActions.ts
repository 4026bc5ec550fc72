// Call Actions: hands the call to a backend's documents (remote/callflow).
import { ensureAnswered } from '../actions/answer.ts'
import { type CallflowContext, CallflowSession } from '../remote/callflow/session.ts'
import { callflowState, takeBegun } from '../remote/callflow/state.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import { behaviour } from './behaviour.ts'

export const callActions = (context: CallflowContext) =>
  behaviour('callActions', callflowState, async ({ call, nodeId, config, state, checkpoint, alive, leads }) => {
    const named = config.backendId ? call.office.config.backends.get(config.backendId) : undefined
    if (config.backendId && named?.kind !== 'callActions')
      throw new ConfigurationError('UNKNOWN_BACKEND', `There is no backend “${config.backendId}”.`)
    const begun = takeBegun(call)
    if (!state && !call.isGone) await ensureAnswered(call)
    const settings = named?.kind === 'callActions' ? named : config
    return new CallflowSession(call, context, settings, { nodeId, state, begun, alive, checkpoint, leads }).run()
  })
