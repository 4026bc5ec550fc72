// Whose office it is that this computer runs: the first admin.
import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import type { Host } from '../../host/hostPort.ts'

/** The first admin's id, who is made on the first start (with a password nobody knows; others are made in the settings). */
export async function firstOwner({ users, deps }: Pick<Host, 'users' | 'deps'>): Promise<{ owner: string; made: boolean }> {
  const admin = users.list().find((user) => user.role === 'admin')
  if (admin) return { owner: admin.id, made: false }
  const login = userInfo().username || 'owner'
  const operatorId = [...deps.config().operators.keys()][0] ?? null
  const made = await users.save({ login, name: login, role: 'admin', operatorId }, randomBytes(32).toString('base64url'))
  return { owner: made.id, made: true }
}
