import { Text, type TextProps } from '@mantine/core'
import { useHostNow } from '../clock.ts'
import { clock } from '../format/time.ts'

/** Time since a moment of the host's clock, counting. Digits keep their width, so nothing jumps. */
export function Elapsed({ since, ...props }: { since: number } & TextProps) {
  const now = useHostNow()
  return (
    <Text span ff="monospace" style={{ fontVariantNumeric: 'tabular-nums' }} {...props}>
      {clock(now - since)}
    </Text>
  )
}

/** Time left until a moment of the host's clock, counting down to 0:00. */
export function Remaining({ until, ...props }: { until: number } & TextProps) {
  const now = useHostNow()
  return (
    <Text span ff="monospace" style={{ fontVariantNumeric: 'tabular-nums' }} {...props}>
      {clock(until - now + 999)}
    </Text>
  )
}
