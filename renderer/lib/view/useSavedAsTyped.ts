// A text that is saved while it is typed: at the host after a short pause, and until it is there on this computer, where a reload, a
// closed tab or a lost connection cannot take it away.
import { useCallback, useEffect, useRef, useState } from 'react'
import { backOff } from '../backoff.ts'

/** So long after the last key, ms. */
const pauseMs = 600
export const draftPrefix = 'cordboard.draft '
const keyOf = (name: string) => `${draftPrefix}${name}`

type Saved = {
  text: string
  type(text: string): void
  /** Does not wait for the pause: the field is left. */
  flush(): void
  /** Somebody else saved what is shown. */
  saved(): void
  /** The last try to save what is typed here failed: it is kept on this computer. */
  failed: boolean
}

/**
 * `value` is what the host has, shown while nothing is typed here. `name` names the text on this computer; another name is another
 * text. A save that fails is tried again until it succeeds or the text is shown no longer; the draft stays either way.
 * A component that shows another text is to have a key by its name.
 */
export function useSavedAsTyped(name: string, value: string, save: (text: string) => Promise<unknown>): Saved {
  const [draft, setDraft] = useState<{ name: string; text: string } | null>(() => read(name))
  const own = draft?.name === name ? draft.text : read(name)?.text
  const latest = useRef({ name, save, text: own })
  latest.current = { name, save, text: own }
  const running = useRef(false)
  const [failed, setFailed] = useState(false)

  const saved = useCallback(() => {
    localStorage.removeItem(keyOf(latest.current.name))
    setDraft(null)
  }, [])

  const send = useCallback(async (): Promise<boolean> => {
    const { name: of, save: put, text } = latest.current
    if (text === undefined) return true
    if (running.current) return false // what was typed meanwhile is sent after it
    running.current = true
    try {
      await put(text)
      setFailed(false)
      if (localStorage.getItem(keyOf(of)) === text) localStorage.removeItem(keyOf(of))
      return true
    } catch {
      setFailed(true)
      return false // kept on this computer
    } finally {
      running.current = false
    }
  }, [])

  // The host shows what was typed: from now on its value is the text, whoever changes it. What was typed since then stays.
  useEffect(() => {
    if (own === undefined || own !== value) return
    if (localStorage.getItem(keyOf(name)) === own) localStorage.removeItem(keyOf(name))
    setDraft((now) => (now?.name === name && now.text === own ? null : now))
  }, [own, value, name])

  useEffect(() => {
    if (own === undefined || own === value) return
    const pause = backOff(pauseMs, 10_000)
    let timer: ReturnType<typeof setTimeout>
    const next = (ms: number) => {
      timer = setTimeout(() => void send().then((done) => done || next(pause.next())), ms)
    }
    next(pauseMs)
    return () => clearTimeout(timer)
  }, [own, value, send])

  // Shown no longer: what waits for the pause does not wait.
  useEffect(() => () => void send(), [send])

  const type = (text: string) => {
    localStorage.setItem(keyOf(name), text)
    setDraft({ name, text })
  }
  return { text: own ?? value, type, flush: () => void send(), saved, failed: failed && own !== undefined }
}

function read(name: string): { name: string; text: string } | null {
  const text = localStorage.getItem(keyOf(name))
  return text === null ? null : { name, text }
}
