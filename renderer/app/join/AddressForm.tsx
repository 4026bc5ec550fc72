import { Button, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { text } from '../../lib/i18n/index.ts'

/** Where the office is: a name, an address, or the code that its computer shows. */
export function AddressForm({ busy, onLook }: { busy: boolean; onLook(address: string): void }) {
  const [address, setAddress] = useState('')
  const words = text.app.join
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (address.trim() !== '') onLook(address.trim())
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={words.address}
          description={words.addressHelp}
          placeholder="192.168.1.10"
          autoFocus
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} disabled={address.trim() === ''}>
          {words.join}
        </Button>
      </Stack>
    </form>
  )
}
