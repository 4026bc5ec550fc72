// What the page asks on which an office is chosen. Only pages that came with this program may ask.
import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import { type OfficeAnswer, type OfficeAsk, type OfficeProblem, officeAsk } from '../../../shared/contract/shell.ts'
import { isBuiltIn } from './address.ts'
import type { FaultLog } from './faults.ts'
import { nearbyOffices } from './nearby.ts'
import type { Offices, PinnedOffice } from './offices.ts'
import { type Looked, look, proves, typedAddress } from './remoteOffice.ts'

export type Chosen = PinnedOffice | 'own' | 'demo'

/** `follow`: told of the office that is to be opened now, in place of whoever was told before. */
export type Choices = { follow(chosen: (office: Chosen) => void): void }

/** `own`: whether this computer has an office. */
export function answerChoices(offices: Offices, own: () => boolean, log: FaultLog): Choices {
  let told: (office: Chosen) => void = () => {}
  const refused = (problem: OfficeProblem): OfficeAnswer => ({ problem })
  const open = (office: Chosen): OfficeAnswer => {
    setImmediate(() => told(office)) // after the answer
    return {}
  }
  const nearby = nearbyOffices(offices, log)
  const answers: { [K in OfficeAsk['do']]: (ask: Extract<OfficeAsk, { do: K }>) => Promise<OfficeAnswer> | OfficeAnswer } = {
    list: () => ({ offices: offices.list().map(({ id, name, address }) => ({ id, name, address })), own: own() }),
    nearby: async () => ({ nearby: await nearby() }),
    look: async ({ address }) => {
      const found = await lookAt(address)
      if (typeof found === 'string') return refused(found)
      const { name, origin, fingerprint, words, compared } = found
      return { seen: { name, address: origin, fingerprint, words, compared } }
    },
    join: async ({ address, fingerprint }) => {
      const found = await lookAt(address)
      if (typeof found === 'string') return refused(found)
      if (found.fingerprint !== fingerprint) return refused('otherCertificate')
      return open(offices.join({ name: found.name, address: found.origin, fingerprint, key: found.key }))
    },
    open: ({ id }) => {
      const office = offices.get(id)
      if (!office) return refused('address')
      offices.choose(id)
      return open(office)
    },
    forget: ({ id }) => {
      offices.forget(id)
      return answers.list({ do: 'list' })
    },
    pinAgain: async ({ id, proof }) => {
      const office = offices.get(id)
      const found = office ? await look(office.address) : 'address'
      if (typeof found === 'string') return refused(found)
      if (!proves(proof, found)) return refused('proof')
      return open(offices.join({ name: found.name, address: found.origin, fingerprint: found.fingerprint, key: found.key }))
    },
    own: () => {
      offices.choose('own')
      return open('own')
    },
    demo: () => open('demo'),
  }
  ipcMain.handle('cordboard:offices', async (event: IpcMainInvokeEvent, said: unknown): Promise<OfficeAnswer> => {
    const ask = officeAsk.safeParse(said)
    if (!ask.success || event.senderFrame?.parent || !isBuiltIn(event.senderFrame?.url ?? '')) return refused('address')
    return (answers[ask.data.do] as (given: OfficeAsk) => Promise<OfficeAnswer> | OfficeAnswer)(ask.data)
  })
  return {
    follow: (chosen) => {
      told = chosen
    },
  }
}

async function lookAt(text: string): Promise<(Looked & { compared: boolean }) | OfficeProblem> {
  const typed = typedAddress(text)
  if (!typed) return 'address'
  const found = await look(typed.origin)
  if (typeof found === 'string') return found
  if (typed.fingerprint !== null && typed.fingerprint !== found.fingerprint) return 'otherCertificate'
  return { ...found, compared: typed.fingerprint !== null }
}
