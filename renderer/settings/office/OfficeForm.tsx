import { Button, Group, Stack } from '@mantine/core'
import { language, type OfficeSettings, officeSettings } from '../../../shared/domain/office.ts'
import { Loaded, tellUndoable, useLoad, useWork } from '../../lib/feedback/index.ts'
import { fieldProblems } from '../../lib/fieldProblems.ts'
import { countryCodes } from '../../lib/format/telephone.ts'
import { spoken, text } from '../../lib/i18n/index.ts'
import { inDesktopApp, rpc } from '../../lib/rpc/index.ts'
import { refreshMe, useMay } from '../../lib/session.ts'
import type { Draft, Field, Option } from '../form/fields.ts'
import { Held, useHold } from '../form/Held.tsx'
import { RecordFields, useKeptValues, useRecordForm } from '../form/recordForm.tsx'
import { outgoingFields, outsideFields, sipField, transferFields } from './callFields.ts'

/** Whether the office is on the network is a setting where the desktop app runs it, and is changed there only: elsewhere it would cut off who asks. */
function listenFields(): Field[] {
  const words = text.settings.fields
  if (!inDesktopApp) return []
  const options = (['auto', 'on', 'off'] as const).map((value) => ({ value, label: words.listens[value] }))
  return [{ key: 'listen', label: words.listen, help: words.listenHelp, kind: 'select', options }]
}

/** Every zone that the browser knows, and the one in force: a computer may call its own by an older name. */
const zonesWith = (zone: string): string[] => [...new Set([zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort()

/** Every country whose numbers are known, by its name in the reader's language, and the one in force. */
function countriesWith(country: string): Option[] {
  const { language } = spoken.getState()
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
  const codes = [...new Set<string>([country, ...countryCodes])].filter(Boolean)
  return codes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, language))
}

function fields(start: OfficeSettings): Field[] {
  const words = text.settings.fields
  return [
    { key: 'name', label: words.name, kind: 'text', maxLength: 80, required: true },
    {
      key: 'country',
      label: words.country,
      help: words.countryHelp,
      kind: 'select',
      options: countriesWith(start.country),
    },
    {
      key: 'timeZone',
      label: words.timeZone,
      kind: 'select',
      options: zonesWith(start.timeZone).map((value) => ({ value, label: value })),
    },
    {
      key: 'language',
      label: words.language,
      kind: 'select',
      options: language.options.map((value) => ({ value, label: words.languages[value] })),
    },
    { key: 'pinLength', label: words.pinLength, kind: 'number', min: 4, max: 8 },
    { key: 'emergencyNumbers', label: words.emergencyNumbers, kind: 'words' },
    { key: 'reception', label: words.reception, kind: 'words' },
    { key: 'recordingNotice', label: words.recordingNotice, kind: 'text', maxLength: 500 },
    {
      key: 'recordingConsentKey',
      label: words.recordingConsentKey,
      help: words.recordingConsentHelp,
      kind: 'text',
      maxLength: 1,
    },
    { key: 'retentionDays', label: words.retentionDays, help: words.retentionHelp, kind: 'number', min: 0, max: 3650 },
    ...(['keepTraceDays', 'keepHistoryDays', 'keepAuditDays', 'keepOutboxDays', 'keepLogDays'] as const).map((key) => ({
      key,
      label: words[key],
      help: words.keepHelp,
      kind: 'number' as const,
      min: 0,
      max: 3650,
    })),
    { key: 'shiftEnd', label: words.shiftEnd, help: words.shiftEndHelp, kind: 'time' },
    { key: 'idleLogoutHours', label: words.idleLogoutHours, help: words.idleLogoutHelp, kind: 'number', min: 0, max: 48 },
    { key: 'speechCacheMegabytes', label: words.speechCacheMegabytes, kind: 'number', min: 10, max: 100_000 },
    { key: 'networks', label: words.networks, help: words.networksHelp, kind: 'words' },
    ...listenFields(),
    { key: 'findable', label: words.findable, help: words.findableHelp, kind: 'switch' },
    { key: 'screenPop', label: words.screenPop, help: words.screenPopHelp, kind: 'text', maxLength: 500 },
    {
      key: 'screenPopAt',
      label: words.screenPopAt,
      kind: 'select',
      options: (['ring', 'answer'] as const).map((value) => ({ value, label: words.screenPopMoments[value] })),
    },
    { key: 'parkFirst', label: words.parkFirst, help: words.parkFirstHelp, kind: 'text', maxLength: 6, required: true },
    { key: 'parkSlots', label: words.parkSlots, kind: 'number', min: 1, max: 50 },
    { key: 'parkSeconds', label: words.parkSeconds, kind: 'number', min: 10, max: 3600 },
    ...transferFields(),
    ...outgoingFields(),
  ]
}

type Revised = OfficeSettings & { revision?: string | undefined }

/** What the form shows where the office has nothing. */
const blanks = { screenPop: '', screenPopAt: 'ring' } as const

/** What is saved: a blank nobody touched stays absent, so that the audit trail names what was changed and no more. */
function changedOf(start: OfficeSettings, next: OfficeSettings): OfficeSettings {
  const untouched = (Object.keys(blanks) as (keyof typeof blanks)[]).filter(
    (key) => start[key] === undefined && next[key] === blanks[key],
  )
  return { ...next, ...Object.fromEntries(untouched.map((key) => [key, undefined])) }
}

type FormProps = { start: Revised; hold(typed: boolean): void; onSaved(): void }

function Form({ start, hold, onSaved }: FormProps) {
  const { form, element, submit } = useRecordForm({ ...blanks, ...start }, (draft) => fieldProblems(officeSettings, draft))
  const { busy, run } = useWork()
  useHold(hold, form.formState.isDirty)
  // In place: to draw some sixty fields anew takes a slow computer a second.
  const sent = useKeptValues(form, { ...blanks, ...start })
  const admin = useMay('admin')
  const addresses = useLoad(async () => (admin ? rpc.system.addresses() : []), 'addresses')
  const shown = addresses.data?.length
    ? [...fields(start), sipField(addresses.data, start.sipAddress), ...outsideFields()]
    : fields(start)
  const save = (draft: Draft) => {
    const office = officeSettings.parse(draft)
    sent(draft)
    void run(async () => {
      const put = async (revised: Revised) => {
        await rpc.settings.office.save(revised)
        await refreshMe()
        hold(false)
        onSaved()
      }
      await put({ ...changedOf(start, office), revision: start.revision })
      tellUndoable(text.common.saved, () => put({ ...start, revision: undefined }))
    })
  }
  return (
    <form ref={element} onSubmit={submit(save)} noValidate>
      <Stack gap="md" maw={460}>
        <RecordFields form={form} fields={shown} disabled={() => !admin} />
        {admin && (
          <Group>
            <Button type="submit" loading={busy}>
              {text.common.save}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}

/** The office itself: name, place, language, PINs, emergency numbers. */
export function OfficeForm() {
  const load = useLoad(() => rpc.settings.office.get(), 'office', ['office'])
  return (
    <Loaded load={load}>
      {(office) => <Held value={office}>{(shown, hold) => <Form start={shown} hold={hold} onSaved={load.reload} />}</Held>}
    </Loaded>
  )
}
