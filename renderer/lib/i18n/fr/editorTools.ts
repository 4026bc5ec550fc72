// Outils de l’éditeur : cadres, complétion, jours particuliers, enregistrement.
export const toolFields = { exceptions: 'Jours avec leurs propres horaires' }

export const editorTools = {
  frames: {
    add: 'Cadre',
    title: 'Titre du cadre',
    list: 'Cadres',
    chooseAll: 'Double-clic : choisir le cadre et son contenu',
    colour: (name: string) => `Couleur : ${name}`,
    colours: { grey: 'gris', blue: 'bleu', green: 'vert', yellow: 'jaune', red: 'rouge', violet: 'violet' },
  },
  completion: {
    list: 'Suggestions',
    variable: 'variable',
    at: (position: number) => `Au caractère ${position} :`,
    functions: {
      length: 'Combien de caractères a un texte',
      contains: 'Si le texte contient l’autre',
      startsWith: 'Si le texte commence par l’autre',
      endsWith: 'Si le texte finit par l’autre',
      lower: 'En minuscules',
      upper: 'En majuscules',
      trim: 'Sans espaces aux deux bouts',
      slice: 'D’une place à l’autre, comptées depuis 0 ; négatif depuis la fin',
      number: 'Le nombre que représente un texte, sinon 0',
      round: 'Au nombre entier le plus proche',
    },
  },
  ownDays: {
    add: 'Ajouter un jour',
    closed: 'fermé toute la journée',
    addHours: 'Ajouter des heures',
    removeHours: 'Retirer ces heures',
    from: 'Ouvre',
    to: 'Ferme',
    date: 'Date',
  },
  microphone: {
    start: 'Enregistrer au microphone',
    running: 'Enregistrement en cours',
    stop: 'Arrêter',
    keep: 'Garder',
    again: 'Recommencer',
    discard: 'Jeter',
    level: 'Niveau du microphone',
    name: 'Nom dans la bibliothèque',
    refused: 'Le microphone ne peut pas être utilisé : autorisez-le pour cette page et vérifiez qu’il y en a un.',
    nothing: 'Rien n’a été enregistré.',
    listen: 'Écouter l’enregistrement',
    named: (when: string) => `Enregistrement du ${when}`,
  },
}
