// Chromium as the tests use it; the flags are explained in the handbook's page on Asterisk and WebRTC.
import { type Browser, chromium } from '@playwright/test'
import { acquireChromium } from '../../../electron/adapters/pbx/acquire/programs.ts'

const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-features=WebRtcHideLocalIpsWithMdns,LocalNetworkAccessChecks',
]

/**
 * How long a test waits for a page to get there, ms: what only ends a wait that is in vain. Two browsers and two offices share
 * two cores; eight seconds were too few when other work slowed the machine.
 */
export const pageTimeoutMs = 20_000
/** And for the first page after an office was set up, which compiles all of its code, ms. */
export const firstPageMs = 60_000

/** The one named by CORDBOARD_CHROMIUM, the system's, or one brought into the cache. */
export async function openChromium(more: { flags?: string[]; wrapped?(executablePath: string): string } = {}): Promise<Browser> {
  const named = process.env.CORDBOARD_CHROMIUM
  const program = named ? { executablePath: named } : await acquireChromium()
  const executablePath = more.wrapped?.(program.executablePath) ?? program.executablePath
  return chromium.launch({
    ...program,
    executablePath,
    args: [...flags, ...(more.flags ?? [])],
    ignoreDefaultArgs: ['--headless=old'],
  })
}
