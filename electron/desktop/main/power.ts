// What the computer does is told to the page: it woke up, its screen was locked or opened.
import { powerMonitor } from 'electron'
import type { PageState } from './pageState.ts'

/** Returns what ends it. */
export function tellPower(page: Pick<PageState, 'power'>): () => void {
  const resume = () => page.power('resume')
  const lock = () => page.power('lock')
  const unlock = () => page.power('unlock')
  powerMonitor.on('resume', resume)
  powerMonitor.on('lock-screen', lock)
  powerMonitor.on('unlock-screen', unlock)
  return () => {
    powerMonitor.off('resume', resume)
    powerMonitor.off('lock-screen', lock)
    powerMonitor.off('unlock-screen', unlock)
  }
}
