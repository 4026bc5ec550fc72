import { Button } from '@mantine/core'
import { IconPhoneRinging } from '@tabler/icons-react'
import { pickUpCodeOf } from '../../../shared/domain/pickUpCodes.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useExtensionName, useQueueName } from '../../lib/session.ts'
import { pickUp } from '../actions.ts'
import { PanelList, PanelRow } from './PanelList.tsx'
import { type RingingElsewhere, useRingingElsewhere } from './ringingElsewhere.ts'

/** So many are shown; of more the others are counted. */
const most = 4

function Ringing({ call, extension }: RingingElsewhere) {
  const name = useCallerName()(call.from, call.fromName)
  const colleague = useExtensionName()(extension)
  const queueName = useQueueName()
  const { busy, run } = useWork()
  const at = text.phone.ringsAt({ name: colleague })
  return (
    <PanelRow
      label={`${name}: ${at}`}
      name={name}
      since={call.startedAt}
      about={[at, call.queueId && queueName(call.queueId)]}
      action={
        <Button
          size="xs"
          variant="default"
          px="xs"
          loading={busy}
          aria-label={text.phone.pickUpAt({ name, colleague })}
          onClick={() => run(() => pickUp(pickUpCodeOf(extension)))}
        >
          {text.phone.pickUp}
        </Button>
      }
    />
  )
}

/** Calls that ring at colleagues of one's pick-up group; one click takes them. */
export function RingingAtColleagues() {
  const ringing = useRingingElsewhere()
  const hidden = ringing.length - most
  return (
    <PanelList
      icon={<IconPhoneRinging size={16} aria-hidden />}
      title={text.phone.ringingElsewhere}
      more={hidden > 0 && text.phone.ringingMore({ count: hidden })}
    >
      {ringing.slice(0, most).map((each) => (
        <Ringing key={each.call.id} {...each} />
      ))}
    </PanelList>
  )
}
