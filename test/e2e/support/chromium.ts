// Chromium as the tests use it; the flags are explained in the handbook's page on Asterisk and WebRTC.
import { existsSync } from 'node:fs'
import { type Browser, chromium } from '@playwright/test'

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

/** The system's Chromium, or the one named by CORDBOARD_CHROMIUM. */
export function openChromium(): Promise<Browser> {
  const paths = [process.env.CORDBOARD_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome']
  const executablePath = paths.find((path) => path && existsSync(path))
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: flags, ignoreDefaultArgs: ['--headless=old'] })
}
