import { Alert, Button, FileInput, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCertificate, IconKey } from '@tabler/icons-react'
import { type DragEvent, type FormEvent, useState } from 'react'
import type { CertificateProblem, CertificateState } from '../../../../shared/domain/certificate.ts'
import { tell, useWork } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { codeOf, dataOf, rpc, sentenceOf } from '../../../lib/rpc/index.ts'
import { ConfirmButton } from '../../../ui/index.ts'
import classes from '../../settings.module.css'
import { emptyChoice, hasKey, mostBytes, sorted, textsOf, useChoice } from './chosenFiles.ts'

type Field = 'certificate' | 'key' | 'passphrase'
type Problems = Partial<Record<Field, string>>

/** Where a problem is mended; what is said of both files, or of the certificate's content, stands above them. */
const places: Partial<Record<CertificateProblem, Field>> = {
  NO_CERTIFICATE: 'certificate',
  NO_KEY: 'key',
  WEAK_KEY: 'key',
  KEY_ENCRYPTED: 'passphrase',
  WRONG_PASSPHRASE: 'passphrase',
}

const accepted = '.pem,.crt,.cer,.cert,.key,.der,.p12,.pfx,text/plain,application/x-x509-ca-cert,application/x-pem-file'

/** Sends what was chosen; what is wrong is said beside its field, or above. */
function useInstall(onChanged: (state: CertificateState) => void) {
  const chosen = useChoice()
  const [problems, setProblems] = useState<Problems>({})
  const [refused, setRefused] = useState('')
  const { busy, run } = useWork()
  const send = async () => {
    try {
      onChanged(await rpc.settings.certificate.upload(textsOf(chosen.value)))
      chosen.put(emptyChoice)
      tell('success', text.certificate.installed)
    } catch (error) {
      if (codeOf(error) !== 'CERTIFICATE') throw error
      const { problem } = dataOf<{ problem: CertificateProblem }>(error)
      const place = problem && places[problem]
      if (place) setProblems({ [place]: sentenceOf(error) })
      else setRefused(sentenceOf(error))
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setRefused('')
    const { certificate, key } = chosen.value
    const missing = { ...(certificate.length === 0 && { certificate: text.certificate.needed }) }
    const found: Problems = { ...missing, ...(!hasKey(certificate, key) && { key: text.certificate.needed }) }
    const large = [...certificate, ...(key ? [key] : [])].some(({ file }) => file.size > mostBytes)
    setProblems(found)
    if (large) setRefused(text.certificate.tooLarge)
    if (Object.keys(found).length === 0 && !large) void run(send)
  }
  const put = (part: Partial<typeof chosen.value>) => {
    setProblems({})
    setRefused('')
    chosen.put({ ...chosen.value, ...part })
  }
  return { value: chosen.value, put, problems, refused, busy, submit }
}

/** An office's own certificate: its files, by choosing or dropping them, and the way back to the host's own. */
export function OwnCertificate({ state, onChanged }: { state: CertificateState; onChanged(state: CertificateState): void }) {
  const words = text.certificate
  const { value, put, problems, refused, busy, submit } = useInstall(onChanged)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void sorted([...event.dataTransfer.files]).then(put)
  }
  const files = async (all: readonly File[]) => put({ certificate: (await sorted(all, 'certificate')).certificate ?? [] })
  const key = async (file: File | null) => put({ key: file ? ((await sorted([file], 'key')).key ?? null) : null })
  return (
    <Stack gap="md" p="md">
      <Text size="sm" c="dimmed" maw={680}>
        {words.ownHelp}
      </Text>
      <form onSubmit={submit} noValidate>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way; the buttons inside are the other. */}
        <div
          className={classes.drop}
          data-over={over || undefined}
          onDrop={drop}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
        >
          <Stack gap="md" maw={520}>
            {refused && (
              <Alert color="red" role="alert" title={words.refused} icon={<IconAlertTriangle size={18} />}>
                {refused}
              </Alert>
            )}
            <FileInput
              label={words.files}
              description={words.filesHelp}
              placeholder={words.choose}
              leftSection={<IconCertificate size={16} />}
              accept={accepted}
              multiple
              clearable
              clearButtonProps={{ 'aria-label': `${words.clear}: ${words.files}` }}
              value={value.certificate.map(({ file }) => file)}
              error={problems.certificate}
              onChange={(all) => void files(all)}
            />
            <FileInput
              label={words.key}
              description={words.keyHelp}
              placeholder={words.choose}
              leftSection={<IconKey size={16} />}
              accept={accepted}
              clearable
              clearButtonProps={{ 'aria-label': `${words.clear}: ${words.key}` }}
              value={value.key?.file ?? null}
              error={problems.key}
              onChange={(file) => void key(file)}
            />
            <PasswordInput
              label={words.passphrase}
              description={words.passphraseHelp}
              autoComplete="off"
              maxLength={1000}
              value={value.passphrase}
              error={problems.passphrase}
              onChange={(event) => put({ passphrase: event.currentTarget.value })}
            />
            <Group gap="sm">
              <Button type="submit" loading={busy}>
                {words.install}
              </Button>
              <Text size="sm" c="dimmed">
                {words.drop}
              </Text>
            </Group>
          </Stack>
        </div>
      </form>
      {(state.kind === 'own' || state.setAside) && <Removal onChanged={onChanged} />}
    </Stack>
  )
}

function Removal({ onChanged }: { onChanged(state: CertificateState): void }) {
  const words = text.certificate
  const { busy, run } = useWork()
  const remove = () =>
    void run(async () => {
      onChanged(await rpc.settings.certificate.remove())
      tell('success', words.removed)
    })
  return (
    <Group gap="sm">
      <ConfirmButton size="xs" label={words.remove} sure={words.removeSure} about={words.own} loading={busy} onSure={remove} />
      <Text size="sm" c="dimmed" flex="1 1 260px" maw={640}>
        {words.removeHelp}
      </Text>
    </Group>
  )
}
