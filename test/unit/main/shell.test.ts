// The parts of the desktop shell that no screen of a test shows: what Windows and macOS do, keys that others have, headsets.
import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ShellState } from '../../../shared/contract/shell.ts'

type Shown = EventEmitter & { given: { title: string; body: string; actions: { text: string }[] }; closed: boolean }
const electron = vi.hoisted(() => ({
  taken: new Set<string>(),
  registered: new Map<string, () => void>(),
  shown: [] as unknown[],
  selected: '',
  copied: '',
}))
vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events')
  class Notification extends EventEmitter {
    static isSupported = () => true
    given: unknown
    closed = false
    constructor(given: unknown) {
      super()
      this.given = given
    }
    show() {
      electron.shown.push(this)
    }
    close() {
      this.closed = true
    }
  }
  return {
    Notification,
    ipcMain: new EventEmitter(),
    globalShortcut: {
      register(keys: string, pressed: () => void) {
        if (keys === 'Alt+Insert') throw new TypeError('conversion failure')
        if (electron.taken.has(keys)) return false
        electron.registered.set(keys, pressed)
        return true
      },
      unregister: (keys: string) => electron.registered.delete(keys),
    },
    clipboard: {
      readText: () => Promise.resolve(electron.copied),
      selection: { readText: () => Promise.resolve(electron.selected) },
    },
  }
})

const { shellState } = await import('../../../shared/contract/shell.ts')
const { badgePicture, badgeSize } = await import('../../../electron/desktop/main/badgePicture.ts')
const { chooseHeadsets } = await import('../../../electron/desktop/main/headsets.ts')
const { notifyRinging } = await import('../../../electron/desktop/main/notify.ts')
const { followShortcuts, shortcutWay } = await import('../../../electron/desktop/main/shortcuts.ts')
const { numberInText } = await import('../../../electron/desktop/main/telLinks.ts')
const { languageOf, shellWords } = await import('../../../electron/desktop/main/words/index.ts')

const stateWith = (some: Partial<ShellState>): ShellState => ({
  ...shellState.parse({ phone: 'off', summary: 'x', calls: 0, attention: 'none', commands: [] }),
  ...some,
})
const ringing: ShellState['call'] = {
  id: '1',
  state: 'ringing',
  who: 'Erika Lang',
  number: '030 1234',
  detail: 'Reception',
  since: 0,
  muted: false,
  note: null,
}

/** A page of which tests say the state. */
function toldPage() {
  let now = stateWith({})
  const followers: ((state: ShellState, before: ShellState) => void)[] = []
  const done: string[] = []
  return {
    done,
    say(some: Partial<ShellState>) {
      const before = now
      now = stateWith(some)
      for (const follow of followers) follow(now, before)
    },
    page: {
      get now() {
        return now
      },
      words: shellWords.en,
      follow: (follower: (typeof followers)[number]) => void followers.push(follower),
      command: (id: string) => void done.push(id),
    },
  }
}

beforeEach(() => {
  electron.taken.clear()
  electron.registered.clear()
  electron.shown.length = 0
  electron.selected = ''
  electron.copied = ''
})

describe('keys of all programs', () => {
  const follow = () => {
    const told = toldPage()
    const dialled: (string | null)[] = []
    const keys = followShortcuts({ page: told.page as never, dial: (number) => void dialled.push(number) })
    return { ...told, dialled, keys }
  }
  const press = (keys: string) => electron.registered.get(keys)?.()

  it('answer what rings, else hang up; those that others have are said', () => {
    const { say, done, keys } = follow()
    electron.taken.add('Control+Alt+M')
    const shortcuts = { answer: 'Control+Alt+A', mute: 'Control+Alt+M', dial: 'Alt+Insert' }
    say({ shortcuts, commands: [{ id: 'answer', label: 'Answer' }] })
    expect(keys.status()).toEqual({ answer: 'ok', mute: 'taken', dial: 'taken' })
    press('Control+Alt+A')
    say({ shortcuts, commands: [{ id: 'hangUp', label: 'Hang up' }] })
    press('Control+Alt+A')
    say({ shortcuts })
    press('Control+Alt+A')
    expect(done).toEqual(['answer', 'hangUp'])
  })

  it('move from one to another, and are given back', () => {
    const { say, keys } = follow()
    say({ shortcuts: { answer: 'Alt+F1', mute: '', dial: '' } })
    say({ shortcuts: { answer: '', mute: 'Alt+F1', dial: 'Alt+F2' } })
    expect([keys.status(), [...electron.registered.keys()]]).toEqual([
      { answer: 'off', mute: 'ok', dial: 'ok' },
      ['Alt+F1', 'Alt+F2'],
    ])
    keys.close()
    expect(electron.registered.size).toBe(0)
  })

  it('put the selected number into the field, else the copied one, and no text that is none', async () => {
    const { say, dialled } = follow()
    say({ shortcuts: { answer: '', mute: '', dial: 'Alt+F3' } })
    const pressed = async (selected: string, copied: string) => {
      Object.assign(electron, { selected, copied })
      press('Alt+F3')
      await vi.waitFor(() => expect(dialled.length).toBeGreaterThan(0))
      return dialled.splice(0)[0]
    }
    expect([
      await pressed('+49 (30) 1234-5', '110'),
      await pressed('a sentence', 'tel:+4930-77'),
      await pressed('', 'room 5'),
    ]).toEqual([process.platform === 'linux' ? '+49 (30) 1234-5' : '110', '+493077', null])
  })

  it('are asked of a Wayland desktop by versions that can, and are nobody’s before', () => {
    const wayland = { XDG_SESSION_TYPE: 'wayland' }
    const linux = process.platform === 'linux'
    expect([shortcutWay('25.1.1', {}), shortcutWay('25.1.1', wayland), shortcutWay('45.4.1', wayland)]).toEqual([
      'system',
      linux ? 'none' : 'system',
      linux ? 'portal' : 'system',
    ])
  })

  it('a text that is a number', () => {
    expect(['+49 30 1234', '(030) 12', '110', '*43#', 'call 110', '12:30', '', '1'.repeat(60)].map(numberInText)).toEqual([
      '+49 30 1234',
      '(030) 12',
      '110',
      null,
      null,
      null,
      null,
      null,
    ])
  })
})

