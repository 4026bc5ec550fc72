// The arguments of each English message that has some, by its path. Written by `node build/messages.ts`; not to be edited.
type Value = string | number

export type LaterArguments = {
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
  'host.extensionTaken': { name: Value }
  'host.inUse': { by: Value }
  'host.manyContacts': { count: Value }
  'host.trunkNeeds': { field: Value }
  'host.takenBy': { by: Value }
  'host.flowTest': { name: Value; expected: Value; came: Value }
  'host.flowPlays': { name: Value }
  'host.flowUses': { name: Value }
  'host.numberLeads': { number: Value }
  'host.numberLeadsFlow': { number: Value }
  'host.noExtensionNamed': { name: Value }
  'host.noFlowNamed': { name: Value }
  'host.noQueueNamed': { name: Value }
  'host.noNumber': { given: Value }
  'host.hasLetters': { given: Value }
  'host.refersToIt': { name: Value }
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
  'people.found': { shown: Value; count: Value }
  'people.secretsOf': { name: Value }
  'people.elsewhere': { name: Value }
  'people.leave.title': { name: Value }
  'people.leave.signIn': { login: Value }
  'people.leave.queues': { queues: Value }
  'people.leave.inCall': { name: Value }
  'people.leave.keepNumber': { number: Value }
  'people.leave.keepNumberHelp': { phones: number }
  'people.leave.messages': { count: number }
  'people.leave.messagesTo': { mailbox: Value }
  'people.leave.confirm': { name: Value }
  'people.leave.done': { name: Value }
  'people.import.tooMany': { most: Value }
  'people.import.trial': { fresh: Value; changed: Value; same: number; refused: number }
  'people.import.reasons.number': { by: Value }
  'people.import.reasons.numberTaken': { by: Value }
  'people.import.reasons.numberStays': { by: Value }
  'people.import.reasons.loginTaken': { by: Value }
  'people.import.reasons.queue': { by: Value }
  'people.import.reasons.email': { by: Value }
  'people.import.reasons.twice': { by: Value }
  'people.import.start': { count: Value }
  'people.import.done': { count: number }
  'people.import.secrets': { count: number }
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
  'phone.campedOn': { name: Value }
  'phone.campedBy': { name: Value }
  'phone.campsOn': { name: Value }
  'phone.campedAt': { position: Value }
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
  'phone.ringsAt': { name: Value }
  'phone.pickUpAt': { name: Value; colleague: Value }
  'phone.ringingMore': { count: number }
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
  'phone.ring.preview': { tone: Value }
  'phone.bar.messages': { count: number }
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
  'queues.charts.target': { level: Value }
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
