// `npm run host -- reset-admin [login]`: a new password for an administrator who is locked out. For whoever has the machine.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { resetAdmin as reset } from '../../host/onFolder.ts'
import { defaultFolder } from '../arguments.ts'
import type { Command } from './command.ts'

export const resetAdmin: Command = async (args, terminal, env) => {
  try {
    const { values, positionals } = parseArgs({ args, options: { data: { type: 'string' } }, allowPositionals: true })
    const folder = resolve(values.data ?? env.CORDBOARD_DATA ?? defaultFolder())
    const done = await reset(folder, positionals[0])
    if (done.result === 'reset') {
      terminal.out(`New password of ${done.login}: ${done.password}`)
      terminal.out(
        'It is valid now, also where the host runs; sessions of before have ended. Change it under Settings, This console.',
      )
      return 0
    }
    const sentences = {
      noOffice: `There is no office in ${folder}.`,
      noUsers: 'There is no user yet: the host prints a link for the first admin when it starts.',
      which: `Name one of the administrators: ${'logins' in done ? done.logins.join(', ') : ''}`,
      unknown: `There is no administrator of that name, only: ${'logins' in done ? done.logins.join(', ') : ''}`,
    }
    terminal.error(sentences[done.result])
    return done.result === 'which' ? 2 : 1
  } catch (error) {
    terminal.error(error instanceof Error ? error.message : String(error))
    return (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ? 2 : 1
  }
}