describe('the notification of a call', () => {
  it('has the verbs as buttons; a click opens the window and answers nothing', () => {
    const { page, say, done } = toldPage()
    const open = vi.fn()
    notifyRinging({ page, open, seen: () => false })
    const commands: ShellState['commands'] = [
      { id: 'answer', label: 'Answer' },
      { id: 'reject', label: 'Reject' },
    ]
    say({ notify: true, call: ringing, commands })
    say({ notify: true, call: ringing, commands })
    const [shown] = electron.shown as Shown[]
    expect([electron.shown.length, shown?.given.title, shown?.given.body, shown?.given.actions.map(({ text }) => text)]).toEqual([
      1,
      'Call from Erika Lang',
      '030 1234 · Reception',
      ['Answer', 'Reject'],
    ])
    shown?.emit('click', {})
    expect([open.mock.calls.length, done]).toEqual([1, []])
    shown?.emit('action', { actionIndex: 0 })
    shown?.emit('action', {}, 1) // as older versions say it
    expect(done).toEqual(['answer', 'reject'])
    say({ notify: true, call: { ...ringing, state: 'talking' } })
    expect(shown?.closed).toBe(true)
  })

  it('comes to nobody who sees the window or does not want it', () => {
    const { page, say } = toldPage()
    notifyRinging({ page, open: () => {}, seen: () => true })
    say({ notify: true, call: ringing })
    const other = toldPage()
    notifyRinging({ page: other.page, open: () => {}, seen: () => false })
    other.say({ notify: false, call: ringing })
    expect(electron.shown).toEqual([])
  })
})

describe('the headset', () => {
  it('is chosen by the person among those that are there, remembered, and no other is given', () => {
    let device: (asked: object) => boolean = () => true
    const session = Object.assign(new EventEmitter(), {
      setDevicePermissionHandler: (handler: typeof device) => {
        device = handler
      },
    })
    const kept: object[] = []
    const memory = { now: { headset: undefined as object | undefined }, keep: (some: object) => void kept.push(some) }
    const headsets = chooseHeadsets(session as never, memory as never)
    const offers: unknown[] = []
    headsets.follow((offered) => void offers.push(offered))
    const deviceList = [
      { deviceId: 'a', name: 'Plantronics', vendorId: 1, productId: 2 },
      { deviceId: 'b', name: 'Jabra', vendorId: 3, productId: 4 },
    ]
    const given: unknown[] = []
    const ask = (list = deviceList) =>
      session.emit('select-hid-device', { preventDefault: () => {} }, { deviceList: list }, (id?: string) =>
        given.push(id ?? null),
      )
    ask()
    headsets.choose('b')
    ask()
    headsets.choose(null)
    ask([])
    expect([given, offers.length, kept]).toEqual([['b', null, null], 2, [{ headset: { vendorId: 3, productId: 4 } }]])
    memory.now.headset = { vendorId: 3, productId: 4 }
    const asked = (origin: string, vendorId: number, deviceType = 'hid') =>
      device({ deviceType, origin, device: { vendorId, productId: vendorId + 1 } })
    expect([
      asked('app://cordboard', 3),
      asked('app://cordboard', 1),
      asked('https://x', 3),
      asked('app://cordboard', 3, 'usb'),
    ]).toEqual([true, false, false, false])
    expect(session.listenerCount('select-hid-device')).toBe(1)
  })
})

describe('the badge over a task bar’s button', () => {
  it('is a red disc with a digit of its own for each count up to nine', () => {
    const pictures = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((count) => badgePicture(count).toString('hex'))
    expect(new Set(pictures).size).toBe(9)
    expect(badgePicture(40).toString('hex')).toBe(pictures[8])
    const one = badgePicture(1)
    const at = (x: number, y: number) => [...one.subarray((y * badgeSize + x) * 4, (y * badgeSize + x) * 4 + 4)]
    expect([at(0, 0), at(2, 8), at(7, 4)]).toEqual([
      [0, 0, 0, 0],
      [0x31, 0x31, 0xe0, 0xff],
      [0xff, 0xff, 0xff, 0xff],
    ])
  })
})

describe('the shell’s words', () => {
  it('are there in each language, in as many messages', () => {
    const keys = Object.values(shellWords).map((words) => Object.keys(words).sort())
    for (const each of keys) expect(each).toEqual(keys[0])
    expect([languageOf('de-AT'), languageOf('pt-BR')]).toEqual(['de', 'en'])
  })
})

describe('what a page says of itself', () => {
  it('is taken from an older page and from a newer one', () => {
    const older = { phone: 'ready', summary: 'Ready', calls: 0, attention: 'raise', commands: [], words: { open: 'x' } }
    expect(shellState.safeParse(older).data).toMatchObject({ callWindow: 'hidden', call: null, language: 'en' })
    expect(shellState.safeParse({ ...older, shortcuts: { answer: 'A', mute: '', dial: '' } }).success).toBe(false)
  })
})
