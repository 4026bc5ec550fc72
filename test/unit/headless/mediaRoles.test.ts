// Every HTTP route, every role, owner or not: who gets through. A route that is not listed fails here.
import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Role } from '../../../shared/domain/office.ts'
import { password, testHost } from './support.ts'

type Who = 'nobody' | 'agent' | 'otherAgent' | 'supervisor' | 'admin'
type Route = {
  method: 'GET' | 'POST'
  url: string
  of: string
  may: Record<Who, boolean>
  /** What an API token has to be made for; null where no token of an API gets in at all. */
  scope: string | null
}

const from = (least: 'anyone' | Role): Record<Who, boolean> => {
  const rank = { anyone: 0, agent: 1, supervisor: 2, admin: 3 }[least]
  return { nobody: rank === 0, agent: rank <= 1, otherAgent: rank <= 1, supervisor: rank <= 2, admin: true }
}
/** Assigned to the first agent, or a call of theirs. */
const owned = { nobody: false, agent: true, otherAgent: false, supervisor: true, admin: true }

const via =
  (method: 'GET' | 'POST') =>
  (of: string, url: string, may: Route['may'], scope: string | null): Route => ({ method, of, url, may, scope })
const [get, post] = [via('GET'), via('POST')]

const routes: Route[] = [
  get('/media/voicemail/:id', '/media/voicemail/free', from('agent'), 'media.voicemail'),
  get('/media/voicemail/:id', '/media/voicemail/owned', owned, 'media.voicemail'),
  get('/media/recording/:id', '/media/recording/call', owned, 'media.recording'),
  get('/media/recording/:id/:sound', '/media/recording/call/cb-n-1', owned, 'media.recording'),
  get('/media/recovered/:id', '/media/recovered/lost', from('supervisor'), 'media.recovered'),
  get('/media/prompt/:id', '/media/prompt/none?language=en', from('agent'), 'media.prompt'),
  post('/media/prompts', '/media/prompts?name=x&language=en', from('admin'), 'media.prompt'),
  get('/media/backups/:name', '/media/backups/none', from('admin'), 'media.backups'),
  post('/media/backups', '/media/backups', from('admin'), 'media.backups'),
  get('/media/pbx-files/:kind', '/media/pbx-files/plain?context=office', from('admin'), 'media.pbxFiles'),
  post('/api/v1/subaccounts/:id/callflows', '/api/v1/subaccounts/x/callflows', from('supervisor'), 'integration.callflows'),
  get('/metrics', '/metrics', from('supervisor'), 'integration.metrics'),
  post('/api/*', '/api/desk/me', from('agent'), 'desk.me'),
  post('/api/*', '/api/settings/users/list', from('admin'), 'settings.users.list'),
  post('/auth/ticket', '/auth/ticket', from('agent'), null),
]
/** Open to whoever asks: they tell nothing, or ask for a key or a password of their own. */
const open = [
  '/',
  '/healthz',
  '/readyz',
  '/media/shared',
  '/provision/:file',
  '/provision/:code/:file',
  '/api/openapi.json',
  '/api/docs',
  '/auth/state',
  '/auth/setup',
  '/auth/sign-in',
  '/auth/sign-out',
]

it('every route is in the table', () => {
  const source = globSync('electron/server/http/*.ts').map((file) => readFileSync(file, 'utf8'))
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

it('lets a token through to what it was made for, by route or area, and to nothing else', async () => {
  const { app, store } = await testHost()
  const limited = routes.flatMap((route) => (route.scope === null ? [] : [{ ...route, scope: route.scope }]))
  const scopes = [...new Set(limited.flatMap(({ scope }) => [scope, scope.slice(0, scope.indexOf('.'))]))]
  for (const scope of scopes) {
    const { token } = store.apiTokens.create({ name: scope, role: 'admin', by: 'test', scopes: [scope] })
    for (const route of limited) {
      const made = route.scope === scope || route.scope.startsWith(`${scope}.`)
      const headers = { authorization: `Bearer ${token}` }
      const { method, url } = route
      const { statusCode } = await app.inject({ method, url, headers, ...(method === 'POST' ? { payload: {} } : {}) })
      expect([scope, url, statusCode === 403]).toEqual([scope, url, !made])
    }
  }
})
