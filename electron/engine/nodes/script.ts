// Script: the office's handler, in its own process; it leaves by the port it returns, or by `error`.
import { z } from 'zod'
import { ScriptError, type Scripts } from '../ports.ts'
import { ScriptActions } from '../remote/script.ts'
import { behaviour } from './behaviour.ts'

export const script = ({ scripts }: { scripts: Scripts }) =>
  behaviour('script', z.object({ began: z.literal(true) }), async ({ call, config, state, checkpoint }) => {
    const failed = (code: string, message: string, line: number | null) => {
      call.set('script.error', message)
      call.trace('script.failed', { script: config.script, code, message, ...(line === null ? {} : { line }) })
      return 'error'
    }
    // What it has done cannot be known, and must not be done twice.
    if (state) return failed('restarted', 'The host was restarted while the script ran.', null)
    checkpoint({ began: true })
    const actions = new ScriptActions(call)
    const { id, from, fromName, to, language } = call
    try {
      const port = await scripts.run(config.script, {
        facts: { id, from, fromName, to, language, variables: Object.fromEntries(call.variables) },
        signal: call.signal,
        act: (action, args, signal) => actions.act(action, args, signal),
        set: (name, value) => call.set(name, value),
        variables: () => Object.fromEntries(call.variables),
        said: (message) => call.trace('script.logged', { script: config.script, message }),
      })
      call.check()
      return config.ports.includes(port)
        ? port
        : failed('unknownPort', `The script returned “${port}”; the node has ${config.ports.join(', ')}.`, null)
    } catch (error) {
      call.check()
      if (!(error instanceof ScriptError)) throw error
      return failed(error.code, error.message, error.line)
    } finally {
      actions.release()
    }
  })
