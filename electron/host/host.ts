// The composition root: one office from its data folder. The desktop app and the headless program both start it here.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Voicemail } from '../../shared/domain/calls.ts'
import type { OfficeConfig } from '../../shared/domain/office.ts'
import { AriTelephony } from '../adapters/ari/telephony.ts'
import { FetchedRecordings } from '../adapters/media/fetchedRecordings.ts'
import { SharedFolderMedia } from '../adapters/media/sharedFolder.ts'
import { SimTelephony } from '../adapters/sim/telephony.ts'
import { isStrong } from '../adapters/store/passwordStrength.ts'
import { openQuestions } from '../adapters/store/questions/questions.ts'
import { openStore, type Store } from '../adapters/store/store.ts'
import { Engine } from '../engine/engine.ts'
import type { Ports, Telephony } from '../engine/ports.ts'
import { openBackups } from './backup/backups.ts'
import { putInPlace } from './backup/place.ts'
import { Calendars, expandOnThread, holidaySource } from './calendars.ts'
import { writeCallFile } from './callFile.ts'
import { seedOffice, seedSound } from './demo/seedOffice.ts'
import { generateTraffic } from './demo/trafficGenerator.ts'
import { reserveDescriptors } from './descriptors.ts'
import { emptyTrash } from './emptyTrash.ts'
import { portsOf } from './enginePorts.ts'
import { expireRecordings } from './expireRecordings.ts'
import { seenFromOutside } from './externalAddress.ts'
import { openGuestLine } from './guest/line.ts'
import { Health, watchMessages, watchPrompts, watchStore } from './health.ts'
import { watchHostDownMessages } from './hostDownMessages.ts'
import type { HostOptions, StartHost } from './hostPort.ts'
import { problemsOf } from './knownFlows.ts'
import { followLogins, lightLamps } from './lamps.ts'
import { sweepLeftOvers } from './leftOvers.ts'
import { followLiftedLocks } from './liftedLocks.ts'
import { sipBindAddress } from './listening.ts'
import { hostLog } from './log.ts'
import { watchLoop } from './loopDelay.ts'
import { openOfficeMail } from './mail/mail.ts'
import { officeNotices } from './mail/notices.ts'
import { ManagedPbx } from './managedPbx.ts'
import { clockOf, keepClock } from './officeClock.ts'
import { noteOperatorStates } from './operatorStates.ts'
import { openOutside } from './outside.ts'
import { demoPort, managedPort } from './pbxPorts.ts'
import { openPhones } from './phones/open.ts'
import { portOf } from './portOf.ts'
import { officePrograms } from './programs.ts'
import { prune } from './prune.ts'
import { recordingLinks } from './recordingLinks.ts'
import { type RemoteMedia, watchRemoteMedia } from './remoteMedia.ts'
import type { PbxKind, PbxPort } from './services.ts'
import { simulations } from './simulate/sessions.ts'
import { watchSpace } from './space.ts'
import { watchSpool } from './spool.ts'
import { makeStarterOffice } from './starter.ts'
import { dice, wallClock } from './system.ts'
import { watchTrunks } from './trunkWatch.ts'
import { openVoice } from './voice.ts'

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string }

/** How the office's calls are made, and what has to be released of it. */
type Line = {
  kind: PbxKind
  telephony: Telephony
  recordingsDir: string
  port: PbxPort
  sipWebSocketUrl: string | null
  managed: ManagedPbx | null
  /** Of an Asterisk that shares no folder with this host. */
  remote?: RemoteMedia | null
  /** Simulated people, once the engine runs. */
  enliven?(engine: Engine): () => void
}

/** Without an Asterisk the demo office is shown from a folder of its own: nobody who calls there gets into the real one. */
export const startHost: StartHost = (options) =>
  startOffice(options).catch((error: unknown) => {
    if (!(error instanceof NoAsterisk)) throw error
    const data = join(options.data, 'demo')
    options.progress?.(`${error.message} Showing the demo office instead, from ${data}.`)
    return startOffice({ ...options, demo: true, data })
  })

