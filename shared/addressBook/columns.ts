// Which column of an address book is what, by its heading: Outlook (en, de, nl, fr, es), Google (both formats), Thunderbird, FreePBX, 3CX.

export const columnRoles = ['name', 'givenName', 'middleName', 'familyName', 'company', 'number', 'email', 'note'] as const
export type ColumnRole = (typeof columnRoles)[number]
/** What each column is; null: not taken. */
export type ColumnRoles = readonly (ColumnRole | null)[]

/** `E-mail 1 - Value` → `e mail 1 value`. */
const plain = (heading: string): string =>
  heading
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Never a contact's own name or number: other people, other machines, and what describes another column. */
const passedOver =
  /\b(?:fax|faxnummer|telefax|fax\w*|telecopie|telex|telexnummer|pager|pagernr|beeper|localizador|radiomessagerie|recepteur|tty|tdd|teletipo|isdn|rnis|rdsi|yomi|pronunciation|phonetic|phonetisch\w*|fonetic\w*|assistent\w*|assistant\w*|asistente|manager\w*|spouse|children|referred|birthday|anniversary|prefix|suffix|postal|zip|plz|street|strasse|city|country|region|ort|stadt|account|customer|kundennummer|hausnummer|government|tax|vat|password|secret|context|devicetype|horbehinderte)\b|\b(?:type|typ|label|flags|labels|categories|keywords|url|photo|website)$|\b(?:phone|telephone|tel) ext$/

const mail = /\b(?:e ?mail\w*|mail|courriel|messagerie|correo)\b/
const notMail = /\b(?:display|anzeigename|name|nom|nombre|naam|angezeigt\w*|weergavenaam|afficher|mostrar)\b/

const telephone =
  /\b(?:phone\w*|tel|telephone\w*|telefon\w*|telefoon\w*|telefono\w*|autotelefon|autotelefoon|hoofdtelefoon|haupttelefon|mobiltelefon|radioteléfono|radiotelefono|mobile?\w*|mobiele?|mobilnummer|handy\w*|cell\w*|natel|movil|portable|gsm|rufnummer\w*|durchwahl|callback|ruckmeldung|rappel|terugbellen|devolucion)\b/
const telephoneAlone =
  /^(?:(?:business|home|other|work|office|privat|geschaftlich|dienstlich|bureau|domicile|particular|trabajo|extension|number|nummer|numero|num)(?: ?\d)?)$/
const numbered = /^(?:contact|business|work|home|office|private|main|direct|other|primary)? ?(?:number|nummer|numero)s?(?: \d)?$/

const company =
  /\b(?:company|firma|firmenname|firm|raison sociale|razon social|organi[sz]ation|organizacion|organisatie|societe|entreprise|bedrijf\w*|empresa|compania|unternehmen)\b/
const notCompany = /\b(?:title|department|symbol|location|job|position|abteilung|afdeling|service|main|id)\b/

const given = /^(?:first ?names?|given ?names?|fname|forename|vornamen?|voornaam|prenom|nombre de pila)$/
const middle =
  /^(?:middle ?names?|additional name|weitere vornamen|zweiter vorname|middelste naam|tussenvoegsel|deuxieme prenom|autres prenoms|segundo nombre)$/
const family = /^(?:last ?name|family ?name|surname|lname|nachname|familienname|zuname|achternaam|nom de famille|apellidos?)$/
const whole =
  /^(?:full ?name|display ?name|anzeigename|nom complet|nombre completo|volledige naam|vollstandiger name|nom a afficher|nom affiche|weergavenaam|nombre para mostrar|contact ?person|contactpersoon|ansprechpartner|kontakt(?:name)?)$/
const wholeStart = /^(?:name|nom|naam|nombre|contact)\b/
const note = /\b(?:notes?|notiz\w*|remarks?|comments?|notas?|notities|bemerkung\w*|opmerking\w*|commentaires?|remarques?)\b/

/** What each column most likely is. `Nom` beside `Prénom`, and `Nombre` beside `Apellidos`, are parts of a name. */
export function guessRoles(headings: readonly string[]): (ColumnRole | null)[] {
  const words = headings.map(plain)
  const withGiven = words.some((each) => given.test(each))
  const withFamily = words.some((each) => family.test(each))
  return words.map((heading) => {
    if (heading === 'nom' && withGiven) return 'familyName'
    if (heading === 'nombre' && withFamily) return 'givenName'
    if (heading === 'name' && withGiven && !withFamily) return 'familyName'
    return roleOf(heading)
  })
}

function roleOf(heading: string): ColumnRole | null {
  if (heading === '' || passedOver.test(heading)) return null
  if (mail.test(heading)) return notMail.test(heading) ? null : 'email'
  if (telephone.test(heading) || telephoneAlone.test(heading)) return 'number'
  if (given.test(heading)) return 'givenName'
  if (middle.test(heading)) return 'middleName'
  if (family.test(heading)) return 'familyName'
  if (company.test(heading)) return notCompany.test(heading) ? null : 'company'
  if (note.test(heading)) return 'note'
  if (numbered.test(heading)) return 'number'
  return whole.test(heading) || wholeStart.test(heading) ? 'name' : null
}
