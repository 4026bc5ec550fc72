// The arguments of each English message that has some, by its path. Written by `node build/messages.ts`; not to be edited.
type Value = string | number

export type MessageArguments = {
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
  'callSettings.sipLocalOnly': { address: Value }
  'calls.total': { count: number }
  'calls.flowVersion': { version: Value }
  'calls.exporting': { done: Value }
  'calls.totalOrMore': { count: number }
  'calls.exportingOf': { done: Value; total: Value }
  'calls.tests': { count: number }
  'calls.transferredBy': { name: Value }
  'calls.transferredTo': { name: Value }
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
  'findings.DUPLICATE_ID': { id: Value }
  'findings.UNKNOWN_TYPE': { type: Value }
  'findings.BAD_CONFIG': { field: Value; sentence: Value }
  'findings.BAD_EDGE': { port: Value }
  'findings.MISSING_EDGE': { port: Value }
  'findings.SEVERAL_EDGES': { port: Value }
  'findings.UNKNOWN_REFERENCE': { kind: Value; id: Value }
  'findings.BAD_EXPRESSION': { detail: Value }
  'findings.NEVER_SET': { name: Value }
  'findings.UNKNOWN_EXIT': { name: Value }
  'findings.MISSING_EXIT': { name: Value }
  'findings.NOT_A_FLOW_FIELD': { field: Value }
  'flows.version': { version: Value }
  'flows.publishedAs': { version: Value }
  'flows.by': { name: Value }
  'flows.restored': { version: Value }
  'flows.seeAbove': { label: Value }
  'guest.missing': { file: Value; list: Value }
  'guest.outdated': { file: Value; list: Value }
  'guest.left': { file: Value; list: Value }
  'guest.numbers': { file: Value; list: Value }
  'guest.contextFound': { context: Value }
  'guest.whole': { file: Value }
  'guest.block': { file: Value }
  'guest.end': { file: Value }
  'guest.section': { file: Value; section: Value }
  'guest.copyOf': { what: Value }
  'guest.http': { url: Value }
  'guest.added': { number: Value }
  'guest.linesReady': { rules: number }
  'health.andMore': { sentence: Value; more: number }
  'health.problems.storeFull.help': { count: number }
  'health.problems.storeLocked.help': { count: number }
  'health.problems.storeUnwritable.help': { count: number }
  'health.problems.writesLost.help': { count: number }
  'health.problems.unreadableRows.help': { count: Value }
  'health.problems.logFailing.help': { count: number }
  'health.problems.messagesFailing.help': { count: number }
  'health.problems.promptsFailing.help': { count: number }
  'health.problems.spaceLow.help': { count: Value }
  'health.problems.spaceVeryLow.help': { count: Value }
  'health.problems.spaceReserve.help': { count: Value }
  'health.problems.certificateEnds.help': { count: number }
  'health.problems.certificateRenewal.help': { count: number }
  'health.problems.restarted.help': { count: Value }
  'hours.state.openUntil': { time: Value }
  'hours.state.closedUntil': { time: Value }
  'hours.state.because': { name: Value }
  'hours.state.becauseUntil': { name: Value; time: Value }
  'hours.rule.overrideUntil': { time: Value }
  'hours.rule.exception': { day: Value; from: Value; to: Value }
  'hours.rule.exceptionClosed': { day: Value }
  'hours.rule.holiday': { day: Value; name: Value }
  'hours.rule.weekly': { day: Value; from: Value; to: Value }
  'hours.rule.weeklyClosed': { day: Value }
  'hours.next.open': { time: Value }
  'hours.next.closed': { time: Value }
  'hours.byHand.of': { name: Value }
  'hours.byHand.openUntil': { time: Value }
  'hours.byHand.closedUntil': { time: Value }
  'hours.officeZone': { zone: Value }
  'hours.week.cell': { day: Value; time: Value; state: Value }
  'hours.week.times': { day: Value }
  'hours.week.opens': { day: Value }
  'hours.week.closes': { day: Value }
  'hours.week.add': { day: Value }
  'hours.week.remove': { day: Value; from: Value; to: Value }
  'hours.week.copy': { day: Value }
  'hours.holidays.place': { place: Value }
  'hours.holidays.removePlace': { place: Value }
  'hours.holidays.others': { count: number }
  'hours.exceptions.remove': { day: Value }
  'hours.preview.help': { zone: Value }
  'hours.used.flow': { name: Value }
  'hours.used.queue': { name: Value }
  'hours.removed': { name: Value }
  'hours.step.saved': { name: Value }
  'hours.later': { queue: Value; next: Value }
  'hours.nowClosed': { queue: Value; next: Value }
  'integrations.backends.trial': { name: Value }
  'integrations.backends.trialTook': { milliseconds: Value }
  'integrations.backends.trialActions': { actions: Value }
  'integrations.backends.trialPassedOver': { fields: Value }
  'integrations.backends.trialWrong': { problem: Value }
  'integrations.backends.trialStatus': { status: Value }
  'integrations.backends.trialNotReached': { reason: Value }
  'integrations.backends.logOf': { name: Value }
  'integrations.backends.logAttempt': { attempt: Value }
  'integrations.reach.unknownName': { host: Value }
  'integrations.reach.late': { seconds: Value }
  'integrations.reach.certificate': { detail: Value }
  'integrations.tokens.title': { name: Value }
  'integrations.tokens.created': { when: Value }
  'integrations.speech.programsIn': { file: Value }
  'integrations.speech.silence.status': { status: Value }
  'integrations.speech.silence.noProgram': { program: Value }
  'integrations.speech.silence.noVoice': { folder: Value }
  'mail.answer': { answer: Value }
  'mail.attempts': { count: number }
  'mail.next': { when: Value }
  'phone.extension': { number: Value }
  'phone.lettersIn': { number: Value }
  'phone.sendKeys': { keys: Value }
  'phone.key': { key: Value }
  'phone.ringsFrom': { queue: Value }
  'phone.waited': { time: Value }
  'phone.announce.ringing': { who: Value }
  'phone.announce.connected': { who: Value }
  'phone.announce.held': { who: Value }
  'phone.announce.resumed': { who: Value }
  'phone.announce.ended': { who: Value }
  'phone.noAnswerAfter': { seconds: Value }
  'phone.transferCameBack': { to: Value; reason: Value }
  'phone.transferredBy': { by: Value }
  'phone.toNumber': { number: Value }
  'phone.devices.ringerGone': { label: Value }
  'phone.devices.vanished': { label: Value; role: Value }
  'phone.devices.back': { label: Value }
  'phone.devices.missing': { label: Value }
  'phone.threeWay.title': { count: number }
  'phone.threeWay.left': { who: Value }
  'phone.threeWay.sentAway': { by: Value; who: Value }
  'phone.threeWay.sentAwayBy': { by: Value }
  'phone.threeWay.alone': { who: Value }
  'phone.parkedIn': { slot: Value }
  'phone.parkedBy': { name: Value }
  'phone.pickUpFrom': { slot: Value; name: Value }
  'phone.parkReturned': { slot: Value }
  'phone.headset.inUse': { name: Value }
  'phone.quality.mos': { score: Value }
  'phone.quality.loss': { percent: Value }
  'phone.quality.jitter': { milliseconds: Value }
  'phone.quality.delay': { milliseconds: Value }
  'phone.noteOn': { who: Value }
  'phone.monitor.now.listen': { who: Value }
  'phone.monitor.now.whisper': { who: Value }
  'phone.monitor.now.barge': { who: Value }
  'phone.monitor.heard.whisper': { who: Value }
  'phone.monitor.withCaller': { who: Value }
  'problems.lockedUntil': { time: Value }
  'problems.wrongPinLeft': { left: number }
  'problems.takenBy': { by: Value }
  'problems.field.tooShort': { least: Value }
  'problems.field.tooLong': { most: Value }
  'problems.field.tooSmall': { least: Value }
  'problems.field.tooBig': { most: Value }
  'problems.conflict.inUse': { by: Value }
  'queues.newPin': { name: Value }
  'queues.lockedUntil': { time: Value }
  'queues.failures': { count: number }
  'queues.lockoutOf.login': { who: Value }
  'queues.lockoutOf.addr': { who: Value }
  'queues.lockoutOf.console': { who: Value }
  'queues.lockoutOf.ext': { who: Value }
  'queues.lockoutOf.num': { who: Value }
  'queues.lockoutOf.route': { who: Value }
  'queues.actionsFor': { name: Value }
  'queues.freeOf': { free: Value; all: Value }
  'queues.kpi.level.formula': { seconds: Value; short: Value }
  'queues.kpi.abandoned.formula': { short: Value }
  'queues.takeWhile': { reason: Value }
  'queues.logOutTitle': { name: Value }
  'queues.charts.summary': { calls: number; answered: number; abandoned: number }
  'queues.charts.summaryLevel': { level: Value }
  'settings.editTitle': { name: Value }
  'settings.pinOnce': { name: Value }
  'settings.passwordOnce': { number: Value }
  'settings.system.loopValue': { usual: number; p99: number; longest: number }
  'settings.deliveries.answered': { status: Value }
  'settings.deliveries.unreached': { reason: Value }
  'settings.deliveries.attempts': { count: number }
  'trunks.answersIn': { ms: Value }
  'trunks.test.sentAs': { dialled: Value; seconds: Value }
  'trunks.test.seconds': { seconds: Value }
  'trunks.itsRoutes': { context: Value }
  'trunks.itsTrunk': { endpoint: Value }
  'tryout.key': { key: Value }
  'tryout.ended': { outcome: Value }
  'tryout.at': { time: Value }
  'tryout.rings': { who: Value }
  'tryout.talks': { who: Value }
  'tryout.asks': { what: Value }
  'tryout.posted': { url: Value }
  'tryout.removeRun': { name: Value }
  'tryout.failed': { expected: Value; came: Value }
  'tryout.allPassed': { count: number }
  'tryout.someFail': { failed: number; count: number }
  'tryout.standsAt': { step: Value }
  'tryout.phoneOf': { number: Value }
  'tryout.removePhone': { number: Value }
  'voicemail.seconds': { count: Value }
  'wallboard.linkMade': { day: Value }
  'wallboard.linkUsed': { day: Value }
  'wallboard.stale': { time: Value }
  'wallboard.trend.label': { calls: number; abandoned: number; time: Value; most: number }
  'watch.callers': { count: number }
  'watch.gaveUp': { percent: Value }
  'watch.callsHere': { count: number }
  'watch.inFlow': { count: number }
  'watch.total': { calls: number; gaveUp: Value }
  'watch.otherVersion': { version: Value }
  'watch.callsOf': { step: Value }
  'watch.onVersion': { version: Value }
  'watch.route': { number: Value }
  'watch.flow': { name: Value }
  'watch.renameVariable': { name: Value }
  'watch.readIn': { count: number }
  'watch.extracted': { name: Value }
  'watch.removeVariable': { name: Value }
  'watch.extractedInForce': { name: Value }
  'watch.recordUsed': { flows: Value }
  'webhooks.unknownName': { name: Value; known: Value }
  'webhooks.noJson': { reason: Value }
  'webhooks.secretOf': { name: Value }
}
