import { Button, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { text } from '../../lib/i18n/index.ts'

/** The office's certificate is another one: whoever runs it has the words or the code of the new one. */
export function PinAgain({ busy, onProof }: { busy: boolean; onProof(proof: string): void }) {
  const [proof, setProof] = useState('')
  const words = text.app.join
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (proof.trim() !== '') onProof(proof.trim())
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={words.proof}
          description={words.proofHelp}
          autoFocus
          value={proof}
          onChange={(event) => setProof(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} disabled={proof.trim() === ''}>
          {words.trust}
        </Button>
      </Stack>
    </form>
  )
}
