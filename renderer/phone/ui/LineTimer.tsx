import { Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { clock } from '../../lib/format/time.ts'
import type { LineView } from '../sip/line.ts'

/** How long the line speaks; counted on this machine's clock, which saw it begin. */
export function LineTimer({ line }: { line: LineView }) {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  return (
    <Text ff="monospace" size="sm" fw={600} role="timer" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {clock(now - (line.answeredAt ?? line.startedAt))}
    </Text>
  )
}
