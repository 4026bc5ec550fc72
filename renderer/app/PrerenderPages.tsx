import { Activity, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { Guard } from './Guard.tsx'
import { pages, preloadPages } from './routes.ts'

const idle = () => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 4000 }))

/**
 * Fetches the pages' code, then renders each page once where nobody sees it: a browser compiles a function when it first runs,
 * and the first click of the day would wait for a hundred of them. Hidden pages run no effects, so they ask the host nothing.
 */
export function PrerenderPages() {
  const [step, setStep] = useState(-1)
  const [nowhere] = useState(() => document.createElement('div'))
  useEffect(() => {
    let left = false
    const warm = async () => {
      await preloadPages()
      for (let at = 0; at <= pages.length && !left; at += 1) {
        await idle()
        setStep(at)
      }
    }
    void warm()
    return () => {
      left = true
    }
  }, [])
  const Component = pages[step]?.Component
  if (!Component) return null
  const page = (
    <Guard key={step}>
      <Component />
    </Guard>
  )
  return <Activity mode="hidden">{createPortal(page, nowhere)}</Activity>
}
