// The people of the mock host: those who take calls, one who only signs in, and a hundred more where it is crowded.
import type { MockOffice, Os } from './mockOffice.ts'
import * as sample from './sampleOffice.ts'

const logins: Partial<Record<string, 'admin' | 'agent' | 'supervisor'>> = { anna: 'admin', bram: 'agent' }
const mail = { addresses: [], sound: 'wav' as const, deleteAfterMail: false, maxSeconds: 180 }

export function mockPeople(os: Os, office: MockOffice) {
  const { empty, crowded } = office.options
  const there = sample.operators.map((each, at) => {
    const role = logins[each.id]
    return {
      ...{ id: each.id, operatorId: each.id, userId: role ? `u${at + 1}` : null, name: each.name, revision: 'r1' },
      signIn: role ? { login: each.id, role } : null,
      phone: {
        ...{ number: each.extension, mayDial: ['national' as const], queues: each.queues, loginFromOutside: false },
        mailbox: at === 0 ? { kind: 'shared' as const, id: 'office' } : { kind: 'own' as const, ...mail },
      },
    }
  })
  const more = Array.from({ length: 100 }, (_, at) => ({
    ...{
      id: `p${at}`,
      operatorId: `p${at}`,
      userId: `w${at}`,
      name: `Wilhelmina van der Meulen-Østergaard ${at}`,
      revision: 'r1',
    },
    signIn: { login: `wilhelmina.vandermeulen${at}`, role: 'agent' as const },
    phone: {
      ...{ number: String(300 + at), mayDial: ['national' as const], loginFromOutside: false },
      queues: sample.queues.map(({ id }, penalty) => ({ queueId: id, penalty })),
      mailbox: { kind: 'own' as const, ...mail },
    },
  }))
  const office1 = {
    ...{ id: 'u9', operatorId: null, userId: 'u9', name: 'Otto Petersen', revision: 'r1', phone: null },
    signIn: { login: 'otto', role: 'admin' as const },
  }
  return {
    list: os.settings.people.list.handler(() => (empty ? [] : [...there, office1, ...(crowded ? more : [])])),
    freeNumber: os.settings.people.freeNumber.handler(() => ({ number: '204' })),
    create: os.settings.people.create.handler(({ input: { adopt: _, password: _password, ...given } }) => ({
      ...{ ...given, id: 'p-new', operatorId: 'p-new', userId: 'u-new', revision: 'r1' },
      secrets: { password: 'k7mp-x2rd-9hqt-c4wn', pin: '5190' },
    })),
    import: os.settings.people.import.handler(({ input }) => ({
      rows: input.rows.map(({ row, name, number = null, login = null }, at) => ({
        ...{ row, name, number, login, does: at % 7 === 3 ? ('refused' as const) : ('new' as const) },
        ...(at % 7 === 3 ? { reason: 'numberTaken' as const, by: 'Bram de Wit' } : { reason: null, by: null }),
      })),
      ...{ basis: 'b1', change: null, secrets: [] },
    })),
    leaving: os.settings.people.leaving.handler(() => ({
      ...{ inCall: false, queues: sample.queues.map(({ name }) => name), mailboxId: 'box', messages: 3, deskPhones: 1 },
    })),
  }
}
