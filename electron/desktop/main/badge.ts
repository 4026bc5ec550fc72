// How many calls were missed or ring: on the icon in the dock (macOS) or launcher (Linux), over the button in the task bar (Windows).
import { app, type BrowserWindow, nativeImage } from 'electron'
import { badgePicture, badgeSize } from './badgePicture.ts'
import type { PageState } from './pageState.ts'

/** `window`: the one there is. */
export function showBadge(page: Pick<PageState, 'follow' | 'words'>, window: () => BrowserWindow | undefined): void {
  let shown = 0
  page.follow(({ badge }) => {
    if (badge === shown) return
    shown = badge
    if (process.platform !== 'win32') return void app.setBadgeCount(badge)
    const size = { width: badgeSize, height: badgeSize }
    const overlay = badge === 0 ? null : nativeImage.createFromBitmap(badgePicture(badge), size)
    window()?.setOverlayIcon(overlay, badge === 0 ? '' : page.words.missed(badge))
  })
}
