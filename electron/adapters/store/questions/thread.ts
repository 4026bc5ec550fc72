// How the threads are started that live as long as the host: without this the four of them take half of its memory.
import module from 'node:module'
import { dirname } from 'node:path'
import type { WorkerOptions } from 'node:worker_threads'

/** Short-lived objects of a thread may take so much before they are swept, MB; by V8's own measure it is 48 for each. */
const youngMb = 4

/** `data`: what the thread is given. What was compiled once comes from the program's cache, of which a thread knows nothing by itself. */
export function threadOptions<T>(data: T): WorkerOptions {
  // Not in every Electron; the folder is the one of this version of Node in the one that was named.
  const cache = module.getCompileCacheDir?.()
  return {
    workerData: data,
    resourceLimits: { maxYoungGenerationSizeMb: youngMb },
    ...(cache ? { env: { ...process.env, NODE_COMPILE_CACHE: dirname(cache) } } : {}),
  }
}
