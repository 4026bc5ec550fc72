import type { Catalogue } from '../en/index.ts'

export const callSettings: Catalogue['callSettings'] = {
  sipAddress: 'SIP écoute sur',
  sipAddressHelp: 'Où les téléphones de bureau et les lignes joignent ce bureau. Appliqué au prochain démarrage de l’hôte.',
  sipAsStarted: 'Comme l’hôte a été démarré',
  sipEverywhere: 'Toutes les adresses de cet ordinateur',
  sipLocalOnly: (w) =>
    `SIP n’écoute que sur ${w} : les téléphones et lignes d’ailleurs ne peuvent pas le joindre. Choisissez une adresse dans Réglages, Bureau.`,
  transferRing: 'Faire sonner la cible d’un transfert pendant (secondes)',
  transferBackRing: 'Faire sonner chaque étape du retour pendant (secondes)',
  transferBack: 'Un transfert que personne ne prend va à',
  transferBackHelp: 'Dans cet ordre ; retirez et choisissez de nouveau pour le changer.',
  transferSteps: {
    transferor: 'Celui qui a transféré',
    queue: 'La file d’où venait l’appelant',
    mailbox: 'La messagerie de la cible',
    reception: 'L’accueil',
  },
  sipAddresses: 'Les adresses SIP d’autres serveurs peuvent être appelées',
  outsidePerHour: 'Appels sortants par heure au plus',
  outsidePerDay: 'Appels sortants par jour au plus',
  abroadPerDay: 'Appels par jour vers chaque pays étranger au plus',
  nightCalls: 'Signaler autant d’appels sortants entre 22:00 et 6:00',
  noLimit: '0 pour illimité.',
  never: '0 pour jamais.',
  callbackRefused: 'Ne peut pas être appelé',
  callbackUnconfirmed: 'Non confirmé',
  realm: 'Realm',
  realmHelp: 'Celui du fournisseur ; le mot de passe ne répond à aucun autre. Vide : ce que nomme son serveur.',
}
