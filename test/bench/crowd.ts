// Not a bench: the program which keeps calls running beside one, with sound both ways, in a process of its own.

import { setTimeout as sleep } from 'node:timers/promises'
import { testTrunk } from '../../electron/host/starter.ts'
import { Phone } from '../support/phone/phone.ts'
import { phonePassword } from './support/office.ts'

/** What the program is told on its command line. */
export type CrowdOptions = {
  server: { host: string; port: number }
  /** Of the trunk's other side, where it is not the usual one. */
  port?: number
  /** How many callers dial which number. */
  callers: number
  to: string
  /** Extensions whose phones answer whatever rings. */
  operators: string[]
}

/** Between two new callers: the crowd comes before what is measured, and need not come at once. */
const betweenMs = 40

async function run({ server, port, callers, to, operators }: CrowdOptions): Promise<void> {
  const phones = await Promise.all(
    operators.map((user) => Phone.open({ server, user, password: phonePassword, onCall: (call) => call.answer() })),
  )
  for (const phone of phones) await phone.register()
  const trunk = await Phone.open({ server, address: testTrunk.address, ...(port === undefined ? {} : { port }) })
  for (let i = 0; i < callers; i++) {
    const call = await trunk.dial(to, { callerNumber: `+49301${String(i).padStart(4, '0')}` })
    await call.untilAnswered()
    await sleep(betweenMs)
  }
  const talking = () => phones.filter((phone) => phone.calls.size > 0).length
  while (talking() < operators.length) await sleep(betweenMs)
  process.send?.('up')
  await new Promise((resolve) => process.once('disconnect', resolve))
  await Promise.all([trunk, ...phones].map((phone) => phone.close()))
}

const given = process.argv[2]
if (given) await run(JSON.parse(given) as CrowdOptions)
