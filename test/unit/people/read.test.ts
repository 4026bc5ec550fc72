// Lists of people as FreePBX, 3CX, Switchvox, Yeastar and offices in five languages write them.
import { describe, expect, test } from 'vitest'
import { readTable } from '../../../shared/addressBook/table.ts'
import { guessColumns } from '../../../shared/people/columns.ts'
import { personRows, roleOfWord } from '../../../shared/people/read.ts'

/** Headings that are taken, as `heading: column`. */
const taken = (headings: string, separator = ',') => {
  const all = headings.split(separator)
  return guessColumns(all).flatMap((column, at) => (column ? [`${all[at]}: ${column}`] : []))
}
const rowsOf = (text: string) => {
  const table = readTable(text)
  return personRows(table, guessColumns(table.headings))
}

describe('headings', () => {
  test.each([
    [
      'FreePBX, Bulk Handler, extensions',
      'extension,password,name,voicemail,ringtimer,noanswer,recording,outboundcid,sipname,noanswer_cid,busy_cid,chanunavail_cid,noanswer_dest,busy_dest,chanunavail_dest,mohclass,id,tech,dial,devicetype,user,description,emergency_cid,hint_override,accountcode,callerid,context,defaultuser,mailbox,secret,voicemail_enable,voicemail_vmpwd,voicemail_email,voicemail_pager',
      ['extension: number', 'name: name', 'voicemail: voicemail', 'user: login', 'voicemail_email: email'],
    ],
    [
      'FreePBX, User Management',
      'username,password,default_extension,description,fname,lname,displayname,title,company,department,email,cell,work,home,fax',
      [
        'username: login',
        'default_extension: number',
        'fname: givenName',
        'lname: familyName',
        'displayname: name',
        'email: email',
      ],
    ],
    [
      '3CX, Users, Export',
      'Number,FirstName,LastName,EmailAddress,MobileNumber,AuthID,AuthPassword,WebMeetingFriendlyName,WebMeetingPrivateRoom,ClickToCall,EnableVoicemail,VMNoPin,Language',
      ['Number: number', 'FirstName: givenName', 'LastName: familyName', 'EmailAddress: email', 'EnableVoicemail: voicemail'],
    ],
    [
      'Switchvox',
      'ext,fname,lname,login,email,title,location,password,voicemail_password',
      ['ext: number', 'fname: givenName', 'lname: familyName', 'login: login', 'email: email'],
    ],
    [
      'Yeastar',
      'First Name,Last Name,Email Address,User Password,Organization,Extension Number,Caller ID,Registration Name,Registration Password,Enable Voicemail,Voicemail Access PIN',
      [
        'First Name: givenName',
        'Last Name: familyName',
        'Email Address: email',
        'Extension Number: number',
        'Enable Voicemail: voicemail',
      ],
    ],
    [
      'German',
      'Vorname,Nachname,Durchwahl,Benutzername,Rolle,Warteschlangen,E-Mail-Adresse,Anrufbeantworter',
      [
        'Vorname: givenName',
        'Nachname: familyName',
        'Durchwahl: number',
        'Benutzername: login',
        'Rolle: role',
        'Warteschlangen: queues',
        'E-Mail-Adresse: email',
        'Anrufbeantworter: voicemail',
      ],
    ],
    [
      'French',
      'Nom,Prénom,Poste,Identifiant,Rôle,Files d’attente,Courriel,Messagerie vocale',
      [
        'Nom: familyName',
        'Prénom: givenName',
        'Poste: number',
        'Identifiant: login',
        'Rôle: role',
        'Files d’attente: queues',
        'Courriel: email',
        'Messagerie vocale: voicemail',
      ],
    ],
    [
      'Spanish',
      'Nombre,Apellidos,Extensión,Usuario,Rol,Colas,Correo electrónico,Buzón',
      [
        'Nombre: givenName',
        'Apellidos: familyName',
        'Extensión: number',
        'Usuario: login',
        'Rol: role',
        'Colas: queues',
        'Correo electrónico: email',
        'Buzón: voicemail',
      ],
    ],
    [
      'Dutch',
      'Naam,Toestelnummer,Gebruikersnaam,Functie,Wachtrijen,E-mailadres,Voicemail',
      [
        'Naam: name',
        'Toestelnummer: number',
        'Gebruikersnaam: login',
        'Functie: role',
        'Wachtrijen: queues',
        'E-mailadres: email',
        'Voicemail: voicemail',
      ],
    ],
  ])('%s', (_, headings, columns) => expect(taken(headings)).toEqual(columns))

  test('secrets are never taken', () => {
    expect(taken('Password,Secret,AuthPassword,PIN,voicemail_vmpwd,User Password,Passwort')).toEqual([])
  })
})

describe('rows', () => {
  test('semicolons, a byte order mark, quoted cells and words of five languages', () => {
    const text =
      '\uFEFFName;Durchwahl;Rolle;Warteschlangen;Anrufbeantworter\r\n"Weiß, Jörg";201.0;Teamleitung;"Verkauf (2), Service";nein\r\n;;;;\r\nZoë;\'0202;Chefin;;ja\r\n'
    expect(rowsOf(text)).toEqual([
      { row: 2, name: 'Weiß, Jörg', number: '201', role: 'supervisor', queues: ['Verkauf (2)', 'Service'], voicemail: false },
      { row: 4, name: 'Zoë', number: '0202', role: null, voicemail: true },
    ])
  })

  test('what a file leaves empty is not said, and a row without anybody is none', () => {
    expect(rowsOf('Number\tFirstName\tLastName\tEmailAddress\tRole\n300\tAda\t\t\t\n\t\t\t\tadmin\n')).toEqual([
      { row: 2, name: 'Ada', number: '300' },
    ])
  })

  test.each([
    ['Administrateur', 'admin'],
    ['Vorgesetzter', 'supervisor'],
    ['Opérateur', 'agent'],
    ['medewerker', 'agent'],
    ['usuario', 'agent'],
    ['Chef', null],
  ])('“%s” is the role %s', (word, role) => expect(roleOfWord(word)).toBe(role))
})
