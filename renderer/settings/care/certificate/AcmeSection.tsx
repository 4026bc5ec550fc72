import { Alert, Anchor, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import { acmeChallenge, acmeSettings } from '../../../../shared/domain/acme.ts'
import type { CertificateState } from '../../../../shared/domain/certificate.ts'
import { useHostNow } from '../../../lib/clock.ts'
import { tell, useAgain, useWork } from '../../../lib/feedback/index.ts'
import { fieldProblems } from '../../../lib/fieldProblems.ts'
import { longDay, shortMoment } from '../../../lib/format/time.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import type { Draft, Field } from '../../form/fields.ts'
import { RecordFields, useRecordForm } from '../../form/recordForm.tsx'

type Acme = CertificateState['acme']

/** What is ordered needs a name and the agreement. */
const checked = acmeSettings.superRefine(({ enabled, names, termsAgreed }, found) => {
  const words = text.certificate.acme
  if (!enabled) return
  if (names.length === 0) found.addIssue({ code: 'custom', path: ['names'], params: { said: words.namesMissing } })
  if (!termsAgreed) found.addIssue({ code: 'custom', path: ['termsAgreed'], params: { said: words.termsMissing } })
})

/** The port that each challenge is asked on, unless the router leads elsewhere. */
const usualPort = { 'http-01': 80, 'tls-alpn-01': 443 } as const

function fields(): Field[] {
  const words = text.certificate.acme
  const on = ({ enabled }: Draft) => enabled === true
  return [
    { key: 'enabled', label: words.enabled, kind: 'switch' },
    { key: 'names', label: words.names, help: words.namesHelp, kind: 'words', when: on },
    { key: 'email', label: words.email, help: words.emailHelp, kind: 'text', maxLength: 254, when: on },
    { key: 'directory', label: words.directory, help: words.directoryHelp, kind: 'text', maxLength: 500, when: on },
    {
      key: 'challenge',
      label: words.challenge,
      kind: 'select',
      options: acmeChallenge.options.map((value) => ({ value, label: words.challenges[value] })),
      when: on,
      sets: (value) => ({ port: usualPort[acmeChallenge.parse(value)] }),
    },
    { key: 'port', label: words.port, help: words.portHelp, kind: 'number', min: 1, max: 65_535, when: on },
    { key: 'termsAgreed', label: words.terms, kind: 'switch', when: on },
  ]
}

/** A link to what is agreed to, as the issuer names it. */
function Terms({ directory }: { directory: string }) {
  const words = text.certificate.acme
  const [found, setFound] = useState<{ directory: string; url: string | null; problem: string | null } | null>(null)
  const { busy, run } = useWork()
  const show = () =>
    void run(async () => {
      const { url, problem, detail } = await rpc.settings.certificate.acme.terms({ directory })
      const why = problem && `${words.problems[problem]} ${words.answer({ detail })}`
      setFound({ directory, url, problem: why })
    })
  if (found?.directory !== directory)
    return (
      <Button size="compact-sm" variant="default" loading={busy} style={{ alignSelf: 'start' }} onClick={show}>
        {words.showTerms}
      </Button>
    )
  if (found.url === null) return <Text size="sm">{found.problem ?? words.noTerms}</Text>
  return (
    <Anchor href={found.url} target="_blank" rel="noreferrer" size="sm" style={{ overflowWrap: 'anywhere' }}>
      {found.url}
    </Anchor>
  )
}

/** How the order is: under way, why it failed, when it is tried again or renewed. */
function Progress({ acme, onChanged }: { acme: Acme; onChanged(state: CertificateState): void }) {
  const words = text.certificate.acme
  const now = useHostNow()
  const { busy, run } = useWork()
  const { working, failed, nextAt, settings } = acme
  if (!settings.enabled) return null
  if (working)
    return (
      <Group gap="sm" role="status">
        <Loader size="xs" aria-hidden />
        <Text size="sm">{words.working}</Text>
      </Group>
    )
  return (
    <>
      {failed && (
        <Alert color="red" role="alert" title={words.failed} icon={<IconAlertTriangle size={18} />}>
          <Stack gap="xs">
            <Text size="sm">{words.problems[failed.problem]}</Text>
            {failed.detail !== '' && (
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {words.answer({ detail: failed.detail })}
              </Text>
            )}
          </Stack>
        </Alert>
      )}
      <Group gap="sm">
        <IconClock size={16} aria-hidden />
        {nextAt !== null && (
          <Text size="sm" c="dimmed">
            {failed ? words.again({ when: shortMoment(nextAt, now) }) : words.renewed({ date: longDay(nextAt) })}
          </Text>
        )}
        <Button
          size="compact-sm"
          variant="default"
          loading={busy}
          onClick={() => void run(async () => onChanged(await rpc.settings.certificate.acme.order()))}
        >
          {words.order}
        </Button>
      </Group>
    </>
  )
}

/** Settings of ACME, and how its order is. Follows one that is under way. */
export function AcmeSection({
  acme,
  reload,
  onChanged,
}: {
  acme: Acme
  reload(): void
  onChanged(state: CertificateState): void
}) {
  const words = text.certificate.acme
  // What is not shown is not to stand in the way of turning it off.
  const wantedOf = (draft: Draft): Draft => (draft.enabled === true ? draft : { ...acme.settings, enabled: false })
  const { form, element, submit, refused } = useRecordForm(acme.settings, (draft) => fieldProblems(checked, wantedOf(draft)))
  const { busy, run } = useWork()
  useAgain(reload, 1500, acme.working)
  const draft = form.watch()
  const shown = fields().filter((field) => field.when?.(draft) ?? true)
  const save = (typed: Draft) => {
    const saved = (state: CertificateState) => {
      tell('success', text.common.saved)
      onChanged(state)
    }
    void run(() =>
      rpc.settings.certificate.acme.save(checked.parse(wantedOf(typed))).then(saved, (error: unknown) => refused(error, shown)),
    )
  }
  return (
    <Stack gap="md" p="md">
      <Text size="sm" c="dimmed" maw={680}>
        {words.help}
      </Text>
      <Progress acme={acme} onChanged={onChanged} />
      <form ref={element} onSubmit={submit(save)} noValidate>
        <Stack gap="md" maw={520}>
          <RecordFields form={form} fields={shown} disabled={() => false}>
            {draft.enabled === true && <Terms directory={String(draft.directory)} />}
          </RecordFields>
          <Button type="submit" loading={busy} style={{ alignSelf: 'start' }}>
            {text.common.save}
          </Button>
        </Stack>
      </form>
    </Stack>
  )
}
