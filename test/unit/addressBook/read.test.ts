// Address books as Outlook, Google, Thunderbird, FreePBX, 3CX, spreadsheets and telephones write them.
import { describe, expect, test } from 'vitest'
import { guessRoles } from '../../../shared/addressBook/columns.ts'
import { numbersIn } from '../../../shared/addressBook/numbers.ts'
import { contactOf, readBook } from '../../../shared/addressBook/read.ts'
import { readTable } from '../../../shared/addressBook/table.ts'

const book = (text: string, country = 'DE') => readBook(text, { country })
/** Column headings with a role, as `heading: role`. */
const taken = (headings: string) => {
  const all = headings.split(',')
  return guessRoles(all).flatMap((role, at) => (role ? [`${all[at]}: ${role}`] : []))
}

describe('headings', () => {
  test('Outlook, English', () => {
    expect(
      taken(
        "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,Assistant's Phone,Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,ISDN,Mobile Phone,Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,Birthday,Categories,E-mail Address,E-mail Type,E-mail Display Name,Manager's Name,Notes,Spouse,Web Page",
      ),
    ).toEqual([
      'First Name: givenName',
      'Middle Name: middleName',
      'Last Name: familyName',
      'Company: company',
      'Business Phone: number',
      'Business Phone 2: number',
      'Callback: number',
      'Car Phone: number',
      'Company Main Phone: number',
      'Home Phone: number',
      'Mobile Phone: number',
      'Other Phone: number',
      'Primary Phone: number',
      'Radio Phone: number',
      'E-mail Address: email',
      'Notes: note',
    ])
  })
})

