// What is edited of opening hours until it is saved: with undo, and kept while another page is looked at.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { OfficeSchedule } from '../../shared/domain/officeSchedule.ts'
import { days } from '../../shared/domain/schedule.ts'
import { text } from '../lib/i18n/index.ts'

export type Edited = Omit<OfficeSchedule, 'id'>
export type Saved = OfficeSchedule & { revision?: string | undefined }

/** `base`: what it was when the first change was made; null: it is new. `word` names what the last step belongs to. */
type History = { base: Saved | null; past: Edited[]; present: Edited; future: Edited[]; word: string | null }

/** So many steps are taken back. */
const mostSteps = 200
/** The key of what is not saved yet. */
export const newKey = 'new'

const drafts = createStore<Record<string, History>>()(() => ({}))
const put = (key: string, history: History) => drafts.setState({ [key]: history })

/** Monday to Friday, nine to five, in the office's zone. */
export function freshSchedule(taken: readonly string[]): Edited {
  const name = (count: number) => (count === 1 ? text.hours.title : `${text.hours.title} ${count}`)
  let count = 1
  while (taken.includes(name(count))) count += 1
  const weekly = Object.fromEntries(days.slice(0, 5).map((day) => [day, [{ from: '09:00', to: '17:00' }]]))
  return { name: name(count), timeZone: '', weekly, holidays: [], calendars: [], exceptions: [], presets: [] }
}

function edited({ id: _, revision: __, ...schedule }: Saved): Edited {
  return schedule
}

/** Forgets what was not saved. */
export const forget = (key: string): void => {
  const { [key]: _, ...rest } = drafts.getState()
  drafts.setState(rest, true)
}

/** Begins something new, where nothing new is being made. */
export const begin = (start: Edited): void => {
  if (!drafts.getState()[newKey]) put(newKey, { base: null, past: [], present: start, future: [], word: null })
}

/** Goes on from what is there now: what was typed is kept, and is saved over it. */
export const rebase = (key: string, base: Saved): void => {
  const history = drafts.getState()[key]
  if (history) put(key, { ...history, base })
}

export type Draft = {
  value: Edited
  /** At which revision it is saved. */
  base: Saved | null
  changed: boolean
  /** Steps of the same word are one; without a word each is its own. */
  set(part: Partial<Edited>, word?: string): void
  undo: (() => void) | null
  redo: (() => void) | null
}

/** What is edited under that key; `saved` while nothing is. */
export function useDraft(key: string, saved: Saved | null): Draft {
  const history = useStore(drafts, (state) => state[key])
  const value = history?.present ?? (saved ? edited(saved) : freshSchedule([]))
  const of = (): History =>
    drafts.getState()[key] ?? { base: saved, past: [], present: saved ? edited(saved) : value, future: [], word: null }
  return {
    value,
    base: history?.base ?? saved,
    changed: history ? history.base === null || history.past.length > 0 : saved === null,
    set(part, word) {
      const { base, past, present, word: last } = of()
      const joins = word !== undefined && word === last
      const steps = joins ? past : [...past, present].slice(-mostSteps)
      put(key, { base, past: steps, present: { ...present, ...part }, future: [], word: word ?? null })
    },
    undo: history?.past.length
      ? () => {
          const { past, present, future, ...rest } = of()
          const before = past.at(-1)
          if (before) put(key, { ...rest, past: past.slice(0, -1), present: before, future: [present, ...future], word: null })
        }
      : null,
    redo: history?.future.length
      ? () => {
          const { past, present, future, ...rest } = of()
          const [next, ...later] = future
          if (next) put(key, { ...rest, past: [...past, present], present: next, future: later, word: null })
        }
      : null,
  }
}
