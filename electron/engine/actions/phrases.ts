// What the host itself says, in the five languages. Everything else a caller hears is the office's own.
import type { Language } from '../../../shared/domain/office.ts'
import { fill } from '../../../shared/domain/template.ts'
import type { Prompt } from '../../../shared/flow/prompt.ts'
import type { Call } from '../session/call.ts'

const phrases = {
  apology: {
    en: 'We are sorry, something went wrong. Please call again.',
    de: 'Entschuldigung, es ist ein Fehler aufgetreten. Bitte rufen Sie noch einmal an.',
    nl: 'Sorry, er is iets misgegaan. Belt u alstublieft opnieuw.',
    fr: 'Désolé, une erreur est survenue. Veuillez rappeler.',
    es: 'Lo sentimos, ha ocurrido un error. Por favor, vuelva a llamar.',
  },
  cannotDial: {
    en: 'This number cannot be dialled.',
    de: 'Diese Nummer kann nicht gewählt werden.',
    nl: 'Dit nummer kan niet worden gebeld.',
    fr: 'Ce numéro ne peut pas être composé.',
    es: 'No se puede marcar este número.',
  },
  notReachable: {
    en: 'Nobody can be reached at this number.',
    de: 'Unter dieser Nummer ist niemand erreichbar.',
    nl: 'Op dit nummer is niemand bereikbaar.',
    fr: 'Personne n’est joignable à ce numéro.',
    es: 'No hay nadie disponible en este número.',
  },
  enterPin: {
    en: 'Please enter your PIN.',
    de: 'Bitte geben Sie Ihre PIN ein.',
    nl: 'Voer uw pincode in.',
    fr: 'Veuillez saisir votre code.',
    es: 'Introduzca su PIN.',
  },
  wrongPin: {
    en: 'That PIN is not right.',
    de: 'Diese PIN stimmt nicht.',
    nl: 'Die pincode klopt niet.',
    fr: 'Ce code n’est pas correct.',
    es: 'El PIN no es correcto.',
  },
  locked: {
    en: 'Too many wrong tries. Please ask your supervisor.',
    de: 'Zu viele falsche Versuche. Bitte wenden Sie sich an Ihre Leitung.',
    nl: 'Te veel onjuiste pogingen. Vraag uw leidinggevende.',
    fr: 'Trop de tentatives. Adressez-vous à votre responsable.',
    es: 'Demasiados intentos. Consulte a su supervisor.',
  },
  loggedIn: {
    en: 'You are logged in.',
    de: 'Sie sind angemeldet.',
    nl: 'U bent aangemeld.',
    fr: 'Vous êtes connecté.',
    es: 'Ha iniciado sesión.',
  },
  loggedOut: {
    en: 'You are logged out.',
    de: 'Sie sind abgemeldet.',
    nl: 'U bent afgemeld.',
    fr: 'Vous êtes déconnecté.',
    es: 'Ha cerrado sesión.',
  },
  position: {
    en: 'You are number {{n}} in line.',
    de: 'Sie sind auf Platz {{n}}.',
    nl: 'U bent nummer {{n}} in de rij.',
    fr: 'Vous êtes numéro {{n}} dans la file.',
    es: 'Usted es el número {{n}} de la cola.',
  },
  campOn: {
    en: 'The person is on another call. Please hold, you will be connected as soon as they are free.',
    de: 'Der Anschluss ist im Gespräch. Bitte warten Sie, Sie werden verbunden, sobald er frei ist.',
    nl: 'Deze persoon is in gesprek. Blijf aan de lijn, u wordt verbonden zodra de lijn vrij is.',
    fr: 'Votre correspondant est en ligne. Veuillez patienter, vous serez mis en relation dès qu’il sera libre.',
    es: 'La persona está en otra llamada. Espere, por favor; le pasaremos en cuanto esté libre.',
  },
  wait: {
    en: 'The expected wait is about {{n}} minutes.',
    de: 'Die Wartezeit beträgt etwa {{n}} Minuten.',
    nl: 'De wachttijd is ongeveer {{n}} minuten.',
    fr: 'L’attente est d’environ {{n}} minutes.',
    es: 'La espera es de unos {{n}} minutos.',
  },
  offerCallback: {
    en: 'To be called back and keep your place, press {{n}}.',
    de: 'Für einen Rückruf ohne Verlust Ihres Platzes drücken Sie {{n}}.',
    nl: 'Wilt u teruggebeld worden en uw plaats houden, toets {{n}}.',
    fr: 'Pour être rappelé en gardant votre place, appuyez sur {{n}}.',
    es: 'Para que le llamemos y conservar su turno, pulse {{n}}.',
  },
  enterNumber: {
    en: 'Please enter your telephone number, then press the hash key.',
    de: 'Bitte geben Sie Ihre Telefonnummer ein und drücken Sie die Raute-Taste.',
    nl: 'Toets uw telefoonnummer in, gevolgd door een hekje.',
    fr: 'Saisissez votre numéro de téléphone, puis la touche dièse.',
    es: 'Introduzca su número de teléfono y pulse almohadilla.',
  },
  confirmNumber: {
    en: 'We will call you back at {{n}}. To confirm, press 1. To enter another number, press 2.',
    de: 'Wir rufen Sie unter {{n}} zurück. Zum Bestätigen drücken Sie die 1, für eine andere Nummer die 2.',
    nl: 'We bellen u terug op {{n}}. Toets 1 om te bevestigen, 2 voor een ander nummer.',
    fr: 'Nous vous rappellerons au {{n}}. Pour confirmer, appuyez sur 1 ; pour un autre numéro, sur 2.',
    es: 'Le llamaremos al {{n}}. Para confirmar pulse 1; para otro número, pulse 2.',
  },
  callbackStored: {
    en: 'Thank you. We will call you back.',
    de: 'Vielen Dank. Wir rufen Sie zurück.',
    nl: 'Dank u. We bellen u terug.',
    fr: 'Merci. Nous vous rappellerons.',
    es: 'Gracias. Le llamaremos.',
  },
  review: {
    en: 'To keep your message, press 1. To listen to it, press 2. To record it again, press 3.',
    de: 'Zum Speichern drücken Sie 1, zum Anhören 2, zum erneuten Aufnehmen 3.',
    nl: 'Toets 1 om te bewaren, 2 om te beluisteren, 3 om opnieuw in te spreken.',
    fr: 'Pour garder le message, appuyez sur 1 ; pour l’écouter, sur 2 ; pour recommencer, sur 3.',
    es: 'Para guardar el mensaje pulse 1, para escucharlo 2, para grabarlo de nuevo 3.',
  },
  messageStored: {
    en: 'Your message is stored.',
    de: 'Ihre Nachricht ist gespeichert.',
    nl: 'Uw bericht is opgeslagen.',
    fr: 'Votre message est enregistré.',
    es: 'Su mensaje ha sido guardado.',
  },
  messageNotStored: {
    en: 'We are sorry, your message could not be recorded.',
    de: 'Entschuldigung, Ihre Nachricht konnte nicht aufgenommen werden.',
    nl: 'Sorry, uw bericht kon niet worden opgenomen.',
    fr: 'Désolé, votre message n’a pas pu être enregistré.',
    es: 'Lo sentimos, su mensaje no se ha podido grabar.',
  },
  messageCounts: {
    en: 'New messages: {{fresh}}. Earlier messages: {{old}}.',
    de: 'Neue Nachrichten: {{fresh}}. Frühere Nachrichten: {{old}}.',
    nl: 'Nieuwe berichten: {{fresh}}. Eerdere berichten: {{old}}.',
    fr: 'Nouveaux messages : {{fresh}}. Messages précédents : {{old}}.',
    es: 'Mensajes nuevos: {{fresh}}. Mensajes anteriores: {{old}}.',
  },
  noMessages: {
    en: 'There are no messages.',
    de: 'Es gibt keine Nachrichten.',
    nl: 'Er zijn geen berichten.',
    fr: 'Il n’y a aucun message.',
    es: 'No hay mensajes.',
  },
  noMoreMessages: {
    en: 'There are no more messages.',
    de: 'Es gibt keine weiteren Nachrichten.',
    nl: 'Er zijn geen berichten meer.',
    fr: 'Il n’y a plus de messages.',
    es: 'No hay más mensajes.',
  },
  messageFrom: {
    en: 'Message {{n}}, from {{who}}, {{when}}.',
    de: 'Nachricht {{n}}, von {{who}}, {{when}}.',
    nl: 'Bericht {{n}}, van {{who}}, {{when}}.',
    fr: 'Message {{n}}, de {{who}}, {{when}}.',
    es: 'Mensaje {{n}}, de {{who}}, {{when}}.',
  },
  withheldNumber: {
    en: 'a withheld number',
    de: 'einer unterdrückten Nummer',
    nl: 'een onbekend nummer',
    fr: 'un numéro masqué',
    es: 'un número oculto',
  },
  messageKeys: {
    en: 'Again: 5. Next: 6. Previous: 4. Delete: 7. Call back: 8. Archive: 9. Date and number: 3. To end, press hash.',
    de: 'Noch einmal: 5. Nächste: 6. Vorige: 4. Löschen: 7. Zurückrufen: 8. Archivieren: 9. Datum und Nummer: 3. Zum Beenden die Raute-Taste.',
    nl: 'Opnieuw: 5. Volgende: 6. Vorige: 4. Verwijderen: 7. Terugbellen: 8. Archiveren: 9. Datum en nummer: 3. Stoppen: hekje.',
    fr: 'Réécouter : 5. Suivant : 6. Précédent : 4. Supprimer : 7. Rappeler : 8. Archiver : 9. Date et numéro : 3. Pour terminer : dièse.',
    es: 'Repetir: 5. Siguiente: 6. Anterior: 4. Eliminar: 7. Devolver la llamada: 8. Archivar: 9. Fecha y número: 3. Para terminar: almohadilla.',
  },
  messageDeleted: {
    en: 'The message is deleted.',
    de: 'Die Nachricht ist gelöscht.',
    nl: 'Het bericht is verwijderd.',
    fr: 'Le message est supprimé.',
    es: 'El mensaje se ha eliminado.',
  },
  messageArchived: {
    en: 'The message is archived.',
    de: 'Die Nachricht ist archiviert.',
    nl: 'Het bericht is gearchiveerd.',
    fr: 'Le message est archivé.',
    es: 'El mensaje se ha archivado.',
  },
  messageUnplayable: {
    en: 'This message cannot be played.',
    de: 'Diese Nachricht kann nicht abgespielt werden.',
    nl: 'Dit bericht kan niet worden afgespeeld.',
    fr: 'Ce message ne peut pas être lu.',
    es: 'Este mensaje no se puede reproducir.',
  },
  messageNotDone: {
    en: 'That is not possible now.',
    de: 'Das ist jetzt nicht möglich.',
    nl: 'Dat is nu niet mogelijk.',
    fr: 'Ce n’est pas possible pour le moment.',
    es: 'Eso no es posible ahora.',
  },
  askToRecord: {
    en: 'If this call may be recorded, press {{n}}. Otherwise please wait.',
    de: 'Wenn dieses Gespräch aufgezeichnet werden darf, drücken Sie die {{n}}. Andernfalls warten Sie bitte.',
    nl: 'Als dit gesprek mag worden opgenomen, toets {{n}}. Anders wacht u even.',
    fr: 'Si cet appel peut être enregistré, appuyez sur {{n}}. Sinon, veuillez patienter.',
    es: 'Si esta llamada puede grabarse, pulse {{n}}. Si no, espere.',
  },
  spellName: {
    en: 'Please type the first letters of the name, then the hash key.',
    de: 'Bitte geben Sie die ersten Buchstaben des Namens ein, dann die Raute-Taste.',
    nl: 'Toets de eerste letters van de naam in, gevolgd door een hekje.',
    fr: 'Saisissez les premières lettres du nom, puis la touche dièse.',
    es: 'Introduzca las primeras letras del nombre y pulse almohadilla.',
  },
  noSuchName: {
    en: 'There is nobody of that name.',
    de: 'Niemand mit diesem Namen wurde gefunden.',
    nl: 'Er is niemand met die naam gevonden.',
    fr: 'Personne de ce nom n’a été trouvé.',
    es: 'No hay nadie con ese nombre.',
  },
  pressForName: {
    en: 'For {{name}}, press {{n}}.',
    de: 'Für {{name}} drücken Sie die {{n}}.',
    nl: 'Voor {{name}}, toets {{n}}.',
    fr: 'Pour {{name}}, appuyez sur {{n}}.',
    es: 'Para {{name}}, pulse {{n}}.',
  },
  pressForMore: {
    en: 'For more names, press {{n}}.',
    de: 'Für weitere Namen drücken Sie die {{n}}.',
    nl: 'Voor meer namen, toets {{n}}.',
    fr: 'Pour d’autres noms, appuyez sur {{n}}.',
    es: 'Para más nombres, pulse {{n}}.',
  },
  pressToTake: {
    en: 'A call for {{name}}. To take it, press {{n}}.',
    de: 'Ein Anruf für {{name}}. Um ihn anzunehmen, drücken Sie die {{n}}.',
    nl: 'Een oproep voor {{name}}. Toets {{n}} om op te nemen.',
    fr: 'Un appel pour {{name}}. Pour le prendre, appuyez sur {{n}}.',
    es: 'Una llamada para {{name}}. Para atenderla, pulse {{n}}.',
  },
  leaveMessage: {
    en: 'Please leave a message after the tone.',
    de: 'Bitte hinterlassen Sie eine Nachricht nach dem Ton.',
    nl: 'Spreek een bericht in na de toon.',
    fr: 'Veuillez laisser un message après le bip.',
    es: 'Deje un mensaje después de la señal.',
  },
} as const satisfies Record<string, Record<Language, string>>

export type PhraseKey = keyof typeof phrases

/** The phrase in the call's language; `{{n}}` is `n`, spoken digit by digit where `digits` is set; or each `{{name}}` its value. */
export function phrase(call: Call, key: PhraseKey, n: string | number | Record<string, string> = '', digits = false): Prompt {
  const text = phrases[key][call.language]
  if (typeof n === 'object') return { kind: 'text', text: fill(text, (name) => n[name] ?? '') }
  const value = digits ? [...String(n)].join(' ') : String(n)
  return { kind: 'text', text: fill(text, () => value) }
}

/** Every text the host may say, to be rendered before the first caller needs it. */
export function fixedPhrases(language: Language): string[] {
  return Object.values(phrases)
    .map((texts) => texts[language])
    .filter((text) => !text.includes('{{'))
}
