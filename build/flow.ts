// `npm run flow -- validate <file> | diff <a> <b> | layout <file> | test <file> | import <file> --out <file> [--strict]`: flows as files, without a host.
// The exit status is 1 where something was found or the input is none, 2 where the command is not understood.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { repeatRuns } from '../electron/host/simulate/runs.ts'
import { apply } from '../renderer/flows/document/change.ts'
import { layOut, layoutTask, placed } from '../renderer/flows/document/layout.ts'
import { fromCallytics } from '../shared/callytics/fromCallytics.ts'
import { diffFlows } from '../shared/flow/diff.ts'
import type { FlowDocument } from '../shared/flow/document.ts'
import { stableFlow } from '../shared/flow/stable.ts'
import { readFlow, validateFlow } from '../shared/flow/validate.ts'
import { helpFor } from './help.ts'

const usage =
  'npm run flow -- validate <file> | diff <a> <b> | layout <file> [--out <file>] | test <file> | import <file> --out <file> [--strict]'
const mostBytes = 5_000_000

class BadInput extends Error {}

function jsonOf(path: string): unknown {
  try {
    if (statSync(path).size > mostBytes) throw new BadInput(`${path} is larger than ${mostBytes / 1e6} MB.`)
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof BadInput) throw error
    throw new BadInput(`${path}: ${error instanceof SyntaxError ? 'this is no JSON' : (error as Error).message}.`)
  }
}

function flowOf(path: string): FlowDocument {
  const { document, problems } = readFlow(jsonOf(path))
  if (!document) throw new BadInput(problems.map(({ message }) => `${path}: ${message}`).join('\n'))
  return document
}

const say = (line: string): void => console.log(line)

function write(flow: FlowDocument, out: string | undefined): void {
  if (out) writeFileSync(out, stableFlow(flow))
  else process.stdout.write(stableFlow(flow))
}

const commands: Record<
  string,
  { files: number; run(files: string[], out: string | undefined, strict: boolean): number | Promise<number> }
> = {
  validate: {
    files: 1,
    run: ([file = '']) => {
      const problems = validateFlow(jsonOf(file))
      for (const { severity, code, node, field, message } of problems)
        say(`${severity} ${code}${node ? ` ${node}` : ''}${field ? ` ${field}` : ''}: ${message}`)
      return problems.length > 0 ? 1 : 0
    },
  },
  diff: {
    files: 2,
    run: ([a = '', b = '']) => {
      const changes = diffFlows(flowOf(a), flowOf(b)).filter(({ kind }) => kind !== 'nodeMoved')
      for (const change of changes) say(JSON.stringify(change))
      return changes.length > 0 ? 1 : 0
    },
  },
  layout: {
    files: 1,
    run: ([file = ''], out) => {
      const flow = flowOf(file)
      write(apply(flow, { kind: 'move', to: layOut(layoutTask(flow)) }), out)
      return 0
    },
  },
  test: {
    files: 1,
    run: async ([file = '']) => {
      const results = await repeatRuns(flowOf(file))
      for (const { name, passed, expected = '', came = '' } of results)
        say(passed ? `passed “${name}”` : `failed “${name}”: “${expected}” was expected, “${came}” came.`)
      const failed = results.filter(({ passed }) => !passed).length
      say(results.length === 0 ? 'The flow has no tests.' : `${results.length - failed} of ${results.length} passed.`)
      return failed > 0 ? 1 : 0
    },
  },
  import: {
    files: 1,
    // What was lost is no failure, unless it was asked to be.
    run: ([file = ''], out, strict) => {
      const input = jsonOf(file)
      const foreign = fromCallytics(input, 'Imported')
      write(foreign ? placed(foreign.document) : flowOf(file), out)
      for (const line of foreign?.report ?? []) console.error(line)
      return strict && foreign && foreign.report.length > 0 ? 1 : 0
    },
  },
}

/** Runs one command; its exit status. */
async function main(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { out: { type: 'string' }, strict: { type: 'boolean', default: false } },
  })
  const [name = '', ...files] = positionals
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command || files.length !== command.files) {
    console.error(usage)
    return 2
  }
  try {
    return await command.run(files, values.out, values.strict)
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    console.error(error.message)
    return 1
  }
}

helpFor(usage)
process.exitCode = await main(process.argv.slice(2))
