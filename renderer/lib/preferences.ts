// What I like of the console: the host keeps it, this computer remembers it for the first moment of the page (public/theme.js).
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type Density, type Preferences, preferences } from '../../shared/domain/preferences.ts'
import { rpc } from './rpc/index.ts'

const chosen = createStore<Preferences>()(() => preferences.parse({}))

function show(next: Preferences): void {
  chosen.setState(next)
  document.documentElement.dataset.density = next.density
  localStorage.setItem('cordboard.density', next.density)
}

/** Reads them; after signing in. */
export async function loadPreferences(): Promise<void> {
  show(await rpc.preferences.get())
}

/** Takes effect at once, and is taken back where the host does not keep it. */
export async function chooseDensity(density: Density): Promise<void> {
  const before = chosen.getState()
  show({ ...before, density })
  await rpc.preferences.save({ ...before, density }).catch((error: unknown) => {
    show(before)
    throw error
  })
}

export const useDensity = (): Density => useStore(chosen, ({ density }) => density)
