import { Alert, Badge, NativeSelect } from '@mantine/core'
import type { ComponentType } from 'react'
import { Link, Navigate, useNavigate, useParams } from 'react-router'
import { text } from '../lib/i18n/index.ts'
import { useLive } from '../lib/live/index.ts'
import { useMay } from '../lib/session.ts'
import { Page } from '../ui/index.ts'
import { Blocked } from './calls/Blocked.tsx'
import { Outgoing } from './calls/Outgoing.tsx'
import { Queues } from './calls/Queues.tsx'
import { RouteList } from './calls/RouteList.tsx'
import { Trunks } from './calls/Trunks.tsx'
import { Audit } from './care/Audit.tsx'
import { Backups } from './care/backups/index.tsx'
import { Certificate } from './care/certificate/index.tsx'
import { Recovered } from './care/Recovered.tsx'
import { System } from './care/System.tsx'
import { Trash } from './care/Trash.tsx'
import { ThisConsole } from './desk/ThisConsole.tsx'
import { Handling } from './handling/index.tsx'
import { Mail } from './office/mail/index.tsx'
import { OfficeForm } from './office/OfficeForm.tsx'
import { Prompts } from './office/Prompts.tsx'
import { TelephoneSystem } from './office/pbx/index.tsx'
import { Speech } from './office/Speech.tsx'
import { Extensions } from './people/Extensions.tsx'
import { Mailboxes } from './people/Mailboxes.tsx'
import { People } from './people/persons/index.tsx'
import { DeskPhones } from './people/phones/index.tsx'
import { Backends } from './programs/Backends.tsx'
import { Deliveries } from './programs/Deliveries.tsx'
import { Scripts } from './programs/Scripts.tsx'
import { Secrets } from './programs/Secrets.tsx'
import { Tokens } from './programs/Tokens.tsx'
import { Webhooks } from './programs/Webhooks.tsx'
import classes from './settings.module.css'
import { movedTabs, type Tab, type TabGroup, tabsFor } from './tabs.ts'

const everyone: Record<Tab, ComponentType> = {
  console: ThisConsole,
  office: OfficeForm,
  queues: Queues,
  extensions: Extensions,
  mailboxes: Mailboxes,
  routes: RouteList,
  trunks: Trunks,
  outgoing: Outgoing,
  blocked: Blocked,
  prompts: Prompts,
  speech: Speech,
  backends: Backends,
  scripts: Scripts,
  webhooks: Webhooks,
  tokens: Tokens,
  people: People,
  system: System,
  certificate: Certificate,
  backups: Backups,
  deliveries: Deliveries,
  audit: Audit,
  trash: Trash,
  recovered: Recovered,
  secrets: Secrets,
  mail: Mail,
  pbx: TelephoneSystem,
  phones: DeskPhones,
  handling: Handling,
}

/** How many recordings wait there. */
function Waiting() {
  const count = useLive((state) => state.recovered)
  return count === 0 ? null : (
    <Badge size="sm" variant="filled" circle={count < 10} ml="xs">
      {count}
    </Badge>
  )
}

/** The groups and their pages as links; in little room, a choice of them. */
function Navigation({ shown, current }: { shown: readonly TabGroup[]; current: Tab }) {
  const navigate = useNavigate()
  const words = text.settings
  return (
    <>
      <nav className={classes.nav} aria-label={words.title}>
        {shown.map(({ group, tabs }) => (
          <div key={group}>
            <p className={classes.group} id={`settings-${group}`}>
              {words.groups[group]}
            </p>
            <ul aria-labelledby={`settings-${group}`}>
              {tabs.map((tab) => (
                <li key={tab}>
                  <Link className={classes.link} to={`/settings/${tab}`} aria-current={tab === current ? 'page' : undefined}>
                    {words.tabs[tab]}
                    {tab === 'recovered' && <Waiting />}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <NativeSelect
        className={classes.choose}
        aria-label={words.title}
        value={current}
        data={shown.map(({ group, tabs }) => ({
          group: words.groups[group],
          items: tabs.map((tab) => ({ value: tab, label: words.tabs[tab] })),
        }))}
        onChange={(event) => void navigate(`/settings/${event.currentTarget.value}`)}
      />
    </>
  )
}

/** Everything that can be set, a page each. */
export function SettingsPage() {
  const { tab = 'console' } = useParams()
  const admin = useMay('admin')
  const supervisor = useMay('supervisor')
  const shown = tabsFor(admin, supervisor)
  const current = shown.flatMap(({ tabs }) => tabs).find((each) => each === tab) ?? 'console'
  const Content = everyone[current]
  const moved = movedTabs[tab]
  if (moved !== undefined) return <Navigate to={`/settings/${moved}`} replace />
  return (
    <Page title={text.settings.title}>
      <div className={classes.pages}>
        <div className={classes.both}>
          <Navigation shown={shown} current={current} />
          <section aria-label={text.settings.tabs[current]}>
            {!admin &&
              !['console', 'handling', 'system'].includes(current) &&
              !(supervisor && ['blocked', 'recovered', 'trash'].includes(current)) && (
                <Alert mb="md" p="xs" color="gray">
                  {text.settings.readOnly}
                </Alert>
              )}
            <Content key={current} />
          </section>
        </div>
      </div>
    </Page>
  )
}
