// Secrets on this computer's disk: sealed by the system's own key store where it has one. On a Linux without a key ring Electron would
// "encrypt" with a password that stands in its source (`basic_text`): that is as none.
import { safeStorage } from 'electron'

export type Seal = {
  /** What is sealed can be opened by this person on this computer only; false: nothing is written down. */
  real: boolean
  /** Base64; null where it is not real. */
  seal(text: string): string | null
  /** Null for what is not sealed here. */
  open(sealed: string): string | null
}

/** Once the app is ready. */
export function systemSeal(): Seal {
  const real =
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend()))
  return {
    real,
    seal: (text) => (real ? safeStorage.encryptString(text).toString('base64') : null),
    open: (sealed) => {
      try {
        return real ? safeStorage.decryptString(Buffer.from(sealed, 'base64')) : null
      } catch {
        return null // of another person, or another computer
      }
    },
  }
}
