// The console that is tested: of CORDBOARD_CONSOLE, or as built here.
import { join } from 'node:path'
import { consoleFolder, root } from '../../build/paths.ts'
import { isStale } from '../../build/stale.ts'
import { runProgram } from './runner/program.ts'

/** Its folder. */
export const testedConsole = process.env.CORDBOARD_CONSOLE ?? consoleFolder

/** Builds it when it is older than its sources; one that was built elsewhere is taken as it is. Throws when it cannot be built. */
export async function buildConsole(say: (line: string) => void): Promise<void> {
  const sources = ['renderer', 'shared', 'build'].map((folder) => join(root, folder))
  if (testedConsole !== consoleFolder || !isStale(join(consoleFolder, 'index.html'), sources)) return
  say('Building the console …')
  const { code, output } = await runProgram(process.execPath, [join('build', 'console.ts')])
  if (code !== 0) throw new Error(`The console could not be built:\n${output}`)
}
