// What axe finds on a page as it stands.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { settled } from './pages.ts'

/** axe on that page. Legacy mode: no page is opened for the results of frames, which the console has none of. */
export const axeOf = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode()

/** What axe finds, a line each: everything in light, and in dark again what colours decide. */
export async function axeFindings(page: Page, name: string): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await settled(page)
    const axe = axeOf(page)
    // A colour in the middle of its transition is no finding.
    await page.addStyleTag({ content: '*, *::before, *::after { transition: none !important; animation: none !important }' })
    const { violations } = await (colorScheme === 'light' ? axe : axe.withRules(['color-contrast'])).analyze()
    const one = ({ html = '', failureSummary = '' }: { html?: string; failureSummary?: string | undefined }) =>
      `${html.replace(/ (?:class|style)="[^"]*"/g, '').slice(0, 160)} ${failureSummary.replaceAll('\n', ' ').slice(0, 200)}`
    found.push(...violations.map(({ id, nodes }) => `${name} ${colorScheme} ${id}: ${one(nodes[0] ?? {})}`))
  }
  return found
}
