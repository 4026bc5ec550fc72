// Sound without an owner: what of the media folder the office knows, what it does not, and whose the rest became.
import { type RecoveredFile, recoveredFile } from '../../../shared/domain/recovered.ts'
import type { Sql } from './sql.ts'

export type RecoveredRepository = ReturnType<typeof recoveredRepository>

const columns = `SELECT id, place, file, at, seconds, call_id AS callId, from_number AS "from", from_name AS fromName,
  found_at AS foundAt FROM recovered`

/** The list of recovered sound; it only reads. */
export function recoveredReader(sql: Sql) {
  const list = sql.prepare(`${columns} ORDER BY at DESC LIMIT ?`)
  return {
    /** Newest first. */
    list: (limit: number): RecoveredFile[] => list.all(limit).map((row) => recoveredFile.parse(row)),
  }
}

/** The files that belong to a call beside its recording. */
export function soundsOfCall(sql: Sql): (callId: string) => string[] {
  const ofCall = sql.prepare('SELECT file FROM call_sounds WHERE call_id = ? ORDER BY file')
  return (callId) => (ofCall.all(callId) as { file: string }[]).map(({ file }) => file)
}

/** Sound without an owner, and whether a file has one. */
export function recoveredRepository(sql: Sql) {
  const add = sql.prepare(
    `INSERT INTO recovered (id, place, file, at, seconds, call_id, from_number, from_name, found_at)
     VALUES (:id, :place, :file, :at, :seconds, :callId, :from, :fromName, :foundAt)
     ON CONFLICT (id) DO UPDATE SET place = excluded.place, file = excluded.file`,
  )
  const count = sql.prepare('SELECT count(*) AS n FROM recovered')
  const followers = new Set<(count: number) => void>()
  const counted = () => (count.get() as { n: number }).n
  const changed = <T>(result: T): T => {
    for (const follower of followers) follower(counted())
    return result
  }
  const get = sql.prepare(`${columns} WHERE id = ?`)
  const remove = sql.prepare('DELETE FROM recovered WHERE id = ?')
  const join = sql.prepare('INSERT INTO call_sounds (file, call_id) VALUES (?, ?) ON CONFLICT (file) DO NOTHING')
  const give = sql.prepare('UPDATE calls SET recording = ? WHERE id = ? AND recording IS NULL')
  const inRecovered = 'SELECT 1 FROM recovered WHERE place = :place AND file = :file'
  const knownIn = {
    recordings: sql.prepare(
      `SELECT 1 FROM calls WHERE recording = :file UNION ALL SELECT 1 FROM call_sounds WHERE file = :file
       UNION ALL ${inRecovered} LIMIT 1`,
    ),
    voicemail: sql.prepare(`SELECT 1 FROM voicemails WHERE file = :file UNION ALL ${inRecovered} LIMIT 1`),
  }
  const trashed = sql.prepare(
    "SELECT json_extract(body, '$.file') AS file FROM trash WHERE kind IN ('voicemail', 'recovered') AND json_valid(body)",
  )
  return {
    /** The same id twice is one. */
    add: (sound: RecoveredFile): void => void changed(add.run(sound)),
    /** Called with how many there are, now and after every change. Returns what ends that. */
    follow(follower: (count: number) => void): () => void {
      followers.add(follower)
      follower(counted())
      return () => followers.delete(follower)
    },
    ...recoveredReader(sql),
    get(id: string): RecoveredFile | null {
      const row = get.get(id)
      return row ? recoveredFile.parse(row) : null
    },
    remove: (id: string): boolean => changed(remove.run(id).changes > 0),
    /** Makes it the recording of a call that has none; false when it has one, or there is no such call. Both or neither. */
    giveToCall: (id: string, callId: string, file: string): boolean =>
      changed(
        sql.transaction(() => {
          const given = give.run(file, callId).changes > 0
          if (given) remove.run(id)
          return given
        }),
      ),
    /** That call made the file: it is no recovered one, and ends with the call's retention. */
    belongsTo: (callId: string, file: string): void => void join.run(file, callId),
    /** The files that belong to the call beside its recording. */
    ofCall: soundsOfCall(sql),
    /** Whether a call, a message or the list of the recovered ones has the file. What lies in the trash is asked by `trashed`. */
    known: (place: RecoveredFile['place'], file: string): boolean => knownIn[place].get({ place, file }) !== undefined,
    /** Files of what lies in the trash. */
    trashed: (): Set<string> => new Set((trashed.all() as { file: string | null }[]).flatMap(({ file }) => file ?? [])),
  }
}
