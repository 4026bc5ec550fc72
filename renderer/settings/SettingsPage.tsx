import { Alert, Tabs } from '@mantine/core'
import type { ComponentType } from 'react'
import { useNavigate, useParams } from 'react-router'
import { text } from '../lib/i18n/index.ts'
import { useMay } from '../lib/session.ts'
import { Page } from '../ui/index.ts'
import { Audit } from './Audit.tsx'
import { Backends } from './Backends.tsx'
import { Blocked } from './Blocked.tsx'
import { Deliveries } from './Deliveries.tsx'
import { Extensions } from './Extensions.tsx'
import { Hours } from './Hours.tsx'
import { Mailboxes } from './Mailboxes.tsx'
import { OfficeForm } from './OfficeForm.tsx'
import { Operators } from './Operators.tsx'
import { Outgoing } from './Outgoing.tsx'
import { Prompts } from './Prompts.tsx'
import { Queues } from './Queues.tsx'
import { RouteList } from './RouteList.tsx'
import { Scripts } from './Scripts.tsx'
import { Speech } from './Speech.tsx'
import { System } from './System.tsx'
import { ThisConsole } from './ThisConsole.tsx'
import { Tokens } from './Tokens.tsx'
import { Trunks } from './Trunks.tsx'
import { Users } from './Users.tsx'
import { Webhooks } from './Webhooks.tsx'

type Tab = keyof typeof text.settings.tabs

const everyone: Record<Tab, ComponentType> = {
  console: ThisConsole,
  office: OfficeForm,
  queues: Queues,
  operators: Operators,
  extensions: Extensions,
  mailboxes: Mailboxes,
  routes: RouteList,
  trunks: Trunks,
  outgoing: Outgoing,
  blocked: Blocked,
  hours: Hours,
  prompts: Prompts,
  speech: Speech,
  backends: Backends,
  scripts: Scripts,
  webhooks: Webhooks,
  tokens: Tokens,
  users: Users,
  system: System,
  deliveries: Deliveries,
  audit: Audit,
}
const adminOnly: readonly Tab[] = [
  'users',
  'backends',
  'scripts',
  'webhooks',
  'tokens',
  'deliveries',
  'trunks',
  'outgoing',
  'audit',
]
const supervisorOnly: readonly Tab[] = ['blocked']
const tabs = Object.keys(everyone) as Tab[]

/** Everything that can be set, a tab each. */
export function SettingsPage() {
  const { tab = 'console' } = useParams()
  const navigate = useNavigate()
  const admin = useMay('admin')
  const supervisor = useMay('supervisor')
  const shown = tabs.filter((each) => (admin || !adminOnly.includes(each)) && (supervisor || !supervisorOnly.includes(each)))
  const current = shown.find((each) => each === tab) ?? 'console'
  const Content = everyone[current]
  return (
    <Page title={text.settings.title}>
      <Tabs value={current} onChange={(value) => value && void navigate(`/settings/${value}`)} keepMounted={false}>
        <Tabs.List mb="md">
          {shown.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {text.settings.tabs[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {!admin && current !== 'console' && current !== 'system' && !(supervisor && ['hours', 'blocked'].includes(current)) && (
          <Alert mb="md" p="xs" color="gray">
            {text.settings.readOnly}
          </Alert>
        )}
        <Tabs.Panel value={current}>
          <Content />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
