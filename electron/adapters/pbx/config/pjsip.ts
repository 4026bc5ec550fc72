// pjsip.conf: transports, phones, softphones and trunks.

import { ownMessagesCode } from '../../../../shared/domain/messageCodes.ts'
import { displayName, section } from './section.ts'
import { transports } from './transports.ts'
import { addressEndpoint, gone, trunkSections } from './trunks.ts'
import { MWI_CONTEXT, type PbxConfig, type PbxExtension, type PbxMailbox, REALM } from './types.ts'

// IP comes before the user name: a trunk's address must never be one that phones use too.
const GLOBAL = { type: 'global', user_agent: 'Cordboard', default_realm: REALM, endpoint_identifier_order: 'ip,username' }

const PHONE = {
  type: 'endpoint',
  context: 'from-phone',
  subscribe_context: 'hints',
  allow_subscribe: true,
  direct_media: false,
  dtmf_mode: 'rfc4733',
  rtp_symmetric: true,
  force_rport: true,
  rewrite_contact: true,
  notify_early_inuse_ringing: true,
}

/** The whole of pjsip.conf; `etc` is the folder it stands in. */
export function pjsipConf(config: PbxConfig, etc: string): string {
  return [
    section('global', GLOBAL),
    transports(config, etc),
    section('desk-phone', { ...PHONE, ...gone(config), ...deskTransport(config), disallow: 'all', allow: 'g722,ulaw,alaw' }, '!'),
    section(
      'web-phone',
      { ...PHONE, webrtc: true, timers: false, rtp_timeout: 60, disallow: 'all', allow: 'opus,ulaw,alaw' },
      '!',
    ),
    ...config.extensions.map((each) => phones(each, config.mailboxes)),
    ...config.trunks.map((each) => trunkSections(each, config)),
    addressEndpoint(config),
  ].join('')
}

/** Where all speak UDP nothing else is tried; else a phone is reached as it registered. */
const deskTransport = ({ phoneTransports = [] }: PbxConfig) =>
  phoneTransports.every((each) => each === 'udp') ? { transport: 'transport-udp' } : {}

/** Offered, and taken where the phone has it: an extension may have one that has not. */
const optionalSrtp = { media_encryption: 'sdes', media_encryption_optimistic: true }

/**
 * Phones crash and come back from another port without saying goodbye: what they left behind gives way to who registers, first what
 * answers no more, then what ends soonest. So many that a phone in a restart loop is found gone (after `qualify_frequency` and 3 s)
 * before it drives out a living one; and none stays longer than ten minutes after its phone.
 */
const severalPhones = { max_contacts: 20, remove_existing: true, remove_unavailable: true, maximum_expiration: 600 }
const onePhone = { max_contacts: 1, remove_existing: true, remove_unavailable: true }

/** The lamp of its mailbox, for telephones that subscribe to it and for those that wait to be told; and what their message key dials. */
function messageLamp({ number }: PbxExtension, mailboxes: readonly PbxMailbox[]) {
  const own = mailboxes.find(({ extension }) => extension === number)
  if (!own) return { aor: {}, endpoint: {} }
  const lamp = { mailboxes: `${own.number}@${MWI_CONTEXT}`, voicemail_extension: ownMessagesCode }
  return { aor: lamp, endpoint: { ...lamp, mwi_subscribe_replaces_unsolicited: true } }
}

function phones(extension: PbxExtension, mailboxes: readonly PbxMailbox[]): string {
  const { number } = extension
  const lamp = messageLamp(extension, mailboxes)
  const desk = extension.deskHa1
    ? phone(extension, number, 'desk-phone', extension.deskHa1, {
        aor: { ...severalPhones, ...lamp.aor },
        endpoint: { ...lamp.endpoint, ...(extension.deskSrtp ? optionalSrtp : {}) },
      })
    : ''
  const web = extension.webHa1 ? phone(extension, `${number}-web`, 'web-phone', extension.webHa1, { aor: onePhone }) : ''
  return desk + web
}

function phone(
  extension: PbxExtension,
  id: string,
  template: string,
  digest: string,
  { aor, endpoint = {} }: { aor: Record<string, string | number | boolean>; endpoint?: Record<string, string | boolean> },
): string {
  const callerid = `"${displayName(extension.name)}" <${extension.number}>`
  return [
    section(id, { auth: id, aors: id, callerid, ...endpoint }, template),
    section(id, { type: 'auth', auth_type: 'digest', username: id, realm: REALM, password_digest: `MD5:${digest}` }),
    section(id, { type: 'aor', qualify_frequency: 15, ...aor }),
  ].join('')
}
