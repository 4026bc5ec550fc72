// Judges one password on a thread of its own: the lists are large, and calls must not wait for them.
import { parentPort, workerData } from 'node:worker_threads'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import * as common from '@zxcvbn-ts/language-common'
import * as english from '@zxcvbn-ts/language-en'

const { password, names } = workerData as { password: string; names: string[] }
const judge = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
})
// Longer ones cost more time than they add.
parentPort?.postMessage(judge.check(password.slice(0, 100), names).guessesLog10)
