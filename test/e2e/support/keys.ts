// A person without a mouse: Tab until the focus is where it should be.
import type { Page } from '@playwright/test'

/** The name of what has the focus, as a screen reader would say it. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null
    const name =
      [element?.getAttribute('aria-label'), element?.labels?.[0]?.textContent, element?.textContent].find(Boolean) ?? ''
    return name.trim()
  })

/** Tab (or Shift+Tab), as often as it takes to come to what has that name; fails when the focus never gets there. */
export async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const seen: string[] = []
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press(key)
    const here = await focused(page)
    if (typeof name === 'string' ? here === name : name.test(here)) return
    seen.push(here.slice(0, 40))
  }
  throw new Error(`${key} does not come to “${name}”, only to: ${seen.join(' | ')}`)
}
