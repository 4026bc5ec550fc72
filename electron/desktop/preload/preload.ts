// The bridge: hands the page the port that main sends, and what else main has to say. Nothing of Electron reaches the page.
import { ipcRenderer } from 'electron'

// As much of the page as is touched here: this tree has no DOM library.
declare const window: {
  postMessage(message: unknown, targetOrigin: string, transfer?: readonly unknown[]): void
  addEventListener(type: 'load', listener: () => void): void
  addEventListener(
    type: 'message',
    listener: (event: { source: unknown; data: { type?: unknown; state?: unknown } | null }) => void,
  ): void
}

// Only to this window's own page; `*` would also reach a page that was navigated to in between.
const page = 'app://cordboard'

ipcRenderer.on('cordboard:port', (event) => {
  window.postMessage({ type: 'cordboard-port' }, page, event.ports)
})
ipcRenderer.on('cordboard:dial', (_event, number: unknown) => {
  if (typeof number === 'string') window.postMessage({ type: 'cordboard-dial', number }, page)
})
ipcRenderer.on('cordboard:command', (_event, command: unknown) => {
  if (typeof command === 'string') window.postMessage({ type: 'cordboard-command', command }, page)
})
// Main checks what it is.
window.addEventListener('message', ({ source, data }) => {
  if (source !== window) return
  if (data?.type === 'cordboard-state') ipcRenderer.send('cordboard:state', data.state)
  if (data?.type === 'cordboard-raise') ipcRenderer.send('cordboard:raise')
})

// After the page's modules have run, so that someone listens; anew after each reload, because the preload runs anew.
window.addEventListener('load', () => ipcRenderer.send('cordboard:ready'))