/** There is none, and nobody said that there has to be. */
class NoAsterisk extends Error {}

const startOffice: StartHost = async (options) => {
  const restored = await putInPlace(options.data)
  const onMigrate = () => options.progress?.('Copying the office before it is changed for this version …')
  const store = openStore({ folder: options.data, clock: wallClock, onMigrate })
  const health = new Health(wallClock)
  const log = hostLog(options.data, (lines) => health.report('logFailing', lines))
  const releases: (() => Promise<void> | void)[] = [() => store.close(), () => log.close(), watchStore(store, health, wallClock)]
  reportUnreadable(store, log)
  if (options.restartedAfterFault) health.report('restarted', options.restartedAfterFault)
  let spool: ReturnType<typeof watchSpool> | null = null
  const descriptors = reserveDescriptors({ clock: wallClock, log, health, recovered: () => spool?.lookSoon() })
  releases.push(descriptors.release)
  let keepPbx = false
  const release = async () => {
    for (const free of releases.splice(0).reverse()) await free()
  }
  try {
    const fresh = await makeStarterOffice(store, !options.ari)
    let config: OfficeConfig = store.office.loadConfig()
    const questions = openQuestions({
      folder: options.data,
      clock: wallClock,
      log,
      flush: store.callLog.flush,
      onBad: (row) => store.badRows.add(row),
    })
    releases.push(questions.close)
    const given = {
      store,
      clock: wallClock,
      log,
      bindAddress: sipBindAddress(options, config.settings, store.users.count()),
      outside: seenFromOutside(config.settings),
      config: () => config,
      progress: options.progress ?? (() => {}),
      bench: options.bench === true,
      user: officePrograms({ data: options.data, log }).asterisk(),
      noDescriptors: descriptors.lacking,
    }
    const line = await openLine(options, given)
    releases.push(() => line.managed?.stop(options.stopPbx === true && !keepPbx))
    releases.push(() => line.remote?.close())
    const seeded = fresh && line.kind === 'demo' && !options.quiet
    if (seeded) {
      given.progress('Seeding the demo office …')
      await seedOffice(store, wallClock.now())
      config = store.office.loadConfig()
    }
    const ownPorts: number[] = line.managed ? [line.managed.ports.http] : []
    const outside = openOutside(store, { data: options.data, log, config: () => config, ownPorts: () => ownPorts })
    releases.push(() => outside.close())
    const { speech, recogniser } = openVoice({
      data: options.data,
      log,
      http: outside.http,
      streams: outside.streams,
      config: () => config,
      programs: outside.programs,
    })
    releases.push(() => speech.close())
    const links = recordingLinks(store.secrets)
    const folders = { dataFolder: join(options.data, 'media'), recordingsDir: line.recordingsDir, recordingUrl: links.url }
    const media = line.remote?.media(folders, wallClock) ?? new SharedFolderMedia(folders)
    if (seeded) await seedSound(store, { speech, media, recordingsDir: line.recordingsDir, log })
    const clock = clockOf(store)
    const calendars = new Calendars({
      flowIds: () => store.flows.list().map(({ id }) => id),
      flows: store.flows,
      timeZone: () => config.settings.timeZone,
      language: () => config.settings.language,
      clock,
      log,
      expand: expandOnThread(wallClock),
    })
    calendars.start()
    releases.push(() => calendars.release())
    const notices = officeNotices({ store, clock: wallClock, log, config: () => config })
    const engine = new Engine(
      portsOf(store, {
        telephony: line.telephony,
        clock,
        speech,
        recogniser,
        webAudio: outside.webAudio,
        media,
        outbox: outside.outbox,
        http: outside.http,
        streams: outside.streams,
        scripts: outside.scripts,
        callLog: notices.callLog(watchPrompts(watchMessages(outside.webhooks.callLog, health), health)),
        log,
        config: () => calendars.office(config),
        flows: calendars.flows,
        trunkStates: watchTrunks(line.port, { clock: wallClock, log, config: () => config, releases }),
      }),
    )
    releases.push(() => engine.stop())
    releases.push(
      clock.follow(
        () => engine.runningCalls > 0,
        (offset) => keepClock(store, offset),
      ),
    )
    engine.live.health(health.problems)
    releases.push(store.audit.follow(({ action, target }) => engine.live.configured(action.split('.')[0] ?? '', target)))
    releases.push(store.recovered.follow((count) => engine.live.recovered(count)))
    releases.push(followLiftedLocks({ store: store.lockouts, clock: wallClock, lift: engine.desk.liftLockout }))
    releases.push(health.follow((problems) => engine.live.health(problems)))
    releases.push(
      watchSpace({
        folder: options.data,
        clock: wallClock,
        log,
        health,
        changed: (level) => {
          media.mayRecord = level !== 'reserve'
          if (media.mayRecord) spool?.lookSoon() // what found no place while the disk was full
          if (!media.mayRecord) engine.stopRecordings()
        },
      }),
    )
    const started = engine.start().then(() => {
      if (line.managed) releases.push(followLogins({ engine, telephony: line.telephony, log, config: () => config }))
      return lightLamps(line.telephony, store, log)
    })
    started.catch((error: unknown) => log.error('the engine did not start', { error: String(error) }))
    if (line.managed) await line.managed.start()
    if (line.managed) writeCallFile(line.managed, store)
    await Promise.race([started, new Promise((resolve) => setTimeout(resolve, 10_000).unref())])
    const sound = followSound({ line, media, store, engine, log, hasMailbox: (id) => config.mailboxes.has(id) })
    spool = sound.spool
    releases.push(...sound.releases)
    releases.push(sweepLeftOvers({ engine, clock: wallClock, log }))
    releases.push(line.enliven?.(engine) ?? (() => {}))
    releases.push(outside.webhooks.follow(engine), noteOperatorStates(engine, store, wallClock))
    const phones = openPhones({ store, pbx: line.port, clock: wallClock, log, config: () => config, releases })
    const office = { store, media, clock: wallClock, log, config: () => config }
    const mail = openOfficeMail({ ...office, ownPorts: () => ownPorts, removed: engine.work.removedVoicemail })
    releases.push(mail.close)
    releases.push(expireRecordings(office))
    releases.push(prune({ store, clock: wallClock, log, settings: () => config.settings }))
    releases.push(emptyTrash(office))
    const loop = watchLoop(wallClock)
    releases.push(loop.close)
    const simulated = simulations({ clock: wallClock, office: () => config, flows: store.flows })
    releases.push(() => simulated.close())
    if (restored) store.audit.add({ userId: restored.userId, action: 'backup.restore', target: restored.name })
    const backups = await openBackups({
      store,
      clock: wallClock,
      log,
      version,
      timeZone: () => config.settings.timeZone,
      runningCalls: () => engine.runningCalls,
      restart: () => options.restart?.(),
    })
    releases.push(() => backups.close())
    releases.push(notices.follow({ live: engine.live, health, backups, registrations: line.port.registrations }))
    const configChanged = async () => {
      config = store.office.loadConfig()
      engine.configChanged()
      await line.managed?.reload()
    }
    return {
      deps: {
        engine,
        ask: questions.ask,
        store,
        outbox: outside.outbox,
        mail,
        webhooks: outside.webhooks.deps,
        scripts: outside.scripts,
        programs: outside.programs,
        tryBackend: outside.tryBackend,
        simulations: simulated,
        backups,
        media,
        speech,
        pbx: line.port,
        phones,
        holidays: holidaySource(wallClock, calendars),
        certificate: null,
        config: () => config,
        configChanged,
        validate: (document) => problemsOf(document, config, store, { scripts: outside.scripts, lacks: () => line.port.lacks() }),
        isStrong,
        clock,
        log,
        version,
        startedAt: wallClock.now(),
        loop: loop.read,
      },
      users: store.users,
      signInLockouts: store.signInLockouts,
      deviceKey: () => store.secrets.getOrMake('deviceKey', dice.id),
      apiTokens: store.apiTokens,
      recordingLinks: {
        ...links,
        servedAt(address) {
          links.servedAt(address)
          ownPorts.push(portOf(address))
        },
      },
      media,
      pbxKind: line.kind,
      ready: () => engine.connected,
      problems: () => health.problems,
      report: (code, count) => health.report(code, count),
      sipWebSocketUrl: () => line.sipWebSocketUrl,
      stop: (keep = false) => {
        keepPbx = keep
        return release()
      },
    }
  } catch (error) {
    await release()
    throw error
  }
}

