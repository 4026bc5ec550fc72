// `npm run bench -- <name> [--json]`: measures one thing and tells its figures. README.md says what each is.

import { parseArgs } from 'node:util'
import { helpFor } from '../../build/help.ts'
import { consoleBench } from './console.ts'
import { desksBench } from './desks.ts'
import { desktop } from './desktop.ts'
import { dtmf } from './dtmf.ts'
import { editor } from './editor.ts'
import { engine } from './engine.ts'
import { load } from './load.ts'
import { match } from './match.ts'
import { recovery } from './recovery.ts'
import { step } from './step.ts'
import { store } from './store.ts'
import { streams } from './streams.ts'
import { closeOffices } from './support/office.ts'
import { type Bench, type Figure, figureOf, jsonLine, table } from './support/report.ts'

const benches: Bench[] = [dtmf, match, load, engine, recovery, consoleBench, desktop, editor, streams, step, store, desksBench]
const out = (line: string): void => void process.stdout.write(`${line}\n`)
const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Runs it; the exit status says whether it ran, not whether the aims were met. */
async function measure(bench: Bench, json: boolean): Promise<void> {
  const figures: Figure[] = []
  await bench.run({
    say: (line) => say(`${bench.name}: ${line}`),
    figure: (measured) => {
      const figure = figureOf(bench.name, measured)
      figures.push(figure)
      if (json) out(jsonLine(figure))
    },
  })
  if (!json) out(table(figures))
}

const usage = ['npm run bench -- <name> [--json]', ...benches.map(({ name, about }) => `  ${name.padEnd(9)} ${about}`)].join('\n')

async function main(): Promise<number> {
  helpFor(usage)
  const { values, positionals } = parseArgs({ options: { json: { type: 'boolean', default: false } }, allowPositionals: true })
  const bench = benches.find(({ name }) => name === positionals[0])
  if (!bench) {
    say(usage)
    return positionals.length === 0 ? 0 : 2
  }
  try {
    await measure(bench, values.json)
    return 0
  } catch (error) {
    say(`${bench.name} could not be measured: ${error instanceof Error ? error.stack : String(error)}`)
    return 1
  } finally {
    await closeOffices()
  }
}

const interrupted = () => void closeOffices().finally(() => process.exit(130))
process.on('SIGINT', interrupted)
process.on('SIGTERM', interrupted)
process.exit(await main())