describe('headings of other programs and languages', () => {
  test.each([
    [
      'Outlook, German',
      'Anrede,Vorname,Weitere Vornamen,Nachname,Firma,Abteilung,Position,Straße geschäftlich,Telefon Assistent,Fax geschäftlich,Telefon geschäftlich,Telefon (privat),Mobiltelefon,Haupttelefon,E-Mail-Adresse,E-Mail-Typ,E-Mail: Angezeigter Name,Notizen',
      [
        'Vorname: givenName',
        'Weitere Vornamen: middleName',
        'Nachname: familyName',
        'Firma: company',
        'Telefon geschäftlich: number',
        'Telefon (privat): number',
        'Mobiltelefon: number',
        'Haupttelefon: number',
        'E-Mail-Adresse: email',
        'Notizen: note',
      ],
    ],
    [
      'Outlook, Dutch',
      'Titel,Voornaam,Middelste naam,Achternaam,Bedrijf,Afdeling,Functie,Fax op werk,Telefoon op werk,Telefoon thuis,Mobiele telefoon,E-mailadres,Notities',
      [
        'Voornaam: givenName',
        'Middelste naam: middleName',
        'Achternaam: familyName',
        'Bedrijf: company',
        'Telefoon op werk: number',
        'Telefoon thuis: number',
        'Mobiele telefoon: number',
        'E-mailadres: email',
        'Notities: note',
      ],
    ],
    [
      'Outlook, French',
      'Titre,Prénom,Deuxième prénom,Nom,Société,Service,Télécopie (bureau),Téléphone (bureau),Téléphone (domicile),Tél. mobile,Téléphone (autre),Adresse de messagerie,Notes',
      [
        'Prénom: givenName',
        'Deuxième prénom: middleName',
        'Nom: familyName',
        'Société: company',
        'Téléphone (bureau): number',
        'Téléphone (domicile): number',
        'Tél. mobile: number',
        'Téléphone (autre): number',
        'Adresse de messagerie: email',
        'Notes: note',
      ],
    ],
    [
      'Outlook, Spanish',
      'Tratamiento,Nombre,Segundo nombre,Apellidos,Organización,Departamento,Puesto,Fax del trabajo,Teléfono del trabajo,Particular,Móvil,Dirección de correo electrónico,Notas',
      [
        'Nombre: givenName',
        'Segundo nombre: middleName',
        'Apellidos: familyName',
        'Organización: company',
        'Teléfono del trabajo: number',
        'Particular: number',
        'Móvil: number',
        'Dirección de correo electrónico: email',
        'Notas: note',
      ],
    ],
    [
      'Google, today',
      'First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value',
      [
        'First Name: givenName',
        'Middle Name: middleName',
        'Last Name: familyName',
        'Organization Name: company',
        'Notes: note',
        'E-mail 1 - Value: email',
        'Phone 1 - Value: number',
        'Phone 2 - Value: number',
      ],
    ],
    [
      'Google, before',
      'Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Name Prefix,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title',
      [
        'Name: name',
        'Given Name: givenName',
        'Additional Name: middleName',
        'Family Name: familyName',
        'E-mail 1 - Value: email',
        'Phone 1 - Value: number',
        'Organization 1 - Name: company',
      ],
    ],
    [
      'Thunderbird, German',
      'Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Messenger-Name,Tel. dienstlich,Tel. privat,Fax-Nummer,Pager-Nr.,Mobil-Tel.-Nr.,Organisation,Notizen',
      [
        'Vorname: givenName',
        'Nachname: familyName',
        'Anzeigename: name',
        'Primäre E-Mail-Adresse: email',
        'Tel. dienstlich: number',
        'Tel. privat: number',
        'Mobil-Tel.-Nr.: number',
        'Organisation: company',
        'Notizen: note',
      ],
    ],
    [
      'Thunderbird, English',
      'First Name,Last Name,Display Name,Nickname,Primary Email,Screen Name,Work Phone,Home Phone,Fax Number,Pager Number,Mobile Number,Organization,Notes',
      [
        'First Name: givenName',
        'Last Name: familyName',
        'Display Name: name',
        'Primary Email: email',
        'Work Phone: number',
        'Home Phone: number',
        'Mobile Number: number',
        'Organization: company',
        'Notes: note',
      ],
    ],
    [
      '3CX',
      'FirstName,LastName,Company,Mobile,Mobile2,Home,Business,Business2,Email,Other,BusinessFax,Pager',
      [
        'FirstName: givenName',
        'LastName: familyName',
        'Company: company',
        'Mobile: number',
        'Mobile2: number',
        'Home: number',
        'Business: number',
        'Business2: number',
        'Email: email',
        'Other: number',
      ],
    ],
    [
      'FreePBX',
      'displayname,fname,lname,title,company,phone_1_number,phone_1_type,email_1',
      [
        'displayname: name',
        'fname: givenName',
        'lname: familyName',
        'company: company',
        'phone_1_number: number',
        'email_1: email',
      ],
    ],
  ])('%s', (_, headings, roles) => {
    expect(taken(headings)).toEqual(roles)
  })
})

test.each([
  [
    'one word in capitals, as directories and programs have them',
    'homePhone,businessPhone1,mobilePhone,givenName,BusinessFax',
    'homePhone: number|businessPhone1: number|mobilePhone: number|givenName: givenName',
  ],
  ['numbers that are none of a telephone', 'House Number,Order number,Vat number,Customer No', ''],
  ['a number of a contact', 'Contact Name,Contact Number,Phone Ext', 'Contact Name: name|Contact Number: number'],
  [
    'firms',
    'Firmenname,Raison sociale,Razón social,Bedrijfsnaam',
    'Firmenname: company|Raison sociale: company|Razón social: company|Bedrijfsnaam: company',
  ],
  ['how a name is spoken', 'Name,Name (Pronunciation)', 'Name: name'],
])('headings: %s', (_, headings, roles) => {
  expect(taken(headings).join('|')).toBe(roles)
})