type LineGiven = Parameters<typeof ManagedPbx.prepare>[0] & { noDescriptors(): boolean }

/** An Asterisk of the office's own, ours, or simulated people. Rejects with NoAsterisk. */
async function openLine(options: HostOptions, given: LineGiven): Promise<Line> {
  if (options.demo) return demoLine(options, given)
  if (options.ari) return openGuestLine(options, given)
  const managed = await ManagedPbx.prepare(given)
  try {
    await managed.acquire()
  } catch (error) {
    if ((error as { code?: string }).code !== 'PBX_UNAVAILABLE' || options.demo === false) throw error
    given.log.warn('no Asterisk can be had', { error: String(error) })
    throw new NoAsterisk((error as Error).message)
  }
  const { log, noDescriptors } = given
  const access = { url: managed.ariUrl, user: 'cordboard', password: managed.ariPassword, app: 'cordboard', log, noDescriptors }
  return {
    kind: 'managed',
    telephony: new AriTelephony({ ...access, messageLamps: true }),
    recordingsDir: managed.recordingsDir,
    port: managedPort(managed, given),
    sipWebSocketUrl: managed.wsUrl,
    managed,
  }
}

const enliven = (engine: Engine, sim: SimTelephony, config: OfficeConfig) =>
  generateTraffic({ engine, sim, clock: wallClock, chance: dice, config, pause: [3, 12], most: 8 })

