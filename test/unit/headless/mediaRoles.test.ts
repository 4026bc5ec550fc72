// Every HTTP route, every role, owner or not: who gets through. A route that is not listed fails here.
import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Role } from '../../../shared/domain/office.ts'
import { password, testHost } from './support.ts'

type Who = 'nobody' | 'agent' | 'otherAgent' | 'supervisor' | 'admin'
type Route = { method: 'GET' | 'POST'; url: string; of: string; may: Record<Who, boolean> }

const from = (least: 'anyone' | Role): Record<Who, boolean> => {
  const rank = { anyone: 0, agent: 1, supervisor: 2, admin: 3 }[least]
  return { nobody: rank === 0, agent: rank <= 1, otherAgent: rank <= 1, supervisor: rank <= 2, admin: true }
}
/** Assigned to the first agent, or a call of theirs. */
const owned = { nobody: false, agent: true, otherAgent: false, supervisor: true, admin: true }

const routes: Route[] = [
  { of: '/media/voicemail/:id', method: 'GET', url: '/media/voicemail/free', may: from('agent') },
  { of: '/media/voicemail/:id', method: 'GET', url: '/media/voicemail/owned', may: owned },
  { of: '/media/recording/:id', method: 'GET', url: '/media/recording/call', may: owned },
  { of: '/media/recovered/:id', method: 'GET', url: '/media/recovered/lost', may: from('supervisor') },
  { of: '/media/prompt/:id', method: 'GET', url: '/media/prompt/none?language=en', may: from('agent') },
  { of: '/media/prompts', method: 'POST', url: '/media/prompts?name=x&language=en', may: from('admin') },
  { of: '/media/backups/:name', method: 'GET', url: '/media/backups/none', may: from('admin') },
  { of: '/media/backups', method: 'POST', url: '/media/backups', may: from('admin') },
  { of: '/api/v1/subaccounts/:id/callflows', method: 'POST', url: '/api/v1/subaccounts/x/callflows', may: from('supervisor') },
  { of: '/api/*', method: 'POST', url: '/api/desk/me', may: from('agent') },
  { of: '/api/*', method: 'POST', url: '/api/settings/users/list', may: from('admin') },
  { of: '/auth/ticket', method: 'POST', url: '/auth/ticket', may: from('agent') },
]
/** Open to whoever asks: they tell nothing, or ask for a key or a password of their own. */
const open = [
  '/',
  '/healthz',
  '/media/shared',
  '/api/openapi.json',
  '/api/docs',
  '/auth/state',
  '/auth/setup',
  '/auth/sign-in',
  '/auth/sign-out',
]

it('every route is in the table', () => {
  const source = globSync('electron/headless/http/*.ts').map((file) => readFileSync(file, 'utf8'))
  const found = source.flatMap((text) =>
    [...text.matchAll(/\b(?:app|scope)\.(?:get|post|put|delete|all)\('([^']+)'/g)].map(([, url]) => url),
  )
  expect([...new Set(found)].sort()).toEqual([...new Set([...open, ...routes.map(({ of }) => of)])].sort())
})

it('lets through whom the table allows, with a session and with an API token alike', async () => {
  const { app, store } = await testHost()
  const message = {
    mailboxId: 'main',
    callId: 'c',
    from: '1',
    fromName: '',
    at: 1,
    seconds: 1,
    file: 'vm1.wav',
    status: 'new' as const,
    note: null,
  }
  store.voicemails.add({ ...message, id: 'free', assignedTo: null })
  store.voicemails.add({ ...message, id: 'owned', assignedTo: 'op1' })
  store.callLog.started({
    id: 'call',
    kind: 'inbound',
    from: '1',
    fromName: '',
    to: '2',
    flowId: 'f',
    flowVersion: 1,
    startedAt: 1,
  })
  store.callLog.update('call', { operatorId: 'op1' })
  store.callLog.flush()
  const who: [Who, Role, string | null][] = [
    ['agent', 'agent', 'op1'],
    ['otherAgent', 'agent', null],
    ['supervisor', 'supervisor', null],
    ['admin', 'admin', null],
  ]
  const bearers = new Map<Who, string>([['nobody', '']])
  for (const [login, role, operatorId] of who) {
    const user = await store.users.save({ login, name: login, role, operatorId }, password)
    bearers.set(login, store.users.openSession(user.id).token)
  }
  const refused = async (route: Route, token: string) => {
    const headers = token ? { authorization: `Bearer ${token}` } : {}
    const { statusCode } = await app.inject({
      method: route.method,
      url: route.url,
      headers,
      ...(route.method === 'POST' ? { payload: {} } : {}),
    })
    return statusCode === 401 || statusCode === 403
  }
  for (const route of routes)
    for (const [name, token] of bearers)
      expect([route.url, name, await refused(route, token)]).toEqual([route.url, name, !route.may[name]])
  for (const role of ['agent', 'supervisor', 'admin'] as const) {
    const { token } = store.apiTokens.create({ name: role, role, by: 'test' })
    const name = role === 'agent' ? 'otherAgent' : role
    for (const route of routes.filter(({ of }) => of !== '/auth/ticket'))
      expect([route.url, `token of ${role}`, await refused(route, token)]).toEqual([
        route.url,
        `token of ${role}`,
        !route.may[name],
      ])
  }
})
