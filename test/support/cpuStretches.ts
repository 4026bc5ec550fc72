// Loaded into a host before it (`node --import`): how long its thread works between two turns of the event loop, in time of the thread and not
// of the machine, which others use as well. It writes what it found, ms, longest first, to the file it was told, on SIGUSR2, and begins anew.
import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const file = process.env.CORDBOARD_STRETCHES

if (isMainThread && file) {
  let last = process.threadCpuUsage()
  let stretches: number[] = []
  const measure = () => {
    const { user, system } = process.threadCpuUsage(last)
    stretches.push((user + system) / 1000)
    last = process.threadCpuUsage()
  }
  setInterval(measure, 1).unref() // in every turn that is not shorter
  process.on('SIGUSR2', () => {
    writeFileSync(file, JSON.stringify(stretches.sort((a, b) => b - a).slice(0, 20)))
    stretches = []
  })
}
