// Why operators pause, as it is stored: consoles word each in the reader's language.

/** What operators choose from. */
export const pauseReasons = ['break', 'lunch', 'meeting', 'backOffice'] as const

/** Of a pause that a supervisor made. */
export const supervisorsPause = 'supervisor'
