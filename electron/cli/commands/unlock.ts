// `npm run host -- unlock [name]`: lists what waits after wrong passwords or PINs, and lifts it. For whoever has the machine.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { liftLockouts } from '../../host/onFolder.ts'
import { defaultFolder } from '../arguments.ts'
import type { Command } from './command.ts'

export const unlock: Command = (args, terminal, env) => {
  const { values, positionals } = parseArgs({ args, options: { data: { type: 'string' } }, allowPositionals: true })
  const folder = resolve(values.data ?? env.CORDBOARD_DATA ?? defaultFolder())
  const [wanted] = positionals
  const lifted = liftLockouts(folder, wanted)
  if (lifted === null) {
    terminal.error(`There is no office in ${folder}.`)
    return 1
  }
  if (lifted.length === 0) terminal.out(wanted ? `Nothing is locked by the name of ${wanted}.` : 'Nothing is locked.')
  for (const { scope, key, failures } of lifted)
    terminal.out(`Lifted: ${key} (${failures} wrong ${scope === 'pin' ? 'PINs' : 'passwords'})`)
  // A running host counts wrong PINs in memory, and looks for what is lifted here each second.
  if (lifted.some(({ scope }) => scope === 'pin')) terminal.out('A running host lifts the locks of PINs within a second.')
  return 0
}
