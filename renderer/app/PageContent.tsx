import { Center } from '@mantine/core'
import { Suspense, useEffect } from 'react'
import { matchPath, Route, Routes, useLocation } from 'react-router'
import { LoadingRows } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { CallOver, closePanel } from '../phone/index.ts'
import { EmptyState } from '../ui/index.ts'
import { Guard } from './Guard.tsx'
import { pages } from './routes.ts'
import classes from './Shell.module.css'

/** An address that leads nowhere. */
function NotFoundPage() {
  return (
    <Center h="100%">
      <EmptyState art="search" title={text.app.notFound.title} help={text.app.notFound.help} />
    </Center>
  )
}

/** The page at the address. It alone renders when the address changes; what surrounds it stays as it is. */
export function PageContent({ compact }: { compact: boolean }) {
  const { pathname } = useLocation()
  const staying = pages.find(({ path, stays }) => stays && matchPath(path, pathname))
  // biome-ignore lint/correctness/useExhaustiveDependencies: who goes to another page wants to see it.
  useEffect(closePanel, [pathname])
  return (
    <>
      {/* Another page is another element: it starts at its top without the layout that scrolling there would force. */}
      <div key={staying?.path ?? pathname} id="content" tabIndex={-1} className={classes.content}>
        <Guard>
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
      {!compact && pathname === '/wallboard' && <CallOver />}
    </>
  )
}
