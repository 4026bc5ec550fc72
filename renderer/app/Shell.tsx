import { Anchor, AppShell } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Suspense, useEffect } from 'react'
import { Route, Routes, useLocation } from 'react-router'
import { LoadingRows } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { CallOver, closePanel, PhoneDock, PhonePanel, usePhone } from '../phone/index.ts'
import { Banners, bannerHeights, useBanners } from './Banners.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import { Guard } from './Guard.tsx'
import { HeaderBar } from './HeaderBar.tsx'
import { Keys } from './Keys.tsx'
import { Navigation } from './Navigation.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { pages } from './routes.ts'
import classes from './Shell.module.css'
import { useAlerts } from './useAlerts.ts'
import { useDialLinks } from './useDialLinks.ts'
import { useTitle } from './useTitle.ts'
import { WarmPages } from './WarmPages.tsx'

const headerHeight = 48
const dockHeight = 46

/**
 * What surrounds every page: navigation on the left, the telephone on the right, banners above. Where a zoom or a small window
 * leaves no room for it (WCAG 1.4.10), the telephone is a row at the bottom that opens over the page.
 */
export function Shell({ onSignedOut }: { onSignedOut(): void }) {
  const narrow = useMediaQuery('(max-width: 1279px)') ?? false
  const compact = useMediaQuery('(max-width: 859px)', undefined, { getInitialValueInEffect: false }) ?? false
  const phoneOpen = usePhone((state) => state.panelOpen)
  const banners = useBanners()
  const location = useLocation()
  useAlerts()
  useTitle()
  useDialLinks()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page starts at its top.
  useEffect(() => {
    document.getElementById('content')?.scrollTo(0, 0)
  }, [location.pathname])
  // biome-ignore lint/correctness/useExhaustiveDependencies: who goes to another page wants to see it.
  useEffect(closePanel, [location.pathname])
  const header = headerHeight + banners.length * bannerHeights[compact ? 'compact' : 'wide']
  const dock = compact ? dockHeight : 0
  const covered = location.pathname === '/wallboard'
  return (
    <AppShell
      layout="alt"
      header={{ height: header }}
      navbar={{ width: compact ? 46 : narrow ? 60 : 232, breakpoint: 0 }}
      aside={{ width: compact ? 0 : narrow ? 292 : 330, breakpoint: 0 }}
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
        <Navigation narrow={narrow} />
      </AppShell.Navbar>
      <AppShell.Aside
        className={classes.aside}
        aria-label={text.phone.title}
        data-over={compact || undefined}
        hidden={compact && !phoneOpen}
      >
        <PhonePanel />
      </AppShell.Aside>
      <AppShell.Main className={classes.main} style={{ '--around': `${header + dock}px` }}>
        <div id="content" tabIndex={-1} className={classes.content}>
          <Guard key={location.pathname}>
            <Suspense fallback={<LoadingRows />}>
              <Routes>
                {pages.map(({ path, Component }) => (
                  <Route key={path} path={path} element={<Component />} />
                ))}
                <Route path="*" element={<NotFoundPage />} />
              </Routes>
            </Suspense>
          </Guard>
        </div>
        {compact ? <PhoneDock height={dockHeight} /> : covered && <CallOver />}
      </AppShell.Main>
      <CommandPalette onSignedOut={onSignedOut} />
      <WarmPages />
      <Keys />
    </AppShell>
  )
}

/** The hash belongs to the router, so the link to the content is followed by hand. */
function focusContent(event: React.MouseEvent): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
