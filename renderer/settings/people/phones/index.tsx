import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import { type DeskPhone, deskPhone, type PhoneState, readMac, shownMac } from '../../../../shared/domain/phones.ts'
import { phoneTemplates } from '../../../../shared/provisioning/makers.ts'
import { Loaded, useAgain, useLoad } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { useExtensionName, useSession } from '../../../lib/session.ts'
import { Section } from '../../../ui/index.ts'
import type { Draft, Field } from '../../form/fields.ts'
import { type Listed, RecordList } from '../../form/RecordList.tsx'
import { Found } from './Found.tsx'
import { How } from './How.tsx'
import { modelName, phoneName } from './names.ts'
import { PhoneStanding } from './PhoneStanding.tsx'
import { SetUpPhone } from './SetUpPhone.tsx'

/** A phone may fetch its settings at any moment, ms. */
const lookAgainMs = 3000

const isSoftphone = ({ maker }: Draft): boolean => maker === 'linphone'

/** What is typed as a MAC is read as one; a softphone has none. */
const typed = (draft: unknown): unknown => {
  const { mac, ...more } = z.record(z.string(), z.unknown()).parse(draft)
  return { ...more, mac: isSoftphone(more) ? '' : readMac(String(mac ?? '')) }
}
const schema = z.preprocess(typed, deskPhone).superRefine(({ maker, mac }, found) => {
  if (maker !== 'linphone' && mac === '')
    found.addIssue({ code: 'custom', path: ['mac'], params: { said: text.deskPhones.macMissing } })
})

function useFields(): Field[] {
  const words = text.deskPhones
  const extensions = useSession((state) => state.extensions)
  const numbers = extensions.map(({ number, name }) => ({ value: number, label: `${number} ${name}` }))
  const hardware = (draft: Draft) => !isSoftphone(draft)
  const makers = [...phoneTemplates.values()].map(({ maker, name }) => ({ value: maker, label: name }))
  const transports = deskPhone.shape.transport.unwrap().options
  return [
    { key: 'maker', label: words.maker, kind: 'select', options: makers, fixed: true, required: true },
    { key: 'mac', label: words.mac, help: words.macHelp, kind: 'text', maxLength: 17, required: true, when: hardware },
    { key: 'model', label: words.model, help: words.modelHelp, kind: 'text', maxLength: 40, when: hardware },
    { key: 'extension', label: text.settings.fields.extension, kind: 'select', options: numbers, required: true },
    {
      key: 'transport',
      label: words.transport,
      kind: 'select',
      options: transports.map((value) => ({ value, label: words.transports[value] })),
      required: true,
    },
    {
      key: 'lamps',
      label: words.lamps,
      help: words.lampsHelp,
      kind: 'several',
      options: numbers,
      required: true,
      when: hardware,
    },
    { key: 'loginKey', label: words.loginKey, help: words.loginKeyHelp, kind: 'switch', when: hardware },
  ]
}

/** The extension, and which of its phones it is. */
function Whose({ phone: { extension, mac }, name }: { phone: DeskPhone; name: string }) {
  return (
    <>
      {extension} {name}
      {mac !== '' && (
        <Text size="xs" c="dimmed" ff="monospace">
          {shownMac(mac)}
        </Text>
      )}
    </>
  )
}

const parsed = (draft: Draft): DeskPhone => schema.parse({ id: 'new', ...draft })

/** Desk phones of the extensions: added by MAC, or as they were found; each gets its settings once a code. */
export function DeskPhones() {
  const words = text.deskPhones
  const overview = useLoad(() => rpc.settings.phones.overview(), 'phones overview', [
    'phone',
    'extension',
    'operator',
    'person',
    'office',
  ])
  useAgain(overview.reload, lookAgainMs)
  const fields = useFields()
  const nameOf = useExtensionName()
  const [setUp, setSetUp] = useState<DeskPhone | null>(null)
  const first = useSession((state) => state.extensions[0]?.number ?? '')
  return (
    <Loaded load={overview}>
      {(now) => {
        const stateOf = (id: string): PhoneState | undefined => now.phones.find((phone) => phone.id === id)
        return (
          <Stack gap="md">
            {now.lacks && (
              <Alert color="gray" icon={<IconInfoCircle size={18} />}>
                {words.lacks[now.lacks]}
              </Alert>
            )}
            {now.lacks === null && <How overview={now} />}
            {now.lacks !== 'guest' && now.lacks !== 'demo' && (
              <Section title={words.list}>
                <Stack p="md" gap={0}>
                  <RecordList<Listed<DeskPhone>>
                    what="phones"
                    list={() => rpc.settings.phones.list()}
                    keyOf={({ id }) => id}
                    titleOf={phoneName}
                    columns={[
                      { label: words.phone, cell: modelName },
                      {
                        label: text.settings.fields.extension,
                        cell: (phone) => <Whose phone={phone} name={nameOf(phone.extension)} />,
                      },
                      { label: text.common.state, cell: ({ id }) => <PhoneStanding state={stateOf(id)} /> },
                    ]}
                    fields={fields}
                    schema={schema}
                    blank={{
                      maker: 'yealink',
                      mac: '',
                      model: '',
                      extension: first,
                      transport: 'udp',
                      lamps: [],
                      loginKey: true,
                    }}
                    toDraft={(phone) => ({ ...phone, mac: shownMac(phone.mac) })}
                    create={(draft) => {
                      const { id: _new, ...phone } = parsed(draft)
                      return rpc.settings.phones.create(phone).then((made) => {
                        overview.reload()
                        setSetUp(made)
                      })
                    }}
                    update={(draft, revision) => rpc.settings.phones.update({ ...parsed(draft), revision }).then(overview.reload)}
                    remove={({ id }) => rpc.settings.phones.remove({ id })}
                    below={(draft) => (draft.id === undefined ? null : words.removeHelp)}
                    extra={(phone) => (
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={words.setUpOf({ phone: phoneName(phone) })}
                        onClick={() => setSetUp(phone)}
                      >
                        {words.setUp}
                      </Button>
                    )}
                  />
                </Stack>
              </Section>
            )}
            {now.lacks === null && <Found overview={now} onAdded={overview.reload} />}
            {setUp && (
              <SetUpPhone
                phone={setUp}
                state={stateOf(setUp.id)}
                folder={now.folder}
                onChanged={overview.reload}
                onClose={() => setSetUp(null)}
              />
            )}
          </Stack>
        )
      }}
    </Loaded>
  )
}