function demoLine(options: HostOptions, given: LineGiven): Line {
  const sim = new SimTelephony(wallClock)
  sim.keepCommands = false
  return {
    kind: 'demo',
    telephony: sim,
    recordingsDir: join(options.data, 'spool'),
    port: demoPort(),
    sipWebSocketUrl: null,
    managed: null,
    ...(options.quiet ? {} : { enliven: (engine) => enliven(engine, sim, given.config()) }),
  }
}

/** Each row that was left out is in the log, once. */
function reportUnreadable(store: Store, log: Ports['log']): void {
  store.badRows.onBad(({ table, id, reason }) => log.error('a record cannot be read and is left out', { table, id, reason }))
}

type Followed = {
  line: Line
  media: SharedFolderMedia
  store: Store
  engine: Engine
  log: Ports['log']
  hasMailbox(id: string): boolean
}

/** What lies with Asterisk finds its place here: messages of its own voicemail, its spool, recordings that are fetched from elsewhere. */
function followSound({ line, media, store, engine, log, hasMailbox }: Followed) {
  const { telephony, managed, remote, recordingsDir } = line
  const releases: (() => void)[] = []
  if (line.kind === 'demo') return { spool: null, releases }
  const addMessage = async (message: Voicemail) => {
    store.voicemails.add(message)
    await engine.work.saveVoicemail(message)
  }
  if (managed) {
    const mailboxes = () => store.office.mailboxes.list().map(({ id }) => id)
    const folders = { folder: managed.voicemailDir, recordingsDir }
    releases.push(watchHostDownMessages({ ...folders, mailboxes, media, add: addMessage, log }, wallClock))
  }
  const spool = watchSpool({
    folder: recordingsDir,
    owner: store.soundOwner,
    media,
    callLog: store.callLog,
    recovered: store.recovered,
    rowsWait: () => store.writes.state.waiting > 0,
    telephony,
    addMessage,
    hasMailbox,
    clock: wallClock,
    log,
  })
  releases.push(() => spool.release())
  if (remote && media instanceof FetchedRecordings) {
    const brought = () => spool.lookSoon()
    releases.push(watchRemoteMedia({ media, remote, telephony, store, brought, clock: wallClock, log }))
  }
  return { spool, releases }
}
