import { Text, type TextProps } from '@mantine/core'
import { memo } from 'react'
import { useHostNow } from '../clock.ts'
import { clock } from '../format/time.ts'

// Only the figure itself renders at each second: a list of many costs no more than their digits.
const Since = ({ at }: { at: number }) => clock(useHostNow() - at)
const Until = ({ at }: { at: number }) => clock(at - useHostNow() + 999)

/** Time since a moment of the host's clock, counting. Digits keep their width, so nothing jumps. */
export const Elapsed = memo(function Elapsed({ since, ...props }: { since: number } & TextProps) {
  return (
    <Text span ff="monospace" style={{ fontVariantNumeric: 'tabular-nums' }} {...props}>
      <Since at={since} />
    </Text>
  )
})

/** Time left until a moment of the host's clock, counting down to 0:00. */
export const Remaining = memo(function Remaining({ until, ...props }: { until: number } & TextProps) {
  return (
    <Text span ff="monospace" style={{ fontVariantNumeric: 'tabular-nums' }} {...props}>
      <Until at={until} />
    </Text>
  )
})
