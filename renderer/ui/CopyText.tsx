import { Button, type ButtonProps } from '@mantine/core'
import { useEffect, useState } from 'react'

/** How long it says that it was copied, ms. */
const saidFor = 2000

/** Puts a text on the clipboard, also where the page may not use the newer way (no https, no permission). */
async function copyText(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value)
    return true
  } catch {
    // Not allowed here: the older way, which a click is enough for.
    const put = (event: ClipboardEvent) => {
      event.clipboardData?.setData('text/plain', value)
      event.preventDefault()
    }
    document.addEventListener('copy', put, { once: true })
    const done = document.execCommand('copy')
    document.removeEventListener('copy', put)
    return done
  }
}

type CopyTextProps = Omit<ButtonProps, 'children'> & { value: string; copy: string; copied: string }

/** A button that copies `value` and says so. */
export function CopyText({ value, copy, copied, ...more }: CopyTextProps) {
  const [done, setDone] = useState(false)
  useEffect(() => {
    if (!done) return
    const timer = setTimeout(() => setDone(false), saidFor)
    return () => clearTimeout(timer)
  }, [done])
  return (
    <Button variant="default" size="xs" {...more} onClick={() => void copyText(value).then(setDone)}>
      {done ? copied : copy}
    </Button>
  )
}
