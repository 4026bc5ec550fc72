// Who may what: every procedure, every role. A procedure that this table does not name fails here, until somebody has decided.
import { describe, expect, it, onTestFinished } from 'vitest'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { errorCodes, type ProcedureMeta } from '../../../shared/contract/base.ts'
import { contract } from '../../../shared/contract/index.ts'
import type { Role } from '../../../shared/domain/office.ts'
import { anna, ben, cleo, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

/** The least role that may, by area; what is whose within it is in ownership.test.ts. */
const table: Record<Role, string> = {
  agent: `
    directory.list directory.save directory.remove directory.mark directory.lookup
    live.feed live.epoch
    desk.me desk.login desk.changePassword desk.ring desk.logout desk.pause desk.resume desk.doNotDisturb
    desk.endWrapUp desk.extendWrapUp desk.note desk.noted
    phone.credentials phone.heartbeat phone.transfer phone.transferAttended phone.merge phone.park phone.hangup
    phone.ringAgain phone.hold phone.mute phone.sendAway phone.talkAlone phone.talkTogether phone.pauseRecording phone.caller phone.directory
    callbacks.list callbacks.claim callbacks.release callbacks.return callbacks.finish callbacks.retry callbacks.note
    callbacks.reopen callbacks.create
    voicemails.list voicemails.setStatus voicemails.assign voicemails.note voicemails.remove
    calls.list calls.get
    flows.list flows.draft flows.versions flows.version flows.traffic flows.usedBy flows.naming flows.validate flows.lacks
    settings.office.get settings.queues.list settings.operators.list settings.extensions.list settings.mailboxes.list
    settings.people.list settings.routes.list settings.hours.list settings.hours.names settings.schedules.list
    settings.schedules.places settings.schedules.holidays settings.prompts.list settings.prompts.uses
    settings.speech.get settings.speech.voices
    system.status
    preferences.get preferences.save callHandling.get callHandling.save wallboards.list wallboards.trend wallboards.view
    integration.calls integration.callbacks integration.operators integration.live`,
  supervisor: `
    directory.import live.traces figures.queues figures.operators wallboards.create wallboards.update wallboards.remove wallboards.links wallboards.link wallboards.unlink
    supervise.monitor supervise.pauseOperator supervise.resumeOperator supervise.logoutOperator supervise.resetPin
    supervise.lockouts supervise.liftLockout supervise.takeCaller supervise.moveCaller
    settings.blocked.list settings.blocked.create settings.blocked.update settings.blocked.remove
    settings.hours.set settings.hours.clear settings.speech.hear
    system.undo trash.list trash.restore recovered.list recovered.toCall recovered.toMailbox recovered.remove
    integration.originate integration.hangup integration.claimCallback integration.returnCallback integration.finishCallback
    integration.setOperator`,
  admin: `
    phone.callMe calls.traceCaller flows.save flows.create flows.publish flows.restore flows.remove settings.office.save settings.queues.create
    settings.queues.update settings.queues.remove settings.operators.create settings.operators.update
    settings.operators.remove settings.extensions.create settings.extensions.update settings.extensions.remove
    settings.extensions.resetPassword settings.trunks.list settings.trunks.registrations settings.trunks.reachabilities settings.trunks.test
    settings.trunks.create settings.trunks.update
    settings.trunks.remove settings.mailboxes.create settings.mailboxes.update settings.mailboxes.remove
    settings.backends.list settings.backends.create settings.backends.update settings.backends.remove settings.backends.try settings.backends.log
    settings.schedules.create settings.schedules.update settings.schedules.remove settings.routes.create settings.routes.update settings.routes.remove settings.outgoing.list settings.outgoing.create
    settings.outgoing.update settings.outgoing.remove settings.outgoing.order settings.prompts.rename settings.prompts.speak
    settings.prompts.record settings.prompts.stopRecording settings.prompts.remove settings.webhooks.list
    settings.webhooks.create settings.webhooks.update settings.webhooks.remove settings.webhooks.rotate
    settings.webhooks.preview settings.webhooks.test settings.speech.save settings.speech.programs settings.speech.voicesOf
    settings.certificate.get settings.certificate.upload settings.certificate.remove settings.certificate.makeAnew
    settings.certificate.acme.save settings.certificate.acme.order settings.certificate.acme.terms
    settings.mail.get settings.mail.save settings.mail.test settings.mail.list settings.mail.retry
    settings.pbx.state settings.pbx.files settings.pbx.testSound
    settings.phones.list settings.phones.create settings.phones.update settings.phones.remove settings.phones.overview
    settings.phones.renew settings.phones.tell
    settings.speech.try settings.secrets.list settings.secrets.set settings.secrets.remove settings.scripts.list
    settings.scripts.approve settings.tokens.list settings.tokens.create settings.tokens.revoke settings.users.list
    settings.people.freeNumber settings.people.create settings.people.update settings.people.leaving settings.people.leave settings.people.import
    settings.users.create settings.users.update settings.users.remove simulate.call simulate.act simulate.pace simulate.say
    simulate.runs system.addresses system.starter system.dismissStarter system.deliveries system.resend system.audit
    backups.follow backups.save backups.make backups.open backups.restore backups.stop backups.remove`,
}

const expected = new Map(
  (Object.entries(table) as [Role, string][]).flatMap(([role, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name): [string, Role] => [name, role]),
  ),
)

type Node = { '~orpc'?: { meta: ProcedureMeta } } & { [key: string]: unknown }
function procedures(of: Node, path: string[] = []): { name: string; role: string }[] {
  return Object.entries(of).flatMap(([key, value]) => {
    const inner = value as Node
    const found = inner['~orpc']
    return found ? [{ name: [...path, key].join('.'), role: found.meta.role }] : procedures(inner, [...path, key])
  })
}
const all = procedures(contract as unknown as Node)

it('every procedure is in the table with its role, and nothing else is', () => {
  expect(Object.fromEntries(all.map(({ name, role }) => [name, role]))).toEqual(Object.fromEntries(expected))
})

const people = { nobody: null, agent: ben, supervisor: cleo, admin: anna } as const
const ranks: Record<Role | 'nobody', number> = { nobody: 0, agent: 1, supervisor: 2, admin: 3 }

describe.each(Object.keys(people) as (keyof typeof people)[])('%s', (who) => {
  it('gets through to what the table allows, and is refused everything else before its input is read', async () => {
    const { deps } = testDeps()
    const rpc = openRpc(deps)
    onTestFinished(() => rpc.close())
    const { client } = await inMemory(rpc, contextOf(people[who]))
    for (const { name } of all) {
      const procedure = name.split('.').reduce<unknown>((of, key) => (of as Record<string, unknown>)[key], client) as (
        input: unknown,
      ) => Promise<unknown>
      // No input fits: whoever is let through is told so, or the procedure takes none.
      const error = await procedure('no such input').then(
        async (answer) => void (await (answer as { return?(): Promise<unknown> } | null)?.return?.()),
        (reason: unknown) => reason as { code?: string; message?: string },
      )
      const refused =
        error?.code === 'UNAUTHENTICATED' || (error?.code === 'FORBIDDEN' && error.message === errorCodes.FORBIDDEN.message)
      expect([name, refused]).toEqual([name, ranks[who] < ranks[expected.get(name) ?? 'admin']])
    }
  })
})
