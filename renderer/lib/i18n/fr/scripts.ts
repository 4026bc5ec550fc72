// The office's scripts.
export const scripts = {
  help: 'Traitements d’appels en TypeScript, exécutés par les étapes Script. Un fichier modifié vaut dès le prochain appel. Ils se trouvent dans',
  good: 'en ordre',
  failed: 'la dernière exécution a échoué',
  broken: 'ne peut pas être chargé',
  name: 'Script',
  state: 'État',
  flows: 'Exécuté par',
  changed: 'Modifié',
  nobody: 'aucun flux',
}
