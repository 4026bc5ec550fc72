// The bridge: hands the page the port that main sends, and what else both have to say. Nothing of Electron reaches the page.
import { ipcRenderer } from 'electron'

type Said = { type?: unknown; state?: unknown; ask?: unknown; act?: unknown; id?: unknown } | null

// As much of the page as is touched here: this tree has no DOM library.
declare const window: {
  postMessage(message: unknown, targetOrigin: string, transfer?: readonly unknown[]): void
  addEventListener(type: 'load', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { source: unknown; data: Said }) => void): void
}
declare const location: { protocol: string; host: string }

// Only to the page this preload belongs to; `*` would also reach a page that was navigated to in between. (`location.origin` of a
// scheme of one's own is not everywhere what `postMessage` wants.)
const page = `${location.protocol}//${location.host}`

ipcRenderer.on('cordboard:port', (event) => {
  window.postMessage({ type: 'cordboard-port' }, page, event.ports)
})
ipcRenderer.on('cordboard:dial', (_event, number: unknown) => {
  if (typeof number === 'string') window.postMessage({ type: 'cordboard-dial', number }, page)
})
ipcRenderer.on('cordboard:command', (_event, command: unknown) => {
  if (typeof command === 'string') window.postMessage({ type: 'cordboard-command', command }, page)
})
// What main made itself is handed on as it is.
for (const [channel, type] of [
  ['cordboard:act', 'cordboard-act'],
  ['cordboard:call', 'cordboard-call'],
  ['cordboard:headsets', 'cordboard-headsets'],
  ['cordboard:power', 'cordboard-power'],
  ['cordboard:updates', 'cordboard-updates'],
] as const)
  ipcRenderer.on(channel, (_event, said: unknown) => window.postMessage({ type, said }, page))
// Main checks what it is, and who may ask.
window.addEventListener('message', ({ source, data }) => {
  if (source !== window) return
  if (data?.type === 'cordboard-state') ipcRenderer.send('cordboard:state', data.state)
  if (data?.type === 'cordboard-do') ipcRenderer.send('cordboard:act', data.act)
  if (data?.type !== 'cordboard-ask' && data?.type !== 'cordboard-shell') return
  const channel = data.type === 'cordboard-ask' ? 'cordboard:offices' : 'cordboard:shell'
  const answered = (answer: unknown) => window.postMessage({ type: 'cordboard-answer', id: data.id, answer }, page)
  ipcRenderer.invoke(channel, data.ask).then(answered, () => answered({ problem: 'unreachable' }))
})

// After the page's modules have run, so that someone listens; anew after each reload, because the preload runs anew.
window.addEventListener('load', () => ipcRenderer.send('cordboard:ready'))
