// The telephone in a window of its own: over all others where the browser can (Document Picture-in-Picture), else a plain one. Sound,
// registration and lines stay the page's, so that no call notices.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { inShell } from '../lib/rpc/index.ts'
import { phone } from './store.ts'

/** As Chromium has it; W3C, Document Picture-in-Picture. */
type PictureInPicture = { requestWindow(size: { width: number; height: number }): Promise<Window> }

const size = { width: 340, height: 620 }

const opened = createStore<{ window: Window | null }>()(() => ({ window: null }))

/** The window the telephone is shown in; null while it is in the page's own. */
export const useUndockedWindow = (): Window | null => useStore(opened, (state) => state.window)

async function openWindow(): Promise<Window | null> {
  const { documentPictureInPicture: pictures } = window as { documentPictureInPicture?: PictureInPicture }
  const over = await pictures?.requestWindow(size).catch(() => null)
  return over ?? window.open('', 'cordboard-phone', `popup,width=${size.width},height=${size.height}`)
}

/** Has the other document look as this one does, also after a change. Returns what ends it. */
function likeThisOne(other: Document): () => void {
  const copies = new Map<Node, Node>()
  const copySheet = (sheet: Node) => {
    if (!(sheet instanceof HTMLStyleElement) && !(sheet instanceof HTMLLinkElement && sheet.rel === 'stylesheet')) return
    const copy = sheet.cloneNode(true)
    if (sheet instanceof HTMLLinkElement) (copy as HTMLLinkElement).href = sheet.href
    copies.set(sheet, copy)
    other.head.append(copy)
  }
  const copyRoot = () => {
    for (const { name, value } of document.documentElement.attributes) other.documentElement.setAttribute(name, value)
  }
  for (const sheet of document.head.children) copySheet(sheet)
  copyRoot()
  const sheets = new MutationObserver((changes) => {
    for (const { addedNodes, removedNodes } of changes) {
      for (const node of addedNodes) copySheet(node)
      for (const node of removedNodes) (copies.get(node) as ChildNode | undefined)?.remove()
    }
  })
  sheets.observe(document.head, { childList: true })
  const root = new MutationObserver(copyRoot)
  root.observe(document.documentElement, { attributes: true })
  return () => {
    sheets.disconnect()
    root.disconnect()
  }
}

/** Shows the telephone in a window of its own, from a click. Returns false where the browser lets none open. */
export async function undock(): Promise<boolean> {
  if (inShell) {
    phone.setState({ undocked: true })
    return true
  }
  const window = await openWindow()
  if (!window) return false
  const end = likeThisOne(window.document)
  window.document.title = document.title
  window.addEventListener('pagehide', () => {
    end()
    if (opened.getState().window !== window) return
    opened.setState({ window: null })
    phone.setState({ undocked: false })
  })
  opened.setState({ window })
  phone.setState({ undocked: true, panelOpen: false })
  return true
}

/** Brings it back into the page. */
export function dock(): void {
  const { window } = opened.getState()
  opened.setState({ window: null })
  phone.setState({ undocked: false })
  window?.close()
}

// A page that goes takes its telephone along.
addEventListener('pagehide', () => opened.getState().window?.close())
