import { Group, Text, Tooltip } from '@mantine/core'
import { IconAlertTriangleFilled, IconAntennaBars3, IconAntennaBars5 } from '@tabler/icons-react'
import { locale, text } from '../../lib/i18n/index.ts'
import { usePhone } from '../store.ts'
import type { Quality } from './quality.ts'

const looks = {
  good: { Icon: IconAntennaBars5, color: 'var(--cord-good)' },
  fair: { Icon: IconAntennaBars3, color: 'var(--cord-warn)' },
  poor: { Icon: IconAlertTriangleFilled, color: 'var(--cord-bad)' },
} as const

/** What makes it sound so, in words; nothing when it sounds well. */
function causeSentence(quality: Quality): string {
  const words = text.phone.quality
  switch (quality.cause) {
    case 'loss':
      return words.loss({ percent: Math.round(quality.lossPercent) })
    case 'jitter':
      return words.jitter({ milliseconds: Math.round(quality.jitterMs) })
    case 'delay':
      return words.delay({ milliseconds: Math.round(quality.delayMs) })
    case 'micMuted':
    case 'nothingHeard':
      return words[quality.cause]
    case null:
      return ''
  }
}

/** How the line sounds: a sign and a word, the figure on hover, the cause below when there is one. */
export function QualityMark({ lineId }: { lineId: string }) {
  const quality = usePhone((state) => state.quality[lineId])
  if (!quality) return null
  const words = text.phone.quality
  const { Icon, color } = looks[quality.level]
  const figure = new Intl.NumberFormat(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(quality.mos)
  const cause = causeSentence(quality)
  return (
    <div>
      <Tooltip label={words.mos({ score: figure })}>
        <Group gap={5} c={color} wrap="nowrap" mt={6} w="fit-content" data-mos={quality.mos.toFixed(2)}>
          <Icon size={15} aria-hidden />
          <Text span size="xs" c="inherit">
            {words.label}: {words.levels[quality.level]}
          </Text>
        </Group>
      </Tooltip>
      {cause && (
        <Text size="xs" c={color} role="status">
          {cause}
        </Text>
      )}
    </div>
  )
}
