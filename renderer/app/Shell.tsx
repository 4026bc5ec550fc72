import { Anchor, AppShell } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useLayoutEffect } from 'react'
import { text } from '../lib/i18n/index.ts'
import { inShell } from '../lib/rpc/index.ts'
import { useWantsRoom } from '../lib/view/roomy.ts'
import {
  PhoneBar,
  PhoneDock,
  PhonePanel,
  UndockedPhone,
  useCompact,
  useNarrow,
  usePhone,
  usePhonePlace,
  useUndockedWindow,
} from '../phone/index.ts'
import { Banners, bannerHeights, useBanners } from './Banners.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import { HeaderBar } from './HeaderBar.tsx'
import { Keys } from './Keys.tsx'
import { Navigation } from './Navigation.tsx'
import { PageContent } from './PageContent.tsx'
import { PrerenderPages } from './PrerenderPages.tsx'
import classes from './Shell.module.css'
import { ShellLink } from './shell/ShellLink.tsx'
import { useAlerts } from './useAlerts.ts'
import { useDialLinks } from './useDialLinks.ts'
import { useTitle } from './useTitle.ts'

const headerHeight = 48
const dockHeight = 46
const barWidth = 48

/**
 * What surrounds every page: navigation on the left, the telephone on the right, idle as a bar, banners above. Where a zoom or a small
 * window leaves no room for it (WCAG 1.4.10), the telephone is a row at the bottom that opens over the page.
 */
export function Shell({ onSignedOut }: { onSignedOut(): void }) {
  const narrow = useNarrow()
  const medium = useMediaQuery('(max-width: 1699px)') ?? false
  const roomy = useWantsRoom()
  const signsOnly = roomy && medium ? true : narrow
  const compact = useCompact()
  const place = usePhonePlace()
  /** The telephone is a row at the bottom: no room beside the page, or folded away on a page that needs the width. */
  const docked = place === 'row'
  const phoneOpen = usePhone((state) => state.panelOpen)
  const undocked = useUndockedWindow() !== null
  const banners = useBanners()
  useAlerts()
  useTitle()
  useDialLinks()
  const header = headerHeight + banners.length * bannerHeights[compact ? 'compact' : 'wide']
  const dock = docked ? dockHeight : 0
  useDockHeight(dock)
  return (
    <AppShell
      layout="alt"
      header={{ height: header }}
      navbar={{ width: compact ? 46 : signsOnly ? 60 : 232, breakpoint: 0 }}
      aside={{ width: docked ? 0 : place === 'bar' ? barWidth : narrow ? 292 : 330, breakpoint: 0 }}
      padding={0}
      transitionDuration={0}
    >
      <Anchor href="#content" className={classes.skip} onClick={focusContent}>
        {text.app.skipToContent}
      </Anchor>
      <AppShell.Header className={classes.header}>
        <Banners banners={banners} />
        <HeaderBar height={headerHeight} compact={compact} onSignedOut={onSignedOut} />
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label={text.app.nav.label}>
        <Navigation narrow={signsOnly} />
      </AppShell.Navbar>
      <AppShell.Aside
        className={classes.aside}
        aria-label={text.phone.title}
        data-over={docked || undefined}
        hidden={docked && !phoneOpen}
      >
        {place === 'bar' && <PhoneBar />}
        {/* What was typed into it stays while it is a bar. */}
        {!undocked && (
          <div className={classes.phone} hidden={place === 'bar'}>
            <PhonePanel />
          </div>
        )}
      </AppShell.Aside>
      <AppShell.Main className={classes.main} style={{ '--around': `${header + dock}px` }}>
        <PageContent compact={docked} />
        {docked && <PhoneDock height={dockHeight} />}
      </AppShell.Main>
      <CommandPalette onSignedOut={onSignedOut} />
      <PrerenderPages />
      <Keys />
      <UndockedPhone />
      {inShell && <ShellLink />}
    </AppShell>
  )
}

/** Drawers and the open telephone stand above the row. */
function useDockHeight(height: number): void {
  useLayoutEffect(() => {
    document.documentElement.style.setProperty('--cord-dock', `${height}px`)
    return () => void document.documentElement.style.removeProperty('--cord-dock')
  }, [height])
}

/** The hash belongs to the router, so the link to the content is followed by hand. */
function focusContent(event: React.MouseEvent): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
