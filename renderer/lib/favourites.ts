// My starred contacts, with their speed-dial keys: for the keymap, the command palette and the number field.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ListedContact } from '../../shared/domain/contacts.ts'
import { rpc } from './rpc/index.ts'

const starred = createStore<{ contacts: readonly ListedContact[] }>()(() => ({ contacts: [] }))

/** Reads them; after signing in and after each change. */
export async function loadFavourites(): Promise<void> {
  starred.setState({ contacts: (await rpc.directory.list({ favourites: true, limit: 200 })).contacts })
}

export const useFavourites = (): readonly ListedContact[] => useStore(starred, (state) => state.contacts)
