// Who sits at this machine. In the desktop app the port is the session: whoever may open the data folder may run the office.
import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import type { Accounts, Host } from '../../host/hostPort.ts'

/** A session of the first admin, who is made on the first start (with a password nobody knows; others are made in the settings). */
export async function ownersSession(host: Pick<Host, 'users' | 'deps'>): Promise<string> {
  const admin = host.users.list().find((user) => user.role === 'admin') ?? (await firstAdmin(host))
  return host.users.openSession(admin.id).token
}

function firstAdmin({ users, deps }: Pick<Host, 'users' | 'deps'>): ReturnType<Accounts['save']> {
  const login = userInfo().username || 'owner'
  const operatorId = [...deps.config().operators.keys()][0] ?? null
  return users.save({ login, name: login, role: 'admin', operatorId }, randomBytes(32).toString('base64url'))
}
