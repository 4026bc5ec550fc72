// The editor's keys. What is typed into a field stays there; undo and the next problem work everywhere.
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { tellError } from '../../lib/feedback/index.ts'
import { type EditorStore, useEditorStore } from '../document/store.ts'
import type { Direction } from '../document/walk.ts'
import type { Commands } from './useCommands.ts'

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')

type Pressed = Pick<globalThis.KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>

const history = (store: EditorStore, event: Pressed): boolean => {
  if (!(event.ctrlKey || event.metaKey)) return false
  const key = event.key.toLowerCase()
  if (key === 'z') store.getState()[event.shiftKey ? 'redo' : 'undo']()
  else if (key === 'y') store.getState().redo()
  else return false
  return true
}

type KeysProps = { commands: Commands; onSearch(): void; onConnect(): void; onFind(): void }

/** What a key does outside of fields; false where it does nothing. */
function plainKey(event: KeyboardEvent, { commands, onSearch, onConnect }: KeysProps): boolean {
  const withControl = event.ctrlKey || event.metaKey
  if (withControl && event.key === 'd') commands.duplicate()
  else if (withControl && event.key === 'a') commands.selectAll()
  else if (withControl || event.altKey) return false
  else if (event.key.startsWith('Arrow')) commands.walk(event.key as Direction)
  else if (event.key === 'Delete' || event.key === 'Backspace') commands.remove()
  else if (event.key === '/') onSearch()
  else if (event.key === 'c') onConnect()
  else if (event.key === 'f') commands.fit()
  else if (event.key === 'l') void commands.arrange().catch(tellError)
  else return false
  return true
}

type EverywhereProps = Pick<KeysProps, 'onFind' | 'commands'>

/** Keys that work wherever the focus is; false for others. */
function everywhere(store: EditorStore, event: Pressed, { onFind, commands }: EverywhereProps): boolean {
  if (history(store, event)) return true
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') onFind()
  else if (event.key === 'F8') commands.nextProblem()
  else return false
  return true
}

/** The same where nothing has the focus: a button that was pressed and is no longer there took it along, or a page has just come. */
function useKeysOfNobody(store: EditorStore, props: EverywhereProps): void {
  const now = useRef(props)
  now.current = props
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.target !== document.body || document.querySelector('[role=dialog][aria-modal]')) return
      if (everywhere(store, event, now.current)) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [store])
}

/** Keys of the whole editor; the canvas alone has Enter, which presses buttons elsewhere. */
export function useKeys(props: KeysProps) {
  const store = useEditorStore()
  useKeysOfNobody(store, props)
  return (event: KeyboardEvent<HTMLElement>) => {
    const inField = typing(event.target)
    const onCanvas = event.target instanceof HTMLElement && event.target.dataset.canvas !== undefined
    let done = everywhere(store, event, props)
    if (!done && event.key === 'Enter' && onCanvas) {
      props.commands.edit()
      done = true
    }
    if (!done && !inField && !event.defaultPrevented) done = plainKey(event, props)
    if (done) event.preventDefault()
  }
}

/** Copy, cut and paste through the system's clipboard, wherever nothing is being typed. */
export function useClipboard(commands: Commands): void {
  const store = useEditorStore()
  useEffect(() => {
    const idle = (event: ClipboardEvent) =>
      !typing(event.target) && (window.getSelection()?.toString() ?? '') === '' && !document.querySelector('[role=dialog]')
    const put = (name: 'copy' | 'cut') => (event: ClipboardEvent) => {
      if (!idle(event) || store.getState().selection.size === 0) return
      event.clipboardData?.setData('text/plain', commands.copied())
      event.preventDefault()
      if (name === 'cut') commands.remove('cut')
    }
    const paste = (event: ClipboardEvent) => {
      if (idle(event) && commands.paste(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault()
    }
    const [copy, cut] = [put('copy'), put('cut')]
    document.addEventListener('copy', copy)
    document.addEventListener('cut', cut)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', cut)
      document.removeEventListener('paste', paste)
    }
  }, [commands, store])
}
