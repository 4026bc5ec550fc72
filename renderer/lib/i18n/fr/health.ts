// What is wrong with the host itself; `{{count}}` as in shared/domain/health.ts.
export const health = {
  title: 'État de l’hôte',
  andMore: '{{sentence}} (et {{more}} autres)',
  problems: {
    storeFull: {
      sentence: 'Le disque est plein.',
      help: 'Les appels continuent. {{count}} écritures attendent en mémoire ; libérez de la place dans le dossier de données.',
    },
    storeLocked: {
      sentence: 'Un autre programme bloque la base de données.',
      help: 'Les appels continuent. {{count}} écritures attendent en mémoire ; fermez ce qui a ouvert cordboard.sqlite.',
    },
    storeUnwritable: {
      sentence: 'Impossible d’écrire dans le dossier de données.',
      help: 'Les appels continuent. {{count}} écritures attendent en mémoire ; vérifiez le propriétaire, le disque et la protection du dossier.',
    },
    storeDamaged: {
      sentence: 'La base de données est endommagée.',
      help: 'Les appels continuent sans historique. Copiez maintenant le dossier de données, puis : npm run host -- repair',
    },
    writesLost: {
      sentence: 'Une partie de l’historique est perdue.',
      help: '{{count}} écritures n’ont pas pu être gardées jusqu’à ce que le disque les accepte.',
    },
    unreadableRows: {
      sentence: 'Certains enregistrements sont illisibles.',
      help: '{{count}} sont laissés de côté ; host.log dans le dossier de données les nomme.',
    },
    logFailing: {
      sentence: 'Le journal ne peut pas être écrit.',
      help: '{{count}} lignes sont perdues jusqu’ici ; vérifiez le disque du dossier de données.',
    },
    spaceLow: {
      sentence: 'L’espace disque diminue.',
      help: '{{count}} Mo sont libres dans le dossier de données.',
    },
    spaceVeryLow: {
      sentence: 'L’espace disque est très faible.',
      help: '{{count}} Mo sont libres dans le dossier de données. Les conversations ne seront bientôt plus enregistrées.',
    },
    spaceReserve: {
      sentence: 'Les conversations ne sont pas enregistrées : le disque est presque plein.',
      help: 'Les derniers {{count}} Mo sont gardés pour les messages. Libérez de la place dans le dossier de données.',
    },
    descriptorsOut: {
      sentence: 'L’hôte n’a plus de descripteurs de fichiers.',
      help: 'Les appels continuent avec une réserve ; des pages peuvent ne pas se charger. Relevez la limite (ulimit -n) et consultez host.log.',
    },
    restarted: {
      sentence: 'L’hôte a eu une erreur et a redémarré de lui-même.',
      help: 'Les appels ont été repris. host.log dans le dossier de données dit pourquoi ({{count}}).',
    },
  },
}
