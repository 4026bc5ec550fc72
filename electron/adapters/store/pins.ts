// Operators' PINs: found by a keyed HMAC, verified against scrypt of that HMAC, which nobody can guess who has the database without
// its key. No PIN is kept, logged or part of an error.
import { randomInt } from 'node:crypto'
import type { Pins } from '../../engine/ports.ts'
import { StoreError } from './errors.ts'
import type { OfficeKey } from './keys.ts'
import { hashRandom, verifySecret } from './passwords.ts'
import type { Sql } from './sql.ts'

export type PinRepository = Pins & {
  /** Throws StoreError PIN_TAKEN when another operator has it. */
  setPin(operatorId: string, pin: string): Promise<void>
  /** A random PIN of that many digits that nobody has, and none of `but`. Throws CONFLICT when the digits do not suffice. */
  newPin(length: number, but?: ReadonlySet<string>): string
  /** A new PIN that is an operator's once `assign` wrote it, which is of one turn. `made`: those that wait for that; it is added to them. */
  prepare(length: number, made?: Set<string>): Promise<{ pin: string; assign(operatorId: string): void }>
  /** Gives the operator a new PIN and returns it; it is nowhere else. */
  reset(operatorId: string, length: number): Promise<string>
  has(operatorId: string): boolean
  remove(operatorId: string): void
  /** Lengths in use: all PINs of an office have one. */
  lengths(): number[]
}

/** Before a hash of the HMAC; one without it is of the PIN itself, as they were made until then. */
const keyed = 'keyed:'

export function pinRepository(sql: Sql, key: OfficeKey): PinRepository {
  const byLookup = sql.prepare('SELECT operator_id, hash FROM pins WHERE lookup = ?')
  const owner = (pin: string) => byLookup.get(key.pinLookup(pin)) as { operator_id: string; hash: string } | undefined

  const hashOf = async (pin: string) => keyed + (await hashRandom(key.pinLookup(pin)))

  function newPin(length: number, but?: ReadonlySet<string>): string {
    for (let tries = 0; tries < 1000; tries++) {
      const pin = String(randomInt(0, 10 ** length)).padStart(length, '0')
      if (!/^(\d)\1+$/.test(pin) && !but?.has(pin) && !owner(pin)) return pin
    }
    throw new StoreError('CONFLICT', 'No PIN of that length is free; make the PINs longer.')
  }

  async function setPin(operatorId: string, pin: string): Promise<void> {
    if (!/^\d{4,8}$/.test(pin)) throw new StoreError('CONFLICT', 'A PIN has 4 to 8 digits.')
    write(operatorId, pin, await hashOf(pin))
  }

  // The owner is looked up after the hash, in the same turn as the write: two resets at a time cannot both win.
  function write(operatorId: string, pin: string, hash: string): void {
    const taken = owner(pin)
    if (taken && taken.operator_id !== operatorId) throw new StoreError('PIN_TAKEN', 'Another operator has this PIN.')
    const row = { lookup: key.pinLookup(pin), hash, length: pin.length }
    sql.run(
      sql.build
        .insertInto('pins')
        .values({ operator_id: operatorId, ...row })
        .onConflict((on) => on.column('operator_id').doUpdateSet(row)),
    )
  }

  return {
    async find(pin) {
      const found = owner(pin)
      const hash = found?.hash ?? null
      const right = hash?.startsWith(keyed)
        ? await verifySecret(key.pinLookup(pin), hash.slice(keyed.length))
        : await verifySecret(pin, hash)
      return right && found ? found.operator_id : null
    },
    setPin,
    newPin,
    async prepare(length, made) {
      const pin = newPin(length, made)
      made?.add(pin)
      const hash = await hashOf(pin)
      return { pin, assign: (operatorId) => write(operatorId, pin, hash) }
    },
    async reset(operatorId, length) {
      const pin = newPin(length)
      await setPin(operatorId, pin)
      return pin
    },
    has: (id) => sql.get(sql.build.selectFrom('pins').select('length').where('operator_id', '=', id)) !== undefined,
    remove: (id) => void sql.run(sql.build.deleteFrom('pins').where('operator_id', '=', id)),
    lengths: () => sql.all(sql.build.selectFrom('pins').select('length').distinct()).map((row) => row.length),
  }
}
