// What the desktop shell says by itself, in Dutch.
import type { ShellWords } from './en.ts'

export const nl: ShellWords = {
  open: 'Cordboard openen',
  quit: 'Cordboard afsluiten',
  recent: 'Laatste nummers',
  otherOffice: 'Ander kantoor…',
  goesOn:
    'Cordboard gaat verder zonder venster: oproepen gaan hier over zoals voorheen. Het pictogram naast de klok, of opnieuw starten, brengt het venster terug.',
  inCall: 'U bent in gesprek.',
  callGoesOn: 'Als het venster wordt gesloten, gaat het gesprek zonder venster door.',
  callBreaks: 'De pagina opnieuw laden onderbreekt het geluid even.',
  hide: 'Venster sluiten',
  reload: 'Opnieuw laden',
  stay: 'Hier blijven',
  cut: 'Knippen',
  copy: 'Kopiëren',
  paste: 'Plakken',
  ok: 'Begrepen',
  learnWord: 'Aan woordenboek toevoegen',
  dial: (number) => `${number} in het nummerveld zetten`,
  callRuns: 'Er loopt een gesprek.',
  callsRun: (calls) => `Er lopen ${calls} gesprekken.`,
  callsAfterQuit:
    'Als u afsluit, blijven wachtende bellers bij Asterisk, en uw eigen gesprek staat in de wacht tot Cordboard terug is.',
  keepRunning: 'Laten lopen',
  quitNow: 'Afsluiten',
  notStarted: 'Cordboard kon niet starten',
  rings: (who) => `Oproep van ${who}`,
  missed: (calls) => `Gemiste of overgaande oproepen: ${calls}`,
}
