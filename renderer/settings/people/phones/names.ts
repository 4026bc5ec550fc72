import { type DeskPhone, shownMac } from '../../../../shared/domain/phones.ts'
import { templateOf } from '../../../../shared/provisioning/makers.ts'

/** What a phone is. */
export const modelName = ({ maker, model }: Pick<DeskPhone, 'maker' | 'model'>): string =>
  [templateOf(maker).name, model].filter((part) => part !== '').join(' ')

/** As people tell phones apart. */
export const phoneName = (phone: Pick<DeskPhone, 'maker' | 'model' | 'mac'>): string =>
  phone.mac === '' ? modelName(phone) : `${modelName(phone)} ${shownMac(phone.mac)}`
