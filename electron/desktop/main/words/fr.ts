// What the desktop shell says by itself, in French.
import type { ShellWords } from './en.ts'

export const fr: ShellWords = {
  open: 'Ouvrir Cordboard',
  quit: 'Quitter Cordboard',
  recent: 'Derniers numéros',
  otherOffice: 'Un autre bureau…',
  goesOn:
    'Cordboard continue sans sa fenêtre : les appels sonnent ici comme avant. Son icône près de l’horloge, ou un nouveau démarrage, ramène la fenêtre.',
  inCall: 'Vous êtes en communication.',
  callGoesOn: 'Si la fenêtre est fermée, l’appel continue sans elle.',
  callBreaks: 'Recharger la page interrompt le son un instant.',
  hide: 'Fermer la fenêtre',
  reload: 'Recharger',
  stay: 'Rester ici',
  cut: 'Couper',
  copy: 'Copier',
  paste: 'Coller',
  ok: 'Compris',
  learnWord: 'Ajouter au dictionnaire',
  dial: (number) => `Mettre ${number} dans le champ du numéro`,
  callRuns: 'Un appel est en cours.',
  callsRun: (calls) => `${calls} appels sont en cours.`,
  callsAfterQuit:
    'Si vous quittez, les appelants qui attendent restent dans Asterisk, et votre propre communication est mise en garde jusqu’au retour de Cordboard.',
  keepRunning: 'Continuer',
  quitNow: 'Quitter',
  notStarted: 'Cordboard n’a pas pu démarrer',
  rings: (who) => `Appel de ${who}`,
  missed: (calls) => `Appels manqués ou qui sonnent : ${calls}`,
}
