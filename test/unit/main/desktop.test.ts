import type { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

// Electron's package throws where its binary is missing; the desktop's own smoke tests run where it is.
const electron = vi.hoisted(() => ({ ipcMain: undefined as unknown as EventEmitter, channels: [] as { port1: EventEmitter }[] }))
vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events')
  electron.ipcMain = new EventEmitter()
  class MessageChannelMain {
    port1 = Object.assign(new EventEmitter(), {
      postMessage: vi.fn(),
      start: vi.fn(),
      close() {
        this.emit('close')
      },
      emit: EventEmitter.prototype.emit,
    })
    port2 = {}
    constructor() {
      electron.channels.push(this)
    }
  }
  return { ipcMain: electron.ipcMain, MessageChannelMain }
})

const { isOurs } = await import('../../../electron/desktop/main/address.ts')
const { offerPorts } = await import('../../../electron/desktop/main/consolePort.ts')
const { restrictPermissions } = await import('../../../electron/desktop/main/permissions.ts')
const { numberIn, numberOf } = await import('../../../electron/desktop/main/telLinks.ts')

describe('a tel: link', () => {
  it('gives the number one would type, and nothing that is none', () => {
    const links = [
      'tel:+49-30-1234',
      'TEL:(030)%201234;ext=5',
      'tel:*43%23',
      'tel:abc',
      'tel:',
      'http://x',
      'tel:%zz',
      `tel:${'1'.repeat(40)}`,
    ]
    expect(links.map(numberOf)).toEqual(['+49301234', '0301234,5', '*43#', null, null, null, null, null])
    expect(numberIn(['--flag', 'tel:12', 'tel:13'])).toBe('12')
  })
})

describe('a page', () => {
  it('is ours only from our own origin', () => {
    const pages = ['app://cordboard/', 'app://cordboard/#/desk', 'app://other/', 'https://cordboard/', 'file:///x', '']
    expect(pages.map(isOurs)).toEqual([true, true, false, false, false, false])
  })

  it('may use the microphone when it is ours, and no camera', () => {
    type Asked = (contents: null, permission: string, done: (yes: boolean) => void, details: object) => void
    type Checked = (contents: null, permission: string, origin: string, details: object) => boolean
    let ask: Asked = () => {}
    let check: Checked = () => true
    let screen: unknown
    restrictPermissions({
      setPermissionRequestHandler: (handler: Asked) => {
        ask = handler
      },
      setPermissionCheckHandler: (handler: Checked) => {
        check = handler
      },
      setDisplayMediaRequestHandler: (handler: (request: null, done: (streams: unknown) => void) => void) => {
        handler(null, (streams) => (screen = streams))
      },
    } as never)
    const asked = (permission: string, requestingUrl: string, mediaTypes = ['audio']) => {
      let answer = false
      ask(null, permission, (yes) => (answer = yes), { requestingUrl, mediaTypes })
      return answer
    }
    const ours = 'app://cordboard/'
    expect([
      asked('media', ours),
      asked('media', ours, ['audio', 'video']),
      asked('media', 'https://x/'),
      asked('geolocation', ours),
    ]).toEqual([true, false, false, false])
    const checks = [
      check(null, 'media', ours, { mediaType: 'audio' }),
      check(null, 'media', ours, { mediaType: 'video' }),
      check(null, 'hid', ours, {}),
      check(null, 'usb', ours, {}),
      check(null, 'hid', 'https://x/', {}),
    ]
    expect(checks).toEqual([true, false, true, false, false])
    expect(screen).toBe(null)
  })
})

describe('the console’s port', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    electron.channels.length = 0
  })
  afterEach(() => vi.useRealTimers())

  let there = true
  function offered() {
    there = true
    const mainFrame = { url: 'app://cordboard/' }
    const contents = { mainFrame, postMessage: vi.fn(), isDestroyed: () => false }
    const serve = vi.fn()
    const ready = vi.fn()
    const offer = offerPorts(
      contents as never,
      () => (there ? { server: { serve }, context: { user: null, consoleId: 'x' } } : null),
      ready,
    )
    return { contents, mainFrame, serve, ready, offer, ask: (event: object) => electron.ipcMain.emit('cordboard:ready', event) }
  }

  it('goes to our own page only, anew at each load, and the old one is closed', () => {
    const { contents, mainFrame, serve, ready, offer, ask } = offered()
    ask({ sender: {}, senderFrame: mainFrame })
    ask({ sender: contents, senderFrame: { url: 'app://cordboard/' } })
    expect(serve).not.toHaveBeenCalled()
    ask({ sender: contents, senderFrame: mainFrame })
    const closed = vi.fn()
    electron.channels[0]?.port1.on('close', closed)
    ask({ sender: contents, senderFrame: mainFrame })
    expect([
      contents.postMessage.mock.calls.length,
      serve.mock.calls.length,
      ready.mock.calls.length,
      closed.mock.calls.length,
    ]).toEqual([2, 2, 2, 1])
    offer.close()
    vi.runAllTimers()
    expect([
      contents.postMessage.mock.calls.length,
      vi.getTimerCount(),
      electron.ipcMain.listenerCount('cordboard:ready'),
    ]).toEqual([2, 0, 0])
  })

  it('comes when the office is there again', () => {
    const { contents, mainFrame, offer, ask } = offered()
    there = false
    ask({ sender: contents, senderFrame: mainFrame })
    vi.advanceTimersByTime(3000)
    expect(contents.postMessage).not.toHaveBeenCalled()
    there = true
    vi.advanceTimersByTime(1000)
    expect(contents.postMessage).toHaveBeenCalledTimes(1)
    offer.close()
  })

  it('is given again to a page that lost it', () => {
    const { contents, mainFrame, offer, ask } = offered()
    ask({ sender: contents, senderFrame: mainFrame })
    electron.channels[0]?.port1.emit('close')
    vi.advanceTimersByTime(1000)
    expect(contents.postMessage).toHaveBeenCalledTimes(2)
    offer.close()
  })
})
