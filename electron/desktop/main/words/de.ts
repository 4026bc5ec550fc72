// What the desktop shell says by itself, in German.
import type { ShellWords } from './en.ts'

export const de: ShellWords = {
  open: 'Cordboard öffnen',
  quit: 'Cordboard beenden',
  recent: 'Letzte Nummern',
  otherOffice: 'Anderes Büro …',
  goesOn:
    'Cordboard läuft ohne Fenster weiter: Anrufe klingeln hier wie bisher. Das Symbol neben der Uhr oder ein neuer Start bringt das Fenster zurück.',
  inCall: 'Sie sind in einem Gespräch.',
  callGoesOn: 'Wird das Fenster geschlossen, geht das Gespräch ohne es weiter.',
  callBreaks: 'Beim Neuladen der Seite setzt der Ton kurz aus.',
  hide: 'Fenster schließen',
  reload: 'Neu laden',
  stay: 'Hier bleiben',
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einfügen',
  ok: 'Verstanden',
  learnWord: 'Zum Wörterbuch hinzufügen',
  dial: (number) => `${number} ins Nummernfeld übernehmen`,
  callRuns: 'Ein Anruf läuft.',
  callsRun: (calls) => `${calls} Anrufe laufen.`,
  callsAfterQuit:
    'Wenn Sie beenden, bleiben wartende Anrufer bei Asterisk, und Ihr eigenes Gespräch wird gehalten, bis Cordboard wieder da ist.',
  keepRunning: 'Weiterlaufen lassen',
  quitNow: 'Beenden',
  notStarted: 'Cordboard konnte nicht starten',
  rings: (who) => `Anruf von ${who}`,
  missed: (calls) => `Verpasste oder klingelnde Anrufe: ${calls}`,
}
