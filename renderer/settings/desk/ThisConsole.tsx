import { NativeSelect, Stack } from '@mantine/core'
import { useState } from 'react'
import { language } from '../../../shared/domain/office.ts'
import { tellError } from '../../lib/feedback/index.ts'
import { chooseLanguage, chosenLanguage, text } from '../../lib/i18n/index.ts'
import { inShell } from '../../lib/rpc/index.ts'
import { useMe } from '../../lib/session.ts'
import { AttentionSelect, DeviceSettings, HeadsetSettings, NotifySwitch, RingtoneSettings } from '../../phone/index.ts'
import { DensityChoice } from './DensityChoice.tsx'
import { OwnPassword } from './OwnPassword.tsx'
import { ThisComputer } from './ThisComputer.tsx'

/** Each language by its own name: who looks for theirs need not read another. */
const ownNames = { en: 'English', de: 'Deutsch', nl: 'Nederlands', fr: 'Français', es: 'Español' } as const

function LanguageSwitch() {
  const me = useMe()
  const [chosen, setChosen] = useState(chosenLanguage(me.userId))
  const pick = (value: string) => {
    const wanted = language.safeParse(value).data ?? null
    setChosen(wanted)
    chooseLanguage(me.userId, wanted, me.office.language).catch(tellError)
  }
  return (
    <NativeSelect
      maw={460}
      label={text.settings.consoleLanguage}
      description={text.settings.consoleLanguageHelp}
      value={chosen ?? ''}
      onChange={(event) => pick(event.currentTarget.value)}
      data={[
        { value: '', label: `${text.settings.fields.officeLanguage} (${ownNames[language.parse(me.office.language)]})` },
        ...language.options.map((value) => ({ value, label: ownNames[value] })),
      ]}
    />
  )
}

/** What belongs to this user at this computer: the language, the sound devices. */
export function ThisConsole() {
  return (
    <Stack gap="xl">
      <LanguageSwitch />
      <DensityChoice />
      <NotifySwitch />
      {inShell && <AttentionSelect />}
      {inShell && <ThisComputer />}
      <OwnPassword />
      <RingtoneSettings />
      <DeviceSettings />
      <HeadsetSettings />
    </Stack>
  )
}
