// The number of an extension: two to six digits.
import { z } from 'zod'

/** The number of a telephone in the house. */
export const extensionNumber = z.string().regex(/^\d{2,6}$/, 'an extension has 2 to 6 digits')
