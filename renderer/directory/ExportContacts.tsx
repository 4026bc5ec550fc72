import { Button, Group, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { ListedContact } from '../../shared/domain/contacts.ts'
import { toCsv } from '../../shared/domain/csv.ts'
import { saveAs } from '../lib/download.ts'
import { tellError } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'

const pageSize = 500

function headings(): string[] {
  const { name, number, note } = text.common
  const { company, email } = text.directory
  return [name, company, number, `${number} 2`, email, note]
}
const rowOf = ({ name, company, numbers, email, note }: ListedContact): string[] => [
  name,
  company,
  numbers[0] ?? '',
  numbers[1] ?? '',
  email,
  note,
]

/** All contacts as a CSV file; says how far it is and can be stopped, and then no file comes. */
export function ExportContacts() {
  const [at, setAt] = useState<{ done: number; total: number } | null>(null)
  const stopped = useRef(false)
  const run = async () => {
    stopped.current = false
    const rows: string[][] = []
    for (let total = 1; rows.length < total; ) {
      const page = await rpc.directory.list({ limit: pageSize, offset: rows.length })
      if (stopped.current) return
      total = page.contacts.length === 0 ? 0 : page.total
      rows.push(...page.contacts.map(rowOf))
      setAt({ done: rows.length, total: page.total })
    }
    saveAs('contacts.csv', toCsv([headings(), ...rows]), 'text/csv')
  }
  const start = () => {
    setAt({ done: 0, total: 0 })
    run()
      .catch(tellError)
      .finally(() => setAt(null))
  }
  if (at === null)
    return (
      <Button size="xs" variant="default" leftSection={<IconDownload size={15} />} onClick={start}>
        {text.directory.exportFile}
      </Button>
    )
  return (
    <Group gap="xs" role="status">
      <Text size="sm">{text.calls.exportingOf(at)}</Text>
      <Button size="compact-xs" variant="default" onClick={() => (stopped.current = true)}>
        {text.common.cancel}
      </Button>
    </Group>
  )
}
