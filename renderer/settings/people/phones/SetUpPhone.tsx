import { Button, Group, Stack, Text } from '@mantine/core'
import type { DeskPhone, PhoneState } from '../../../../shared/domain/phones.ts'
import { useHostNow } from '../../../lib/clock.ts'
import { useWork } from '../../../lib/feedback/index.ts'
import { shortMoment } from '../../../lib/format/time.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { Dialog } from '../../../ui/index.ts'
import { QrCode } from '../../form/QrCode.tsx'
import { Enter } from './How.tsx'
import { phoneName } from './names.ts'
import { PhoneStanding } from './PhoneStanding.tsx'

type SetUpProps = { phone: DeskPhone; state: PhoneState | undefined; folder: string; onChanged(): void; onClose(): void }

/** Twelve digits as they are read out. */
const spaced = (code: string): string => code.replace(/(....)(?=.)/g, '$1 ')

function Waiting({ phone, state, folder }: Pick<SetUpProps, 'phone' | 'folder'> & { state: PhoneState & { code: string } }) {
  const words = text.deskPhones
  const now = useHostNow()
  const { address, code, codeUntil } = state
  if (phone.mac === '')
    return (
      <Stack gap="sm" align="center">
        <Text size="sm">{words.enterSoftphone}</Text>
        <QrCode value={address} label={words.qr} />
        <Enter label={words.network} value={address} />
        <Text size="sm">{words.scan}</Text>
      </Stack>
    )
  return (
    <Stack gap="sm">
      <Text size="sm">{words.enter}</Text>
      <Enter label={words.network} value={address} />
      <Text size="sm">{words.askedForCode}</Text>
      <Enter label={words.folder} value={folder} />
      <Text ff="monospace" fw={600} size="xl" ta="center">
        {spaced(code)}
      </Text>
      <Text size="sm" c="dimmed">
        {words.codeUntil({ when: shortMoment(codeUntil ?? now, now) })}
      </Text>
    </Stack>
  )
}

/** What is entered in the phone, once; and how it gets its settings another time. */
export function SetUpPhone({ phone, state, folder, onChanged, onClose }: SetUpProps) {
  const words = text.deskPhones
  const { busy, run } = useWork()
  const renew = () => void run(() => rpc.settings.phones.renew({ id: phone.id }), onChanged)
  const code = state?.code ?? null
  const fetched = state !== undefined && state.fetchedAt !== null
  return (
    <Dialog title={words.setUpOf({ phone: phoneName(phone) })} onClose={onClose} close={text.common.close} size="lg">
      <Stack gap="md">
        {state && code !== null ? (
          <Waiting phone={phone} state={{ ...state, code }} folder={folder} />
        ) : (
          <>
            {fetched && <Text size="sm">{words.again}</Text>}
            <PhoneStanding state={state} />
          </>
        )}
        {fetched && code === null && <Text size="sm">{words.fetchAgainHelp}</Text>}
        <Group justify="space-between">
          <Button variant="default" loading={busy} onClick={renew}>
            {fetched && code === null ? words.fetchAgain : words.newCode}
          </Button>
          <Button onClick={onClose}>{text.common.close}</Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
