// What the office's mail works on.
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import type { OwnPorts } from '../../adapters/outbound/addresses.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Clock, Log, MediaStore } from '../../engine/ports.ts'

export type OfficeMailDeps = {
  store: Pick<Store, 'mails' | 'voicemails' | 'callbacks' | 'trash' | 'office' | 'secrets' | 'audit'>
  media: Pick<MediaStore, 'absolute'>
  clock: Clock
  log: Log
  config(): OfficeConfig
  ownPorts: OwnPorts
  /** Consoles and lamps are told that a message is gone. */
  removed(id: string, mailboxId: string): Promise<void>
}
