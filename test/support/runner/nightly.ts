// The long variants, which are run at night: `npm run test:nightly`, or CORDBOARD_NIGHTLY=1 with any other.

/** `atNight` in a nightly run, else `byDay`. */
export const longer = <T>(byDay: T, atNight: T): T => (process.env.CORDBOARD_NIGHTLY ? atNight : byDay)