describe('a contact', () => {
  test('has its name from several columns, its firm beside it, and every number', () => {
    const text =
      'First Name,Last Name,Company,Business Phone,Mobile Phone,E-mail Address\nVera,Vos,Vos & Co,030 901820,0171 5550101,v@vos.example'
    expect(book(text).contacts).toEqual([
      {
        name: 'Vera Vos',
        company: 'Vos & Co',
        numbers: ['+4930901820', '+491715550101'],
        email: 'v@vos.example',
        note: '',
        mine: false,
      },
    ])
  })
  test('is a firm only where there is no person', () => {
    const [firm] = book('First Name,Last Name,Company,Phone\n,,Vos & Co,030 901820').contacts
    expect(firm).toMatchObject({ name: 'Vos & Co', company: 'Vos & Co' })
  })
  test('a row without anything usable is left out with all its reasons', () => {
    expect(contactOf(['', '4,93012E+11'], ['name', 'number'], 'DE')).toEqual({
      contact: null,
      problems: [
        { reason: 'rounded', cell: '4,93012E+11', left: true },
        { reason: 'name', cell: '', left: true },
      ],
    })
  })
})

describe('the numbers in a cell', () => {
  test.each([
    ['030 901820 ::: 0171 5550101', ['030 901820', '0171 5550101']],
    ['0309018200 / 0171 5550101', ['0309018200', '0171 5550101']],
    ['030 901820\n0171 5550101', ['030 901820', '0171 5550101']],
    ['030 901820, 0171 5550101', ['030 901820', '0171 5550101']],
    ['+4930901820;+491715550101', ['+4930901820', '+491715550101']],
    ['030 901820 | 0171 5550101', ['030 901820', '0171 5550101']],
    ['030 901820 & 0171 5550101', ['030 901820', '0171 5550101']],
    ['030 901820 oder 0171 5550101', ['030 901820', '0171 5550101']],
    ['+4930901820+491715550101', ['+4930901820', '+491715550101']],
    ['Büro: 030 901820; Handy: 0171 5550101', ['030 901820', '0171 5550101']],
    ['+49 30 901820 (Büro)', ['+49 30 901820']],
    ['(030) 901820', ['(030) 901820']],
    ['0800 FLOWERS', ['0800 FLOWERS']],
    ['tel:+4930901820', ['tel:+4930901820']],
    ['030/901820', ['030/901820']],
    ['030 / 901820', ['030 901820']],
    ['030901820/0171555010', ['030901820', '0171555010']],
    ['☎ 030 901820', ['☎ 030 901820']],
    ['01.02.03.04.05', ['01.02.03.04.05']],
    ['612.345.678', ['612.345.678']],
    ['415.555.1234', ['415.555.1234']],
    ['+1 555 438 3732,1234', ['+1 555 438 3732,1234']],
    ['+4930901820;ext=12', ['+4930901820;ext=12']],
    ["'+4930901820", ['+4930901820']],
    ['="030901820"', ['030901820']],
    ['201', ['201']],
    ['', []],
  ])('%j', (cell, numbers) => {
    expect(numbersIn(cell)).toEqual({ numbers, problem: null })
  })
  test.each([
    ['4,93012E+11', 'rounded'],
    ['4.93012E+11', 'rounded'],
    ['4.93012e11', 'rounded'],
    ['4930901820.0', 'decimal'],
    ['4930901820,00', 'decimal'],
    ['4,930,901,820', 'thousands'],
    ['01.02.2024', 'date'],
    ['1/2/2024', 'date'],
    ['2024-02-01', 'date'],
    ['2024-02-01 00:00:00', 'date'],
    ['01-Feb-24', 'date'],
    ['1. Februar 2024', 'date'],
    ['Feb 1, 2024', 'date'],
    ['12:30', 'time'],
    ['#NUM!', 'spreadsheetError'],
    ['########', 'spreadsheetError'],
    ['030 901820 / 21', 'unclear'],
    ['030 901820/21', 'unclear'],
    ['030901820 030901821', 'unclear'],
    ['12.05.1980 030 901820', 'date'],
    ['12,50', 'decimal'],
    ['3.14', 'decimal'],
    ['n/a', 'noNumber'],
  ])('%j is none: %s', (cell, problem) => {
    expect(numbersIn(cell)).toEqual({ numbers: [], problem })
  })
  test('a bad one beside a good one is told, and the good one taken', () => {
    const { contacts, problems } = book('Name;Telefon;Handy\nVera;4,93012E+11;0171 5550101\nWim;030 901820;01.02.2024')
    expect(contacts.map(({ name, numbers }) => [name, numbers])).toEqual([
      ['Vera', ['+491715550101']],
      ['Wim', ['+4930901820']],
    ])
    expect(problems).toEqual([
      { row: 2, reason: 'rounded', cell: '4,93012E+11', left: false },
      { row: 3, reason: 'date', cell: '01.02.2024', left: false },
    ])
  })
})

