// A program that looks for offices on its networks, as the desktop app does: each time something changed, one line of JSON with all of them.
// With `deaf` its port of multicast DNS belongs to somebody else.
import { createSocket } from 'node:dgram'
import { browseOffices } from '../../electron/host/discovery.ts'

if (process.argv.includes('deaf'))
  await new Promise<void>((resolve) => createSocket({ type: 'udp4', reuseAddr: false }).bind(5353, resolve))

const say = (what: unknown) => process.stdout.write(`${JSON.stringify(what)}\n`)
const problem = (message: string, fields = {}) => void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`)
const browsing = browseOffices({ info: problem, warn: problem, error: problem }, say)
say('browsing')
process.on('SIGTERM', () => void browsing.close().then(() => say('closed')))
