// The office's scripts.
export const scripts = {
  waiting: 'Ces fichiers viennent d’une sauvegarde restaurée. Aucun script ne s’exécute avant votre approbation.',
  approve: 'Approuver',
  help: 'Traitements d’appels en TypeScript, exécutés par les étapes Script. Un fichier modifié vaut dès le prochain appel. Ils se trouvent dans',
  good: 'En ordre',
  failed: 'La dernière exécution a échoué',
  broken: 'Ne peut pas être chargé',
  name: 'Script',
  state: 'État',
  flows: 'Exécuté par',
  changed: 'Modifié',
  /** At the Script step. */
  missing: 'L’hôte n’a pas encore de script de ce nom.',
  hasFailed: 'Sa dernière exécution a échoué ; Réglages → Scripts dit où.',
  isBroken: 'Il ne peut pas être chargé ; Réglages → Scripts dit où.',
  nobody: 'Aucun scénario',
  first: 'Un premier, à enregistrer sous reception.ts :',
  copy: 'Copier',
  copied: 'Copié',
}