describe('the table', () => {
  test('obeys a sep= line, and a choice before it', () => {
    expect(readTable('sep=;\r\nName;Phone\r\nA,B;1')).toMatchObject({ separator: ';', headings: ['Name', 'Phone'] })
    expect(readTable('"sep=|"\nName|Phone\n')).toMatchObject({ separator: '|' })
    expect(readTable('Name;Pho,ne', ',')).toMatchObject({ headings: ['Name;Pho', 'ne'] })
  })
  test('counts rows as a spreadsheet does: empty ones, and cells of several lines as one', () => {
    expect(readTable('Name,Phone\n\n"Vera\nVos",1\n\nWim,2\r').rows.map(({ row, cells }) => [row, cells[0]])).toEqual([
      [3, 'Vera\nVos'],
      [5, 'Wim'],
    ])
  })
  test('finds the separator outside quotes, and the line ends of old Macs', () => {
    expect(readTable('"a;b;c;d",b\n1,2').separator).toBe(',')
    expect(readTable('Name\tPhone\rVera\t1\rWim\t2').rows).toHaveLength(2)
  })
})

describe('vCards', () => {
  const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')
  test('of version 3 as iCloud writes them: several, folded, grouped', () => {
    const text =
      card(
        'VERSION:3.0',
        'N:Vos;Vera;Maria;;',
        'FN:Vera Maria Vos',
        'ORG:Vos & Co;Sales',
        'item1.TEL;type=pref:+49 30 901820',
        'item1.X-ABLabel:Work',
        'TEL;type=CELL;type=VOICE:0171 55',
        ' 50101',
        'TEL;TYPE=WORK,FAX:030 1',
        'item2.EMAIL;type=INTERNET:v@vos.example',
        'NOTE:one\\ntwo',
      ) + card('VERSION:3.0', 'N:;;;;', 'FN:Vos & Co', 'ORG:Vos & Co', 'TEL:030 901821')
    expect(book(text)).toMatchObject({
      kind: 'cards',
      contacts: [
        {
          name: 'Vera Maria Vos',
          company: 'Vos & Co',
          numbers: ['+4930901820', '+491715550101'],
          email: 'v@vos.example',
          note: 'one\ntwo',
        },
        { name: 'Vos & Co', company: 'Vos & Co', numbers: ['+4930901821'] },
      ],
      problems: [],
    })
  })
  test('of version 4 with telephone addresses', () => {
    expect(book(card('VERSION:4.0', 'FN:Vera', 'TEL;VALUE=uri;TYPE="voice,home":tel:+49-30-901820')).contacts).toMatchObject([
      { name: 'Vera', numbers: ['+4930901820'] },
    ])
  })
  test('of version 2.1: quoted-printable over lines, character sets, types without a name', () => {
    const text = card(
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;',
      'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg =',
      'M=C3=BCller',
      'TEL;CELL:0171 5550101',
      'TEL;WORK;VOICE:030 901820',
      'ORG;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:B=FCro',
    )
    expect(book(text).contacts).toMatchObject([
      { name: 'Jörg Müller', company: 'Büro', numbers: ['+491715550101', '+4930901820'] },
    ])
  })
  test('one without a number is listed by its line', () => {
    expect(book(card('FN:Vera', 'TEL:1234567') + card('FN:Wim')).problems).toEqual([
      { row: 5, reason: 'number', cell: '', left: true },
    ])
  })
})
