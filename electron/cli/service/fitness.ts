// Whether a host is well enough for its service manager to leave it alone: what starting it again would mend counts, nothing else.
import { request } from 'node:http'
import type { RunningState } from '../program.ts'

/** `why`: one line for whoever looks at the service. */
export type Fitness = { fit: boolean; why: string }

/** A host that starts anew, lacks descriptors, or whose own Asterisk takes no calls, is left alone for so long, ms. */
export const patientMs = 300_000

/** Judges a host again and again. `answers`: whether an address answers HTTP. */
export function judge(answers: (here: string) => Promise<boolean>, now: () => number) {
  let idleSince: number | null = null
  const idle = (why: string): Fitness => {
    idleSince ??= now()
    const fit = now() - idleSince < patientMs
    return { fit, why: fit ? why : `${why} (for more than ${patientMs / 60_000} minutes)` }
  }
  return async (state: RunningState | null): Promise<Fitness> => {
    if (state === null) return idle('Starting anew')
    // Such a host goes on with its calls, and answers nobody new.
    if (state.lacking) return idle('No file descriptor is left')
    if (!(await answers(state.here))) return { fit: false, why: 'The host does not answer' }
    if (!state.ready && state.kind === 'managed') return idle('No calls are taken: Asterisk cannot be reached')
    idleSince = null
    // Somebody else's Asterisk: the host connects as soon as it is back, and does so no sooner when it is started again.
    if (!state.ready) return { fit: true, why: 'No calls are taken: your Asterisk cannot be reached' }
    return { fit: true, why: state.kind === 'demo' ? 'Shows the demo office' : 'Takes calls' }
  }
}

/** Whether the host answers over HTTP within `timeoutMs`: its thread turns and its server serves. A redirect to https is an answer. */
export const answersHttp = (here: string, timeoutMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const asked = request(new URL('/healthz', here.replace(/^https/, 'http')), { agent: false }, (response) => {
      response.resume()
      resolve(true)
    })
    const timer = setTimeout(() => asked.destroy(new Error('no answer')), timeoutMs)
    asked.on('error', () => resolve(false))
    asked.on('close', () => clearTimeout(timer))
    asked.end()
  })
