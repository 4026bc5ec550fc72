// Who sits at this computer, in the office that it runs. At first its owner, who is the office's first admin and is asked for nothing:
// whoever may open the data folder may run the office. Who signs out leaves the seat to whoever signs in with a password.
import type { Host } from '../../host/hostPort.ts'
import { cookieName } from '../../server/http/session.ts'
import { firstOwner } from './owner.ts'
import type { Seal } from './seal.ts'
import type { SeatFile } from './seatFile.ts'

type Accounts = Pick<Host, 'users' | 'deps'>

export type Seat = {
  /** The session's token; empty where nobody sits. */
  token(): string
  /** The host's answer changed the cookie: somebody signed in or out. */
  took(cookies: readonly string[]): void
  /** The owner may take the seat without a password. */
  ownerMayEnter(): boolean
  enterAsOwner(): void
  /** Who signs in is known at the next start. */
  remembers: boolean
}

/** `host`: of now; it may be started anew, and then sessions are as they were on its disk. */
export async function takeSeat(host: () => Accounts | null, first: Accounts, file: SeatFile, seal: Seal): Promise<Seat> {
  const known = file.read()
  const { owner, made } = await firstOwner(first)
  // An office of before this file: of one person, who never had to know a password.
  let unclaimed = made || (known?.unclaimed ?? first.users.list().length === 1)
  let who = known?.who ?? 'owner'
  /** On which the owner's session was opened. */
  let openedOn: Accounts | null = null
  let token = who === 'person' && known?.sealed ? (seal.open(known.sealed) ?? '') : ''
  const keep = () => {
    const sealed = who === 'person' ? seal.seal(token) : null
    file.write({ who: who === 'person' && sealed === null ? 'nobody' : who, ...(sealed === null ? {} : { sealed }), unclaimed })
  }
  const isAdmin = ({ users }: Accounts) => users.list().some(({ id, role }) => id === owner && role === 'admin')
  /** A session ends by time, and by a new password: then somebody knows it. The window stays theirs. */
  const renewed = (now: Accounts): string => {
    if (token !== '' && now.users.session(token)?.id === owner) return token
    if (openedOn === now && unclaimed) {
      unclaimed = false
      keep()
    }
    token = isAdmin(now) ? now.users.openSession(owner).token : ''
    openedOn = now
    return token
  }
  keep()
  return {
    token() {
      const now = host()
      if (who !== 'owner' || now === null) return token
      return renewed(now)
    },
    took(cookies) {
      const cookie = cookies.find((each) => each.startsWith(`${cookieName}=`))
      if (cookie === undefined) return
      token = /^[^=]*=([^;]*)/.exec(cookie)?.[1] ?? ''
      who = token === '' ? 'nobody' : 'person'
      if (token !== '' && host()?.users.session(token)?.id === owner) unclaimed = false
      keep()
    },
    ownerMayEnter: () => unclaimed,
    enterAsOwner() {
      if (!unclaimed) return
      who = 'owner'
      token = ''
      openedOn = null
      keep()
    },
    remembers: seal.real,
  }
}
