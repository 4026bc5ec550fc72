// How desk phones get their settings: asked for by HTTPS, by MAC and a code that is good once; told of on the page, and in the audit trail.
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import type { DeskPhone, PhoneProblem, PhoneState, PhonesOverview } from '../../../shared/domain/phones.ts'
import { askedFor, fileOf, isOtherFile, readUserAgent, templateOf } from '../../../shared/provisioning/makers.ts'
import { renderPhone } from '../../../shared/provisioning/render.ts'
import type { PhoneFacts } from '../../../shared/provisioning/variables.ts'
import type { PhoneFinder } from '../../adapters/phones/finder.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Clock, Log } from '../../engine/ports.ts'
import type { DeskPhoneAccount, PbxPort, PhoneAnswer, PhoneRequest, PhonesPort, ServedHttps } from '../services.ts'
import { type CodeIs, type PhoneCodes, phoneCodes } from './codes.ts'
import { fingerprintOf, phoneFacts } from './facts.ts'
import { type Refusals, refusals } from './refusals.ts'

type Given = {
  store: Pick<Store, 'office' | 'phoneStates' | 'audit'>
  pbx: PbxPort
  clock: Clock
  log: Log
  config(): OfficeConfig
  finder: PhoneFinder
}

/** Below which address all phones' files are. */
export const phonesPath = 'provision/'

const folderOf = (served: ServedHttps, code = ''): string => `${served.address}${phonesPath}${code === '' ? '' : `${code}/`}`

const words: Record<PhoneProblem | 'unknown' | 'noFile' | 'notNow' | 'tooMany', string> = {
  notHttps: 'This host gives phones their settings by HTTPS only.',
  noCode: 'Show the code of this phone: Settings, Desk phones has it.',
  wrongCode: 'This is not the code of this phone.',
  codeUsed: 'This code was used. Settings, Desk phones lets the phone fetch its settings once more.',
  codeOver: 'This code is over. Settings, Desk phones has a new one.',
  otherMaker: 'This phone is set up as one of another maker.',
  otherPhone: 'This is the file of another phone.',
  unknown: 'This phone is not known here: add it in Settings, Desk phones.',
  noFile: 'There is no such file.',
  notNow: 'There are no new settings.',
  tooMany: 'Too many wrong codes came from this address; wait ten minutes.',
}
const statusOf: Record<PhoneProblem, PhoneAnswer['status']> = {
  ...{ notHttps: 403, noCode: 401, wrongCode: 403, codeUsed: 410, codeOver: 410, otherMaker: 403, otherPhone: 403 },
}
const says = (status: PhoneAnswer['status'], text: string, ask = false): PhoneAnswer => ({
  ...{ status, text: `${text}\n`, type: 'text/plain; charset=utf-8', ask },
})
const problemOf: Record<Exclude<CodeIs, 'right'>, PhoneProblem | 'notOpen'> = {
  ...{ wrong: 'wrongCode', used: 'codeUsed', over: 'codeOver', notOpen: 'notOpen' },
}

export class OfficePhones implements PhonesPort {
  private readonly given: Given
  private readonly codes: PhoneCodes
  private readonly refusals: Refusals

  constructor(given: Given) {
    const now = () => given.clock.now()
    this.given = given
    this.codes = phoneCodes(given.store.phoneStates, now)
    this.refusals = refusals({ audit: given.store.audit, now })
  }

  private get phones() {
    return this.given.store.office.phones
  }

  async answer(request: PhoneRequest, served: ServedHttps | null): Promise<PhoneAnswer> {
    if (this.refusals.tooMany(request.from)) return says(429, words.tooMany)
    const asked = askedFor(request.file)
    if (!asked) return says(404, isOtherFile(request.file) ? words.notNow : words.noFile)
    const phone = this.phoneFor(asked.mac, request.code)
    if (!phone) return this.unknown(asked.mac, request)
    const refused = this.refused(phone, asked.makers, request)
    if (refused) return refused
    const { pbx } = this.given
    if (pbx.kind !== 'managed' || served === null) return says(503, words.notNow)
    // Before the code is used: what fails leaves it as it was. Meanwhile the same code may have come a second time.
    const account = await pbx.deskPhone(phone.extension, phone.transport)
    return this.refused(phone, asked.makers, request) ?? this.give(phone, account, request, served)
  }

  /** The phone whose file that is: by its MAC, or, of softphones, by the code. */
  private phoneFor(mac: string | null, code: string | null): DeskPhone | null {
    if (mac !== null) return this.phones.list().find((phone) => phone.mac === mac) ?? null
    const softphones = this.phones.list().filter((phone) => phone.mac === '')
    return softphones.find(({ id }) => code !== null && this.codes.isOneOf(id, code)) ?? null
  }

  private unknown(mac: string | null, { file, from }: PhoneRequest): PhoneAnswer {
    if (mac === null) this.refusals.wrongCode(from)
    this.refusals.note(mac ?? file, mac === null ? 'wrongCode' : 'unknown', from)
    return mac === null ? says(403, words.wrongCode) : says(404, words.unknown)
  }

  /** Null where it may have what it asks for. */
  private refused(phone: DeskPhone, makers: readonly string[], request: PhoneRequest): PhoneAnswer | null {
    const problem = this.check(phone, makers, request)
    if (problem === null) return null
    return problem === 'notOpen' ? says(404, words.notNow) : this.refuse(phone, problem, request)
  }

