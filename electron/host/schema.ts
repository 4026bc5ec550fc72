// The form of the data that this version keeps.
import { migrations } from '../adapters/store/migrations/index.ts'

/** The number of the newest migration: data of a later one cannot be opened. */
export const newestSchema: number = migrations.at(-1)?.number ?? 0
