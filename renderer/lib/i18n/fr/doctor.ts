// What the doctor finds; `{{names}}` are the values of the check.
export const doctor = {
  asterisk: {
    name: 'Asterisk',
    good: 'En marche.',
    bad: 'Arrêté. Il redémarre de lui-même ; host.log dans le dossier de données dit pourquoi il s’est arrêté.',
  },
  user: {
    name: 'Utilisateur',
    good: 'Asterisk s’exécute en tant que {{user}}.',
    bad: 'Asterisk s’exécute en tant que root. Démarrez l’hôte en utilisateur ordinaire, ou avec un dossier de données hors de /root, et Asterisk avec lui.',
  },
  demo: { name: 'Asterisk', bad: 'Aucun Asterisk n’a pu être obtenu ici : les appels sont simulés.' },
  ari: {
    name: 'Commande (ARI)',
    good: 'Répond à {{where}}.',
    bad: 'Pas de réponse à {{where}}. Asterisk est-il en marche ? http.conf et ari.conf demandent enabled=yes avec cette adresse.',
  },
  password: {
    name: 'Utilisateur ARI',
    good: '{{user}} est connu.',
    bad: '{{user}} est refusé ({{status}}). Vérifiez le mot de passe dans ari.conf et que read_only n’est pas actif.',
  },
  version: {
    name: 'Version',
    good: 'Asterisk {{version}}.',
    bad: 'Asterisk {{version}} : des appels peuvent rester bloqués. Passez à {{advised}} ou plus récent.',
  },
  modules: { name: 'Modules', good: '{{count}} sont chargés.', bad: 'Il manque : {{missing}}. Chargez-les dans modules.conf.' },
  clock: {
    name: 'Horloge',
    good: 'Les horloges concordent.',
    bad: 'Les horloges diffèrent de {{seconds}} s. Réglez les deux machines par NTP.',
  },
  websocket: {
    name: 'Softphones',
    good: 'SIP sur WebSocket à {{where}}.',
    bad: 'Pas de SIP sur WebSocket à {{where}} : {{error}}. Chargez res_pjsip_transport_websocket et ajoutez un transport ws ou wss.',
  },
  sip: {
    name: 'Téléphones de bureau',
    good: 'SIP sur UDP à {{where}}.',
    bad: 'Pas de SIP sur UDP à {{where}}. Ajoutez un transport UDP à pjsip.conf et vérifiez le pare-feu.',
  },
  sipAddress: {
    name: 'Adresse SIP',
    good: 'Écoute sur {{where}}.',
    bad: 'SIP n’écoute que sur {{where}} : les téléphones et lignes d’ailleurs ne peuvent pas le joindre. Choisissez une adresse dans Bureau, puis redémarrez l’hôte.',
  },
  sounds: {
    name: 'Sons',
    good: 'Les sons anglais de base sont dans {{where}}.',
    bad: 'Pas de sons anglais de base dans {{where}}. Installez asterisk-core-sounds-en.',
  },
  disk: {
    name: 'Disque',
    good: '{{free}} Go libres dans {{where}}.',
    bad: 'Seulement {{free}} Go libres dans {{where}}. Les enregistrements demandent au moins 1 Go.',
  },
  ports: {
    name: 'Ports',
    good: 'SIP {{sip}}, son {{from}}–{{until}}. Les téléphones de bureau en ont besoin dans le pare-feu.',
  },
}