  private check(phone: DeskPhone, makers: readonly string[], request: PhoneRequest): PhoneProblem | 'notOpen' | null {
    const caller = readUserAgent(request.userAgent)
    if (!request.https) return 'notHttps'
    if (caller?.maker !== phone.maker || !makers.includes(phone.maker)) return 'otherMaker'
    if (caller.mac !== null && phone.mac !== '' && caller.mac !== phone.mac) return 'otherPhone'
    if (request.code === null) return 'noCode'
    const is = this.codes.judge(phone.id, request.code)
    if (is === 'wrong') this.refusals.wrongCode(request.from)
    return is === 'right' ? null : problemOf[is]
  }

  private refuse(phone: DeskPhone, problem: PhoneProblem, { from }: PhoneRequest): PhoneAnswer {
    this.codes.failed(phone.id, problem, from)
    // A phone that is told nothing but the address asks without a code first.
    if (problem !== 'noCode') this.refusals.note(phone.id, problem, from)
    return says(statusOf[problem], words[problem], problem === 'noCode')
  }

  private give(phone: DeskPhone, account: DeskPhoneAccount, request: PhoneRequest, served: ServedHttps): PhoneAnswer {
    const { pbx, store, log } = this.given
    const { from, host } = request
    const { model = '', firmware = '' } = readUserAgent(request.userAgent) ?? {}
    const { next, noted } = this.codes.use(phone.id, { fetchedFrom: from, seenModel: model, firmware })
    const facts = this.factsOf(phone, account, { host, folder: folderOf(served, next), trusted: served.trusted })
    const { text, type } = renderPhone(templateOf(phone.maker), facts, phone.mac)
    noted(fingerprintOf(facts, phone))
    const detail = `${from}; ${model} ${firmware}`
    store.audit.add({ userId: 'host', action: 'phone.fetch', target: phone.id, detail })
    log.info('a phone fetched its settings', { phone: phone.id, from, pbx: pbx.kind })
    return { status: 200, text, type, ask: false }
  }

  private factsOf(
    phone: DeskPhone,
    account: DeskPhoneAccount,
    about: { host: string; folder: string; trusted: boolean },
  ): PhoneFacts {
    const { clock, config } = this.given
    return phoneFacts({ ...about, phone, config: config(), account, year: new Date(clock.now()).getUTCFullYear() })
  }

  private async stateOf(phone: DeskPhone, served: ServedHttps | null): Promise<PhoneState> {
    const { id, maker } = phone
    const row = this.codes.rowOf(id)
    const open = this.codes.isOpen(id) && served !== null
    const nowhere = { host: '', folder: 'https://host/', trusted: false }
    const { pbx } = this.given
    const account = pbx.kind === 'managed' ? await pbx.deskPhone(phone.extension, phone.transport) : null
    const current = account !== null && row.fetched === fingerprintOf(this.factsOf(phone, account, nowhere), phone)
    const { fetchedAt, fetchedFrom, seenModel, firmware, problem, problemAt, problemFrom } = row
    const ends = templateOf(maker).entered === 'file' ? fileOf(maker, phone.mac, phone.model) : ''
    return {
      ...{ id, fetchedAt, fetchedFrom, seenModel, firmware, problem, problemAt, problemFrom },
      code: open ? row.code : null,
      codeUntil: open ? row.open : null,
      address: open && served ? `${folderOf(served, row.code)}${ends}` : '',
      current: fetchedAt !== null && current,
    }
  }

  private lacks(served: ServedHttps | null): PhonesOverview['lacks'] {
    const { kind, sipAddress } = this.given.pbx
    if (kind === 'external') return 'guest'
    if (kind === 'demo') return 'demo'
    if (served === null) return 'https'
    return /^(?:127\.|::1$)/.test(sipAddress ?? '') ? 'sip' : null
  }

  async overview(served: ServedHttps | null): Promise<PhonesOverview> {
    const { finder } = this.given
    const phones = this.phones.list()
    const known = new Set(phones.map(({ mac }) => mac))
    return {
      lacks: this.lacks(served),
      folder: served ? folderOf(served) : '',
      trusted: served?.trusted ?? false,
      listening: finder.listening(),
      phones: await Promise.all(phones.map((phone) => this.stateOf(phone, served))),
      found: finder.found().filter(({ mac }) => !known.has(mac)),
    }
  }

  async renew(id: string): Promise<void> {
    const { pbx, log } = this.given
    const phone = this.phones.get(id)
    if (!phone || !this.codes.open(id)) return
    try {
      await pbx.resync(phone.extension, phone.maker === 'cisco' ? 'resync' : 'check-sync')
    } catch (error) {
      log.info('a phone was not told to fetch its settings', { phone: id, error: String(error) })
    }
  }

  tell(id: string, served: ServedHttps): boolean {
    const phone = this.phones.get(id)
    if (!phone || phone.mac === '') return false
    if (!this.codes.isOpen(id)) this.codes.open(id)
    const file = fileOf(phone.maker, phone.mac, phone.model)
    return this.given.finder.tell(phone.mac, `${folderOf(served, this.codes.rowOf(id).code)}${file}`)
  }

  forget(id: string): void {
    this.codes.forget(id)
  }
}
