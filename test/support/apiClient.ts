// A client for the integration API as another program would have it: generated from the description, compiled, and used by a program.
import { execFile } from 'node:child_process'
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { generateSource } from 'oazapfts'
import { root } from '../../build/paths.ts'

const run = promisify(execFile)

/** What `test/fixtures/useApi.mts` offers. */
export type ApiProgram = {
  signIn(base: string, token: string): void
  pauseEverybody(reason: string): Promise<{ paused: string[]; refused: string[] }>
  runningCalls(): Promise<string[]>
  announce(subaccount: string, destination: string, text: string): Promise<string>
}

const strict = [
  '--ignoreConfig',
  '--noEmit',
  '--strict',
  '--skipLibCheck',
  '--allowImportingTsExtensions',
  '--module',
  'nodenext',
  '--target',
  'es2024',
]

/** The program with its client. Rejects with the compiler's words when the two do not fit. */
export async function programWithClient(description: unknown): Promise<ApiProgram> {
  // Below the project, so that the client finds its runtime.
  const folder = join(root, '.cache', `api-client-${process.pid}`)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const [document, program] = [join(folder, 'openapi.json'), join(folder, 'useApi.mts')]
  await writeFile(document, JSON.stringify(description))
  await writeFile(join(folder, 'client.mts'), await generateSource(document, {}))
  await copyFile(join(root, 'test/fixtures/useApi.mts'), program)
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  await run(process.execPath, [compiler, ...strict, program], { cwd: root }).catch((error: { stdout?: string }) => {
    throw new Error(`The client does not compile.\n${error.stdout}`)
  })
  return (await import(pathToFileURL(program).href)) as ApiProgram
}
