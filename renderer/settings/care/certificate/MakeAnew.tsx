import { Group, Text } from '@mantine/core'
import type { CertificateState } from '../../../../shared/domain/certificate.ts'
import { tell, useWork } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { ConfirmButton } from '../../../ui/index.ts'

/** Another key and certificate of the host's making. */
export function MakeAnew({ onMade }: { onMade(state: CertificateState): void }) {
  const words = text.certificate
  const { busy, run } = useWork()
  const make = () =>
    void run(async () => {
      onMade(await rpc.settings.certificate.makeAnew())
      tell('success', words.madeAnew)
    })
  return (
    <Group gap="sm" px="md" pb="md">
      <ConfirmButton
        size="xs"
        label={words.makeAnew}
        sure={words.makeAnewSure}
        about={text.settings.tabs.certificate}
        loading={busy}
        onSure={make}
      />
      <Text size="sm" c="dimmed" flex="1 1 260px">
        {words.makeAnewHelp}
      </Text>
    </Group>
  )
}
