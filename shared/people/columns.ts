// Which column of a list of people is what, by its heading: as people write it in five languages, and as FreePBX (Bulk Handler, User
// Management), 3CX (Users, Export), Switchvox and Yeastar export it.

export const personColumns = [
  'name',
  'givenName',
  'familyName',
  'number',
  'login',
  'role',
  'queues',
  'email',
  'voicemail',
] as const
export type PersonColumn = (typeof personColumns)[number]

/** `EmailAddress`, `E-mail address` → `e mail address`. */
const plain = (heading: string): string =>
  heading
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Headings of each, best first: where two columns fit, the one that is named earlier is taken. */
const headings: Record<PersonColumn, RegExp> = {
  name: /^(?:name|full name|display ?name|nom complet|nom affiche|nombre completo|volledige naam|naam|anzeigename|vollstandiger name|mitarbeiter|mitarbeitername|person|employee|description|caller ?id ?name)$/,
  givenName: /^(?:first ?names?|given ?names?|fname|forename|vornamen?|voornaam|prenom|nombre de pila)$/,
  familyName: /^(?:last ?name|family ?name|surname|lname|nachname|familienname|zuname|achternaam|nom de famille|apellidos?)$/,
  number:
    /^(?:extension|extension number|ext|default extension|internal number|number|nebenstelle|nebenstellennummer|durchwahl|interne nummer|nummer|rufnummer intern|poste|numero de poste|numero interne|numero|extension interna|interno|anexo|toestel|toestelnummer|doorkiesnummer|intern nummer)$/,
  login:
    /^(?:login|log in|user|user ?name|user id|web username|benutzer|benutzername|anmeldename|kennung|identifiant|utilisateur|nom d utilisateur|usuario|nombre de usuario|gebruiker|gebruikersnaam|inlognaam)$/,
  role: /^(?:role|rolle|funktion|role web|fonction|rol|functie|access level|berechtigung)$/,
  queues:
    /^(?:queues?|queue names?|groups?|teams?|warteschlangen?|gruppen?|files?|file d attente|files d attente|groupes?|colas?|grupos?|equipos?|wachtrij(?:en)?|groep(?:en)?)$/,
  email:
    /^(?:e ?mail|e ?mail ?address(?:es)?|mail|e ?mail adresse|mailadresse|courriel|adresse e ?mail|adresse mail|adresse electronique|correo|correo electronico|direccion de correo|e ?mailadres|voicemail email|vm email)$/,
  voicemail:
    /^(?:voice ?mail|voicemail enable|enable voicemail|mailbox|anrufbeantworter|messagerie|messagerie vocale|boite vocale|buzon|buzon de voz)$/,
}
/** Where the first part of a name stands beside the last, `Nom` and `Nombre` are parts, not the whole. */
const partOfName: Readonly<Record<string, [beside: PersonColumn, is: PersonColumn]>> = {
  nom: ['givenName', 'familyName'],
  nombre: ['familyName', 'givenName'],
  name: ['givenName', 'familyName'],
}
const wholeName = /^(?:nom|nombre)$/
/** Of several columns for a name: what describes it least well goes last. */
const lesser = /^(?:description|caller ?id ?name|mail|number|numero|nummer|user|user id|voicemail email|vm email)$/

/** What each column most likely is; none is taken twice. */
export function guessColumns(titles: readonly string[]): (PersonColumn | null)[] {
  const words = titles.map(plain)
  const has = (column: PersonColumn) => words.some((each) => headings[column].test(each))
  const roleOf = (heading: string): PersonColumn | null => {
    const [beside, is] = partOfName[heading] ?? []
    if (beside !== undefined && is !== undefined && has(beside) && !has(is)) return is
    if (wholeName.test(heading)) return 'name'
    return personColumns.find((column) => headings[column].test(heading)) ?? null
  }
  const roles = words.map(roleOf)
  const best = (column: PersonColumn): number => {
    const fitting = roles.flatMap((role, at) => (role === column ? [at] : []))
    return fitting.find((at) => !lesser.test(words[at] ?? '')) ?? fitting[0] ?? -1
  }
  return roles.map((role, at) => (role !== null && best(role) === at ? role : null))
}
