import { Button, Group, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import { awayWords } from '../../lib/awayWords.ts'
import { tell, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { consult, transfer } from '../actions.ts'
import type { LineView } from '../sip/line.ts'
import { phone } from '../store.ts'
import classes from './picker.module.css'
import type { DirectoryEntry } from './targets.ts'
import { useTargets } from './useTargets.ts'

const tones = {
  free: 'var(--cord-good)',
  busy: 'var(--cord-busy)',
  offline: 'var(--cord-idle)',
  unknown: 'var(--cord-idle)',
} as const

function Target({ entry, selected, onChoose, id }: { entry: DirectoryEntry; selected: boolean; onChoose(): void; id: string }) {
  const option = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (selected) option.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  // The field keeps the focus, so that Enter after a click still transfers.
  const choose = (event: React.MouseEvent) => {
    event.preventDefault()
    onChoose()
  }
  const away = awayWords(entry.away)
  const detail = entry.kind === 'extension' ? text.phone.presence[entry.state] : text.phone.kinds[entry.kind]
  return (
    <UnstyledButton
      component="div"
      ref={option}
      role="option"
      id={id}
      aria-selected={selected}
      className={classes.option}
      onMouseDown={choose}
    >
      <Text span size="sm" truncate>
        {entry.name}
        {entry.kind === 'extension' && entry.name !== entry.target && (
          <Text span size="xs" c="dimmed">
            {' '}
            {entry.target}
          </Text>
        )}
        {away && (
          <Text span size="xs" c="var(--cord-warn)">
            {' '}
            {away}
          </Text>
        )}
      </Text>
      <Text span size="xs" fw={500} c={tones[entry.state]}>
        {detail}
      </Text>
    </UnstyledButton>
  )
}

/** Who gets the call: type, arrow, Enter. "Consult" (with Shift) calls the colleague while the caller holds. */
export function TransferPicker({ line, onDone }: { line: LineView; onDone(): void }) {
  const [query, setQuery] = useState(phone.getState().transferRequest.to)
  const [at, setAt] = useState(0)
  const [note, setNote] = useState('')
  // Whom it was opened for is typed in once; opened again by hand it is empty.
  useEffect(() => phone.setState(({ transferRequest }) => ({ transferRequest: { ...transferRequest, to: '' } })), [])
  const { busy, run } = useWork()
  const listId = useId()
  const { entries, loading } = useTargets(query)
  const chosen = entries[Math.min(at, entries.length - 1)]
  const blind = (whenFree = false) => {
    const entry = chosen
    if (!entry) return
    void run(
      () => transfer(line, entry.target, note, whenFree),
      () => {
        tell('info', whenFree ? text.phone.campedOn({ name: entry.name }) : text.phone.transferSent)
        onDone()
      },
    )
  }
  const busyColleague = chosen?.kind === 'extension' && chosen.state === 'busy'
  const askable = chosen?.kind === 'extension' || chosen?.kind === 'contact'
  const askFirst = () => chosen && askable && void run(() => consult(line, chosen.target), onDone)
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((now) => Math.min(now + 1, entries.length - 1))
    else if (event.key === 'ArrowUp') setAt((now) => Math.max(now - 1, 0))
    else if (event.key === 'Enter' && event.shiftKey) askFirst()
    else if (event.key === 'Enter') blind(busyColleague && (event.ctrlKey || event.metaKey))
    else if (event.key === 'Escape') onDone()
    else return
    event.preventDefault()
  }
  return (
    <div className={classes.picker}>
      <TextInput
        data-autofocus
        autoFocus
        label={text.phone.transferTo}
        placeholder={text.phone.transferPlaceholder}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen ? `${listId}-${chosen.target}` : undefined}
      />
      <div role="listbox" id={listId} aria-label={text.phone.transferTo} className={classes.list}>
        {entries.map((entry, index) => (
          <Target
            key={entry.target}
            id={`${listId}-${entry.target}`}
            entry={entry}
            selected={entry === chosen}
            onChoose={() => setAt(index)}
          />
        ))}
      </div>
      {entries.length === 0 && (
        <Text size="xs" c="dimmed" py="xs">
          {loading ? text.common.loading : text.phone.nobodyFits}
        </Text>
      )}
      <TextInput
        size="xs"
        mt="xs"
        label={text.phone.transferNote}
        placeholder={text.phone.transferNoteHint}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Text size="xs" c="dimmed" mt={4}>
        {text.phone.transferHint} {busyColleague ? text.phone.whenFreeHint : ''}
      </Text>
      {busyColleague && (
        <Button size="xs" fullWidth mt="xs" loading={busy} onClick={() => blind(true)}>
          {text.phone.whenFree}
        </Button>
      )}
      <Group grow gap="xs" mt="xs">
        <Button
          size="xs"
          loading={busy}
          disabled={!chosen}
          variant={busyColleague ? 'default' : 'filled'}
          onClick={() => blind()}
        >
          {text.phone.transferNow}
        </Button>
        <Button size="xs" variant="default" disabled={!askable} onClick={askFirst}>
          {text.phone.askFirst}
        </Button>
      </Group>
    </div>
  )
}
