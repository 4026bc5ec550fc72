// Gereedschap van de flow-editor: kaders, aanvullen, losse dagen, opnemen.
export const toolFields = { exceptions: 'Dagen met eigen tijden' }

export const editorTools = {
  frames: {
    add: 'Kader',
    title: 'Titel van het kader',
    list: 'Kaders',
    chooseAll: 'Dubbelklik: kader en inhoud kiezen',
    colour: (name: string) => `Kleur: ${name}`,
    colours: { grey: 'grijs', blue: 'blauw', green: 'groen', yellow: 'geel', red: 'rood', violet: 'violet' },
  },
  completion: {
    list: 'Suggesties',
    variable: 'variabele',
    at: (position: number) => `Bij teken ${position}:`,
    functions: {
      length: 'Hoeveel tekens een tekst heeft',
      contains: 'Of de tekst de andere bevat',
      startsWith: 'Of de tekst met de andere begint',
      endsWith: 'Of de tekst met de andere eindigt',
      lower: 'In kleine letters',
      upper: 'In hoofdletters',
      trim: 'Zonder spaties aan beide kanten',
      slice: 'Van de ene plaats tot de andere, geteld vanaf 0; negatief vanaf het einde',
      number: 'Het getal waar een tekst voor staat, anders 0',
      round: 'Naar het dichtstbijzijnde gehele getal',
    },
  },
  ownDays: {
    add: 'Dag toevoegen',
    closed: 'hele dag gesloten',
    addHours: 'Tijden toevoegen',
    removeHours: 'Deze tijden verwijderen',
    from: 'Opent',
    to: 'Sluit',
    date: 'Datum',
  },
  microphone: {
    start: 'Opnemen met de microfoon',
    running: 'Opname loopt',
    stop: 'Stoppen',
    keep: 'Bewaren',
    again: 'Opnieuw opnemen',
    discard: 'Weggooien',
    level: 'Niveau van de microfoon',
    name: 'Naam in de bibliotheek',
    refused: 'De microfoon is niet beschikbaar: sta deze toe voor deze pagina en controleer of er een is aangesloten.',
    nothing: 'Er is niets opgenomen.',
    listen: 'Opname beluisteren',
    named: (when: string) => `Opname van ${when}`,
  },
}
