import { ActionIcon, Badge, Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { HolidayPlace, HolidayPreset, NamedPlace, PublicHoliday } from '../../shared/domain/officeSchedule.ts'
import { Loaded, useLoad } from '../lib/feedback/index.ts'
import { dateWords } from '../lib/hours/words.ts'
import { spoken, text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import type { Draft } from './draft.ts'
import { keeps, placeKey, shownYears, type useHolidays } from './preview.ts'

const without = (list: readonly string[], item: string) => list.filter((each) => each !== item)

/** The preset with that day closed or not. */
function withDay(preset: HolidayPreset, { rule, type }: PublicHoliday, closed: boolean): HolidayPreset {
  if (type === 'public') return { ...preset, worked: closed ? without(preset.worked, rule) : [...preset.worked, rule] }
  return { ...preset, kept: closed ? [...preset.kept, rule] : without(preset.kept, rule) }
}

type DaysProps = { days: readonly PublicHoliday[]; preset: HolidayPreset; readOnly: boolean; put(preset: HolidayPreset): void }

function Days({ days, preset, readOnly, put }: DaysProps) {
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" verticalSpacing={4}>
      {days.map((day) => (
        <Checkbox
          key={`${day.date} ${day.rule}`}
          size="xs"
          checked={keeps(preset, day)}
          disabled={readOnly}
          onChange={(event) => put(withDay(preset, day, event.currentTarget.checked))}
          label={
            <>
              <Text span size="sm" mr={6}>
                {day.name}
              </Text>
              {day.type !== 'public' && (
                <Badge component="span" size="xs" color="gray">
                  {text.hours.holidays.types[day.type]}
                </Badge>
              )}
              <Text span size="xs" c="dimmed" display="block">
                {dateWords(day.date)}
              </Text>
            </>
          }
        />
      ))}
    </SimpleGrid>
  )
}

/** `Germany, Bavaria` */
export function placeName(places: readonly NamedPlace[], { country, state, region }: HolidayPlace): string {
  const named = (list: readonly NamedPlace[], code: string) => list.find((each) => each.code === code)
  const land = named(places, country)
  const part = named(land?.parts ?? [], state)
  const inner = named(part?.parts ?? [], region)
  return [land?.name ?? country, part?.name ?? state, inner?.name ?? region].filter(Boolean).join(', ')
}

type PresetProps = {
  preset: HolidayPreset
  name: string
  holidays: readonly PublicHoliday[]
  readOnly: boolean
  put(preset: HolidayPreset): void
  remove(): void
}

/** What a place keeps, year by year. */
function Preset({ preset, name, holidays, readOnly, put, remove }: PresetProps) {
  const words = text.hours.holidays
  const years = shownYears()
  const [year, setYear] = useState(String(years[0]))
  const [others, setOthers] = useState(preset.kept.length > 0)
  const days = holidays.filter(({ date }) => date.startsWith(year))
  const [legal, rest] = [days.filter(({ type }) => type === 'public'), days.filter(({ type }) => type !== 'public')]
  return (
    <Stack gap="xs" component="section" aria-label={words.place({ place: name })}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600}>
          {words.place({ place: name })}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <NativeSelect
            size="xs"
            aria-label={words.year}
            value={year}
            data={years.map(String)}
            onChange={(event) => setYear(event.currentTarget.value)}
          />
          {!readOnly && (
            <ActionIcon variant="subtle" color="gray" aria-label={words.removePlace({ place: name })} onClick={remove}>
              <IconTrash size={16} />
            </ActionIcon>
          )}
        </Group>
      </Group>
      <Text size="xs" c="dimmed">
        {days.length === 0 ? words.none : words.help}
      </Text>
      <Days days={legal} preset={preset} readOnly={readOnly} put={put} />
      {rest.length > 0 && (
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ alignSelf: 'start' }}
          aria-expanded={others}
          onClick={() => setOthers(!others)}
        >
          {words.others({ count: rest.length })}
        </Button>
      )}
      {others && <Days days={rest} preset={preset} readOnly={readOnly} put={put} />}
    </Stack>
  )
}

/** Country, then what it has of states and regions. */
function AddPlace({ places, country, add }: { places: readonly NamedPlace[]; country: string; add(place: HolidayPlace): void }) {
  const words = text.hours.holidays
  const [place, setPlace] = useState<HolidayPlace>({ country, state: '', region: '' })
  const states = places.find(({ code }) => code === place.country)?.parts ?? []
  const regions = states.find(({ code }) => code === place.state)?.parts ?? []
  const choice = (parts: readonly NamedPlace[]) => parts.map(({ code, name }) => ({ value: code, label: name }))
  const whole = { value: '', label: words.whole }
  return (
    <Group gap="xs" align="flex-end">
      <NativeSelect
        size="xs"
        label={words.country}
        value={place.country}
        data={choice(places)}
        onChange={(event) => setPlace({ country: event.currentTarget.value, state: '', region: '' })}
      />
      {states.length > 0 && (
        <NativeSelect
          size="xs"
          label={words.state}
          value={place.state}
          data={[whole, ...choice(states)]}
          onChange={(event) => setPlace({ ...place, state: event.currentTarget.value, region: '' })}
        />
      )}
      {regions.length > 0 && (
        <NativeSelect
          size="xs"
          label={words.region}
          value={place.region}
          data={[whole, ...choice(regions)]}
          onChange={(event) => setPlace({ ...place, region: event.currentTarget.value })}
        />
      )}
      <Button size="xs" variant="default" onClick={() => add(place)}>
        {words.addPlace}
      </Button>
    </Group>
  )
}

type PresetsProps = {
  draft: Draft
  holidays: ReturnType<typeof useHolidays>
  /** The office's, to begin with. */
  country: string
  readOnly: boolean
}

/** The public holidays of countries, states and regions. */
export function Presets({ draft, holidays, country, readOnly }: PresetsProps) {
  const { language } = spoken.getState()
  const places = useLoad(() => rpc.settings.schedules.places({ language }), `places ${language}`)
  const { presets } = draft.value
  const add = (place: HolidayPlace) => {
    if (presets.some((each) => placeKey(each) === placeKey(place))) return
    draft.set({ presets: [...presets, { ...place, worked: [], kept: [], days: [], until: '' }] })
  }
  return (
    <Loaded load={places} rows={1}>
      {(known) => (
        <Stack gap="lg">
          {presets.length > 0 && (
            <Loaded load={holidays} rows={4}>
              {(found) =>
                presets.map((preset, at) => (
                  <Preset
                    key={placeKey(preset)}
                    preset={preset}
                    name={placeName(known, preset)}
                    holidays={found.get(placeKey(preset)) ?? []}
                    readOnly={readOnly}
                    put={(next) => draft.set({ presets: presets.with(at, next) })}
                    remove={() => draft.set({ presets: presets.toSpliced(at, 1) })}
                  />
                ))
              }
            </Loaded>
          )}
          {!readOnly && <AddPlace places={known} country={country} add={add} />}
        </Stack>
      )}
    </Loaded>
  )
}
