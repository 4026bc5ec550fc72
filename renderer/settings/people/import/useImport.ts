// A file of people, how it is read, and what the host says each row would do; the newest choice wins.
import { useEffect, useRef, useState } from 'react'
import type { Separator } from '../../../../shared/addressBook/table.ts'
import type { PersonColumn } from '../../../../shared/people/columns.ts'
import { tell, tellError } from '../../../lib/feedback/index.ts'
import type { Encoding } from '../../../lib/files/encoding.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import type { PeopleFile } from './peopleWorker.ts'
import { readPeopleFile } from './readPeopleFile.ts'

export type Reading = {
  encoding: Encoding | null
  separator: Separator | null
  columns: readonly (PersonColumn | null)[] | null
}
export type Choices = { giveNumbers: boolean; signIn: boolean; ownMailbox: boolean }
export type Judged = Awaited<ReturnType<typeof rpc.settings.people.import>>
type Opened = { file: File; reading: Reading; found: PeopleFile }

const likely: Reading = { encoding: null, separator: null, columns: null }

/** Most people of one file. */
export const mostRows = 1000

export function useImport() {
  const [opened, setOpened] = useState<Opened | null>(null)
  const [choices, setChoices] = useState<Choices>({ giveNumbers: false, signIn: true, ownMailbox: true })
  const [trial, setTrial] = useState<Judged | null>(null)
  const [busy, setBusy] = useState(false)
  const running = useRef<AbortController>(null)
  const rows = opened?.found.rows ?? []

  const read = async (file: File, reading: Reading) => {
    running.current?.abort()
    const mine = new AbortController()
    running.current = mine
    setBusy(true)
    try {
      const found = await readPeopleFile({ file, ...reading }, mine.signal)
      if ('failure' in found)
        tell('warning', found.failure === 'tooLarge' ? text.problems.byCode.TOO_LARGE : text.people.import.unreadable)
      else if (found.rows.length > mostRows) tell('warning', text.people.import.tooMany({ most: mostRows }))
      else setOpened({ file, reading, found })
    } catch (error) {
      if (!mine.signal.aborted) tellError(error)
    } finally {
      if (running.current === mine) setBusy(false)
    }
  }

  // Whenever the rows or the choices are others, the host is asked anew what they would do.
  useEffect(() => {
    setTrial(null)
    if (!opened || opened.found.rows.length === 0) return
    let stale = false
    rpc.settings.people.import({ rows: opened.found.rows, choices }).then((judged) => !stale && setTrial(judged), tellError)
    return () => {
      stale = true
    }
  }, [opened, choices])

  return {
    ...{ opened, choices, trial, busy, rows },
    open: (file: File | null) => void (file && read(file, likely)),
    read: (change: Partial<Reading>) => void (opened && read(opened.file, { ...opened.reading, ...change })),
    choose: (change: Partial<Choices>) => setChoices({ ...choices, ...change }),
    /** Writes what the trial said. */
    async run(): Promise<Judged> {
      if (!trial) throw new Error('nothing was judged')
      setBusy(true)
      try {
        return await rpc.settings.people.import({ rows, choices, basis: trial.basis })
      } finally {
        setBusy(false)
      }
    },
  }
}
