// The arguments of each English message that has some, by its path. Written by `node build/messages.ts`; not to be edited.
import type { LaterArguments } from './laterArguments.ts'

type Value = string | number

export type MessageArguments = LaterArguments & {
  'admin.trunks.formatExample': { number: Value; dialled: Value }
  'admin.trunks.testThrough': { dialled: Value }
  'admin.trunks.testElsewhere': { trunk: Value }
  'admin.trunks.answered': { status: Value; reason: Value }
  'admin.trunks.retry': { seconds: Value }
  'admin.outgoing.up': { pattern: Value }
  'admin.outgoing.down': { pattern: Value }
  'admin.outgoing.byRule': { pattern: Value }
  'admin.outgoing.otherwise': { trunk: Value; dialled: Value }
  'admin.trash.by': { name: Value }
  'admin.recovered.found': { length: Value; when: Value }
  'admin.audit.undoOf': { what: Value }
  'admin.audit.byApi': { action: Value }
  'app.nav.waiting': { count: Value }
  'app.nav.open': { count: Value }
  'app.nav.recovered': { count: Value }
  'app.nav.fresh': { count: Value }
  'app.recovered': { count: number }
  'app.user.menu': { name: Value }
  'app.signIn.lockedUntil': { time: Value }
  'app.starter.extension': { number: Value }
  'app.shell.updates.version': { version: Value }
  'app.shell.updates.checkedAt': { at: Value }
  'app.shell.updates.staged': { version: Value }
  'app.shell.updates.waiting': { version: Value }
  'app.shell.updates.downloading': { version: Value; percent: Value }
  'app.shell.updates.ready': { version: Value }
  'app.shell.updates.installs': { version: Value }
  'app.shell.updates.office': { version: Value; own: Value }
  'app.shell.updates.back': { version: Value }
  'app.join.compareTitle': { name: Value }
  'app.join.forget': { name: Value }
  'app.join.goneTitle': { name: Value }
  'app.join.changedTitle': { name: Value }
  'backups.tooShort': { least: Value }
  'backups.folder': { path: Value }
  'backups.restoreOf': { when: Value }
  'backups.madeBy': { version: Value }
  'callbacks.claimedBy': { name: Value }
  'callbacks.leaseEnds': { time: Value }
  'callbacks.age': { time: Value }
  'callbacks.notBefore': { time: Value }
  'callbacks.keysAfter': { keys: Value }
  'callbacks.outcomeOf': { who: Value }
  'callHandling.otherOf': { n: Value }
  'callHandling.problems.loop': { chain: Value }
  'callHandling.problems.refused': { reason: Value }
  'callHandling.says.away': { time: Value; to: Value }
  'callHandling.says.awayOpen': { to: Value }
  'callHandling.says.awaySeen': { time: Value }
  'callHandling.says.hours': { hours: Value; to: Value }
  'callHandling.says.rings': { seconds: number }
  'callHandling.says.ringsThen': { seconds: number; to: Value }
  'callHandling.says.ringsOnThen': { to: Value }
  'callHandling.says.with': { names: Value }
  'callHandling.says.turn': { names: Value }
  'callHandling.says.case': { case: Value; to: Value }
  'callHandling.says.person': { name: Value; number: Value }
  'callHandling.says.mailboxNamed': { name: Value }
  'callHandling.awayUntil': { time: Value }
  'callHandling.removeOther': { n: Value }
  'callSettings.sipLocalOnly': { address: Value }
  'calls.total': { count: number }
  'calls.flowVersion': { version: Value }
  'calls.exporting': { done: Value }
  'calls.totalOrMore': { count: number }
  'calls.exportingOf': { done: Value; total: Value }
  'calls.tests': { count: number }
  'calls.transferredBy': { name: Value }
  'calls.transferredTo': { name: Value }
  'calls.lanes.steps': { count: number }
  'calls.lanes.wait': { queue: Value }
  'calls.lanes.parked': { slot: Value }
  'calls.lanes.ring': { name: Value }
  'calls.lanes.talk': { name: Value }
  'calls.lanes.transferred': { by: Value; to: Value }
  'canvas.press': { keys: Value }
  'canvas.outlets': { count: number }
  'canvas.leadTo': { ports: Value; name: Value }
  'canvas.open': { ports: Value }
  'canvas.edge': { port: Value; from: Value; to: Value }
  'canvas.onlyEdge': { from: Value; to: Value }
  'canvas.fixes.connect': { name: Value }
  'canvas.fixes.keepEdge': { name: Value }
  'canvas.fixes.connectFrom': { from: Value; port: Value }
  'canvas.fixes.newStep': { type: Value }
  'canvas.fixes.clamp': { value: Value }
  'canvas.fixes.declare': { name: Value }
  'canvas.difference.of': { version: Value }
  'certificate.firewall': { port: Value; first: Value; last: Value }
  'certificate.firewallTls': { port: Value }
  'certificate.fromUntil': { from: Value; until: Value }
  'certificate.privateIssuer': { issuer: Value }
  'certificate.otherName': { host: Value; address: Value }
  'certificate.problems.CHAIN_BROKEN': { name: Value }
  'certificate.problems.EXPIRED': { name: Value; date: Value }
  'certificate.problems.NOT_YET_VALID': { name: Value; date: Value }
  'certificate.problems.WRONG_USE': { name: Value }
  'certificate.problems.NO_NAMES': { name: Value }
  'certificate.problems.UNUSABLE': { reason: Value }
  'certificate.acme.renewed': { date: Value }
  'certificate.acme.again': { when: Value }
  'certificate.acme.answer': { detail: Value }
  'common.removeSure': { name: Value }
  'desk.logInHelp': { digits: Value }
  'desk.logOutOf': { queue: Value }
  'desk.callsToday': { count: number }
  'desk.showAll': { count: Value }
  'desk.callColleague': { name: Value }
  'desk.myCallbacks': { count: Value }
  'desk.missedCalls': { count: Value }
  'desk.callBack': { name: Value }
  'desk.with': { who: Value }
  'desk.loggedOutBy': { by: Value; time: Value }
  'desk.dueCallbacks': { count: Value }
  'desk.messages': { count: Value }
  'deskPhones.by': { model: Value; firmware: Value }
  'deskPhones.from': { address: Value }
  'deskPhones.refused': { when: Value; address: Value; why: Value }
  'deskPhones.setUpOf': { phone: Value }
  'deskPhones.codeUntil': { when: Value }
  'deskPhones.addOf': { phone: Value }
  'deskPhones.added': { phone: Value }
  'deskPhones.extensionFor': { phone: Value }
  'deskPhones.since': { when: Value }
  'deskPhones.until': { when: Value }
  'directory.star': { name: Value }
  'directory.unstar': { name: Value }
  'directory.shownOf': { shown: Value; total: Value }
  'directory.import.column': { number: Value }
  'directory.import.line': { number: Value }
  'directory.import.trial': { added: Value; changed: Value; same: number }
  'directory.import.start': { count: Value }
  'directory.import.done': { added: Value; changed: Value }
  'directory.import.columnIs': { column: Value }
  'directory.import.more': { count: Value }
  'directory.import.problemsFound': { count: number; left: number }
  'doctor.user.good': { user: Value }
  'doctor.ari.good': { where: Value }
  'doctor.ari.bad': { where: Value }
  'doctor.password.good': { user: Value }
  'doctor.password.bad': { user: Value; status: Value }
  'doctor.version.good': { version: Value }
  'doctor.version.bad': { version: Value; advised: Value }
  'doctor.modules.good': { count: Value }
  'doctor.modules.bad': { missing: Value }
  'doctor.mediaCache.good': { from: Value }
  'doctor.mediaCache.bad': { from: Value; missing: Value }
  'doctor.clock.bad': { seconds: Value }
  'doctor.websocket.good': { where: Value }
  'doctor.websocket.bad': { where: Value; error: Value }
  'doctor.sip.good': { where: Value }
  'doctor.sip.bad': { where: Value }
  'doctor.sipAddress.good': { where: Value }
  'doctor.sipAddress.bad': { where: Value }
  'doctor.outside.good': { where: Value }
  'doctor.outside.bad': { where: Value }
  'doctor.localNetworks.bad': { addresses: Value }
  'doctor.sounds.good': { where: Value }
  'doctor.sounds.bad': { where: Value }
  'doctor.disk.good': { free: Value; where: Value }
  'doctor.disk.bad': { free: Value; where: Value }
  'doctor.ports.good': { sip: Value; from: Value; until: Value }
  'doctor.trunk.good': { name: Value }
  'doctor.trunkPending.good': { name: Value }
  'doctor.trunkForbidden.bad': { name: Value }
  'doctor.trunkCredentials.bad': { name: Value; status: Value }
  'doctor.trunkNotFound.bad': { name: Value }
  'doctor.trunkUnavailable.bad': { name: Value }
  'doctor.trunkNoAnswer.bad': { name: Value }
  'doctor.trunkNoName.bad': { name: Value }
  'doctor.trunkRefused.bad': { name: Value; status: Value }
  'doctor.readOnly.bad': { user: Value }
  'doctor.appTaken.bad': { app: Value }
  'doctor.phonesMissing.bad': { file: Value; list: Value }
  'doctor.phonesOutdated.bad': { file: Value; list: Value }
  'doctor.phonesLeft.bad': { file: Value; list: Value }
  'doctor.numbersMissing.bad': { file: Value; list: Value }
  'doctor.noCodec.bad': { list: Value }
  'doctor.keys.bad': { list: Value }
  'doctor.guestSounds.bad': { count: Value }
  'doctor.certificateExpired.bad': { where: Value; until: Value }
  'doctor.certificateName.bad': { where: Value; names: Value }
  'doctor.certificateUntrusted.bad': { where: Value }
  'doctor.certificate.good': { until: Value }
  'doctor.trunksUnusable.bad': { list: Value }
  'doctor.endpointsMissing.bad': { list: Value }
  'editor.frames.colour': { name: Value }
  'editor.completion.at': { position: Value }
  'editor.completion.faults.notUnderstood': { sign: Value }
  'editor.completion.faults.missing': { sign: Value }
  'editor.completion.faults.unexpected': { sign: Value }
  'editor.completion.faults.noFunction': { sign: Value }
  'editor.microphone.named': { when: Value }
  'editor.importing.holds': { steps: number; ways: number }
  'editor.week.hour': { day: Value; time: Value }
  'editor.week.noHolidays': { file: Value }
  'editor.calendar.notTaken': { file: Value; count: number }
  'editor.calendar.entry': { line: Value; name: Value; reason: Value }
  'editor.calendar.more': { count: Value }
  'editor.calendar.continued': { file: Value; until: Value }
  'editor.calendar.removeCalendar': { file: Value }
  'editor.calendar.failures.noCalendar': { file: Value }
  'editor.calendar.failures.tooLarge': { file: Value }
  'editor.calendar.failures.tooSlow': { file: Value }
  'editor.severalChosen': { count: Value }
  'editor.undo': { step: Value }
  'editor.redo': { step: Value }
  'editor.errors': { count: Value }
  'editor.warnings': { count: Value }
  'editor.publishBlocked': { count: number }
  'editor.changesSince': { version: Value }
  'editor.nodeAdded': { name: Value }
  'editor.nodeRemoved': { name: Value }
  'editor.nodeMoved': { name: Value }
  'editor.nodeChanged': { name: Value; field: Value }
  'editor.edgeAdded': { from: Value; port: Value; to: Value }
  'editor.edgeRemoved': { from: Value; port: Value; to: Value }
  'editor.edgeMoved': { from: Value; port: Value; before: Value; after: Value }
  'editor.refused': { count: number }
  'editor.carried': { count: number }
}
