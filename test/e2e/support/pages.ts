// Every page of the console by its address, and when one is ready to be looked at.
import type { Page } from '@playwright/test'

export const mainPages = [
  '',
  'queues',
  'queues?view=charts',
  'wallboard',
  'callbacks',
  'voicemail',
  'calls',
  'calls/c-1',
  'directory',
  'hours',
  'flows',
  'flows/reception',
  'settings/console',
  'settings/handling',
] as const

export const settingsPages = [
  'office',
  'queues',
  'queues?view=charts',
  'people',
  'extensions',
  'phones',
  'mailboxes',
  'backends',
  'tokens',
  'speech',
  'webhooks',
  'scripts',
  'routes',
  'trunks',
  'outgoing',
  'blocked',
  'prompts',
  'system',
  'backups',
  'deliveries',
  'audit',
  'certificate',
  'mail',
  'pbx',
  'trash',
  'recovered',
  'secrets',
].map((tab) => `settings/${tab}`)

export const allPages: readonly string[] = [...mainPages, ...settingsPages]

/** Loaded, and nothing moves any more but what moves for ever. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1:visible, h2:visible').first().waitFor()
  await page.waitForFunction(() => {
    const moving = document
      .getAnimations()
      .filter((each) => each.playState === 'running' && each.effect?.getTiming().iterations !== Infinity)
    return moving.length === 0 && !document.querySelector('.mantine-Skeleton-root, .mantine-Loader-root')
  })
}

/** The page as it opens, whatever was open on it before, without loading the whole console again. */
export async function afresh(page: Page, address: string, path: string): Promise<void> {
  await page.goto(`${address}/#/directory`)
  await page.getByRole('heading', { level: 1, name: 'Directory' }).waitFor()
  await page.goto(`${address}/#/${path}`)
}
