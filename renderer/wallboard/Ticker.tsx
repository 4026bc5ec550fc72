import { ActionIcon } from '@mantine/core'
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { type CSSProperties, useLayoutEffect, useRef, useState } from 'react'
import { text } from '../lib/i18n/index.ts'
import classes from './wallboard.module.css'

/** Pixels a second: calm to read from afar. */
const speed = 90

/** The board's message. It runs only where it does not fit, can be stopped, and stands still for whoever wants no motion. */
export function Ticker({ message }: { message: string }) {
  const room = useRef<HTMLDivElement>(null)
  const [wide, setWide] = useState(0)
  const [stopped, setStopped] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another message has another width.
  useLayoutEffect(() => {
    const element = room.current
    if (!element) return
    const measure = () => {
      const said = element.firstElementChild?.scrollWidth ?? 0
      setWide(said > element.clientWidth ? said + element.clientWidth : 0)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [message])
  const runs = wide > 0
  const style = { '--run': `${wide}px`, '--seconds': `${Math.round(wide / speed)}s` } as CSSProperties
  return (
    <footer className={classes.ticker}>
      <div ref={room} className={classes.tickerRoom} data-runs={runs} data-stopped={stopped} style={style}>
        <p>{message}</p>
      </div>
      {runs && (
        <ActionIcon
          className={classes.tickerStop}
          size={36}
          variant="subtle"
          aria-label={stopped ? text.wallboard.messageRun : text.wallboard.messageStop}
          onClick={() => setStopped(!stopped)}
        >
          {stopped ? <IconPlayerPlayFilled size={18} /> : <IconPlayerPauseFilled size={18} />}
        </ActionIcon>
      )}
    </footer>
  )
}
