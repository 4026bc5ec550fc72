import { Input, SegmentedControl } from '@mantine/core'
import { density } from '../../../shared/domain/preferences.ts'
import { useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { chooseDensity, useDensity } from '../../lib/preferences.ts'

/** How close together everything stands, wherever this user signs in. */
export function DensityChoice() {
  const shown = useDensity()
  const { run } = useWork()
  const words = text.settings.density
  return (
    <Input.Wrapper label={words.label} description={words.help}>
      <SegmentedControl
        mt={6}
        aria-label={words.label}
        data={density.options.map((value) => ({ value, label: words.choices[value] }))}
        value={shown}
        onChange={(value) => void run(() => chooseDensity(density.parse(value)))}
      />
    </Input.Wrapper>
  )
}
