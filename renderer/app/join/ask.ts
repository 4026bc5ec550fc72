// Asks the desktop shell about offices.
import type { OfficeAnswer, OfficeAsk } from '../../../shared/contract/shell.ts'
import { askThrough } from '../../lib/shell/index.ts'

/** Resolves with its answer; what is wrong is in it. */
export const askOffices = (ask: OfficeAsk): Promise<OfficeAnswer> => askThrough<OfficeAnswer>('cordboard-ask', ask)
