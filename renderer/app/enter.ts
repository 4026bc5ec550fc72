// What runs while someone is signed in: the connection, the feed, the softphone.
import type { Me } from '../../shared/contract/desk.ts'

import { loadFavourites } from '../lib/favourites.ts'
import { tellError } from '../lib/feedback/index.ts'
import { setCountry } from '../lib/format/telephone.ts'
import { setTimeZone } from '../lib/format/time.ts'
import { chosenLanguage, setLanguage } from '../lib/i18n/index.ts'
import { lastChangeOf, live, startFeed } from '../lib/live/index.ts'
import { loadPreferences } from '../lib/preferences.ts'
import { connect, connection, disconnect, NotConnected } from '../lib/rpc/index.ts'
import { loadOffice, refreshMe, session } from '../lib/session.ts'
import { startPhone } from '../phone/index.ts'

/** The demo office simulates its people; there is nothing a softphone could register with. */
const telephoneOf = (me: Me): string | null => (me.pbx === 'demo' ? null : me.extension)

let stopPhone: (() => Promise<void>) | undefined

async function load(): Promise<void> {
  try {
    const me = await refreshMe()
    setCountry(me.office.country)
    setTimeZone(me.office.timeZone)
    await setLanguage(chosenLanguage(me.userId) ?? me.office.language)
    stopPhone ??= startPhone(telephoneOf(me))
    await Promise.all([loadOffice(), loadFavourites(), loadPreferences()])
  } catch (error) {
    // A connection lost meanwhile shows its own banner and loads again when it is back.
    if (!(error instanceof NotConnected)) tellError(error)
  }
}

/** Whatever the whole console shows of the office's records follows changes that other people make. */
function followOffice(): () => void {
  const kinds = ['queue', 'operator', 'mailbox', 'extension', 'office', 'user', 'person', 'backup']
  return live.subscribe((state, before) => {
    if (lastChangeOf(state, kinds) <= lastChangeOf(before, kinds)) return
    // Whoever has just lost the connection loads everything when it is back.
    void Promise.all([loadOffice(), refreshMe()]).catch(() => undefined)
  })
}

/** A user who was given an operator needs a softphone without reloading the page. */
function followExtension(): () => void {
  return session.subscribe((state, before) => {
    if (!state.me || state.me.extension === before.me?.extension || !before.me) return
    const restart = () => {
      stopPhone = startPhone(state.me ? telephoneOf(state.me) : null)
    }
    if (stopPhone) void stopPhone().then(restart)
  })
}

/** Connects and loads; returns what leaves again. */
export function enter(): () => void {
  const stopFeed = startFeed()
  const stops = [followExtension(), followOffice()]
  const stopLoading = connection.subscribe((state, before) => {
    if (state.generation > before.generation) void load()
  })
  void connect()
  return () => {
    stopLoading()
    for (const stop of stops) stop()
    stopFeed()
    void stopPhone?.()
    stopPhone = undefined
    disconnect()
    session.setState({ me: null })
  }
}
