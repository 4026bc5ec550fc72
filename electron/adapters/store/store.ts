// The data folder as the host sees it: one database, its repositories, one lock.

import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../engine/ports.ts'
import { apiTokens } from './apiTokens.ts'
import { assertedIdentities } from './assertedIdentities.ts'
import { auditRepository } from './audit.ts'
import { BadRows } from './badRows.ts'
import { callbackRepository } from './callbacks.ts'
import { callHistory } from './callHistory.ts'
import { callLogWriter } from './callLog.ts'
import { contactRepository } from './contacts.ts'
import { databaseName, lockFolder, openDatabase, openBeside as openDatabaseBeside } from './database.ts'
import { DurableWrites } from './durableWrites.ts'
import { asStoreError } from './errors.ts'
import { flowSecrets } from './flowSecrets.ts'
import { flowRepository } from './flows.ts'
import { journalStore } from './journal.ts'
import { officeKey } from './keys.ts'
import { lockoutStore } from './lockouts.ts'
import { mailRepository } from './mails.ts'
import { messageMails, messageQueue } from './messageMails.ts'
import { officeRepository } from './office.ts'
import { operatorStates } from './operatorStates.ts'
import { outboxRows } from './outboxRows.ts'
import { phoneStates } from './phoneStates.ts'
import { pinRepository } from './pins.ts'
import { preferenceRows } from './preferences.ts'
import { pruning } from './pruning.ts'
import { recoveredRepository } from './recovered.ts'
import { retention } from './retention.ts'
import { secretsRepository } from './secrets.ts'
import { soundOwners } from './soundOwners.ts'
import { Sql } from './sql.ts'
import { starterRepository } from './starter.ts'
import { countingTraffic, trafficOf } from './traffic.ts'
import { trashRepository } from './trash.ts'
import { userRepository } from './users.ts'
import { voicemailRepository } from './voicemails.ts'

export type StoreOptions = {
  folder: string
  clock: Clock
  /** Called before the database of an earlier version is copied and changed, which takes seconds. */
  onMigrate?(): void
  /** Replaced in tests. */
  open?: typeof openDatabase
}

export type Store = ReturnType<typeof openStore>

/**
 * Opens the data folder (made when missing, for its owner only) and takes it for this process until `close()`.
 * Throws StoreError LOCKED (another host has it), NEWER_DATABASE, CORRUPT, UNWRITABLE, FULL.
 */
export function openStore({ folder, clock, onMigrate, open: openIt = openDatabase }: StoreOptions) {
  makeFolder(folder)
  const lock = lockFolder(folder)
  try {
    const database = openIt(folder, undefined, onMigrate)
    const store = repositories(new Sql(database), folder, clock)
    let open = true
    return {
      ...store,
      /** Writes what waits and lets the folder go. Twice is once. */
      close(): void {
        if (!open) return
        open = false
        store.callLog.flush()
        store.writes.close()
        database.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * The repositories of a data folder whose host may be running, for a command beside it; null where there is no office. Throws StoreError
 * NEWER_DATABASE, OLDER_DATABASE, CORRUPT, UNWRITABLE.
 */
export function openBeside({ folder, clock }: Pick<StoreOptions, 'folder' | 'clock'>) {
  if (!existsSync(join(folder, databaseName))) return null
  const database = openDatabaseBeside(folder)
  const store = repositories(new Sql(database), folder, clock)
  return {
    ...store,
    close(): void {
      store.writes.close()
      database.close()
    },
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // Asterisk of another user may be on its way through it (electron/adapters/pbx/process/user.ts).
    const through = process.getuid?.() === 0 ? statSync(folder).mode & 0o010 : 0
    chmodSync(folder, 0o700 | through)
  } catch (error) {
    throw asStoreError(Object.assign(new Error(String(error)), { code: 'SQLITE_CANTOPEN' }), folder)
  }
}

function repositories(sql: Sql, folder: string, clock: Clock) {
  const badRows = new BadRows()
  const writes = new DurableWrites({ clock })
  const key = officeKey(folder)
  const secrets = secretsRepository(sql, key)
  const hidden = flowSecrets(sql, secrets)
  const callLog = callLogWriter(sql, clock, writes)
  const office = officeRepository(sql, secrets, badRows)
  const mails = mailRepository(sql, writes, badRows)
  return {
    folder,
    /** How writes fare that calls do not wait for. */
    writes,
    /** What could not be read. */
    badRows,
    secrets,
    office,
    users: userRepository(sql, clock, writes),
    pins: pinRepository(sql, key),
    /** Of wrong PINs; the engine's. */
    lockouts: lockoutStore(sql, 'pin', writes, badRows),
    /** Of wrong passwords; the sign-in's. */
    signInLockouts: lockoutStore(sql, 'signIn', writes, badRows),
    apiTokens: apiTokens(sql, clock),
    flows: flowRepository(sql, clock, badRows, hidden.hide),
    /** Secrets that flows refer to. */
    flowSecrets: hidden,
    trash: trashRepository(sql, clock),
    callLog: { ...callLog, ...countingTraffic(sql, callLog, writes) },
    traffic: trafficOf(sql),
    identities: assertedIdentities(sql, clock, writes),
    calls: callHistory(sql, { flush: callLog.flush }),
    journal: journalStore(sql, writes, badRows),
    callbacks: callbackRepository(sql, writes, badRows),
    voicemails: voicemailRepository(sql, writes, badRows, messageQueue(mails, messageMails(office, clock), clock, badRows)),
    mails,
    outbox: outboxRows(sql, writes, badRows),
    operatorStates: operatorStates(sql, writes),
    retention: retention(sql),
    soundOwner: soundOwners(sql),
    recovered: recoveredRepository(sql),
    pruning: pruning(sql),
    contacts: contactRepository(sql),
    audit: auditRepository(sql, clock, writes),
    phoneStates: phoneStates(sql, key),
    preferences: preferenceRows(sql),
    starter: starterRepository(secrets),
  }
}
