// Step Provider: hands the call to an HTTP service until that hands it on (remote/step).
import { ensureAnswered } from '../actions/answer.ts'
import { sipHeadersOf } from '../remote/sipHeaders.ts'
import { stepState } from '../remote/step/machine.ts'
import { type StepContext, StepSession } from '../remote/step/session.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import { behaviour } from './behaviour.ts'

export const stepProvider = (context: StepContext) =>
  behaviour('stepProvider', stepState, async ({ call, nodeId, config, state, checkpoint, alive, leads }) => {
    const named = config.backendId ? call.office.config.backends.get(config.backendId) : undefined
    if (config.backendId && named?.kind !== 'step')
      throw new ConfigurationError('UNKNOWN_BACKEND', `There is no step provider “${config.backendId}”.`)
    const settings = named?.kind === 'step' ? named : config
    if (!state && !call.isGone) await ensureAnswered(call)
    const ivrId = config.ivrId || named?.name || call.position.nodeLabel || nodeId
    const session = new StepSession(call, context, settings, {
      nodeId,
      ivrId,
      names: [ivrId, ...(named ? [named.id, named.name] : [])].map((name) => name.toLowerCase()),
      sipHeaders: state || call.isGone ? {} : await sipHeadersOf(call),
      state,
      alive,
      checkpoint,
      leads,
    })
    return session.run()
  })
