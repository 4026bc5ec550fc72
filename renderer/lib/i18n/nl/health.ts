// What is wrong with the host itself; `{{count}}` as in shared/domain/health.ts.
export const health = {
  title: 'Toestand van de host',
  andMore: '{{sentence}} (en nog {{more}})',
  problems: {
    storeFull: {
      sentence: 'De schijf is vol.',
      help: 'Gesprekken gaan door. {{count}} schrijfacties wachten in het geheugen; maak ruimte vrij in de gegevensmap.',
    },
    storeLocked: {
      sentence: 'Een ander programma houdt de database bezet.',
      help: 'Gesprekken gaan door. {{count}} schrijfacties wachten in het geheugen; sluit wat cordboard.sqlite heeft geopend.',
    },
    storeUnwritable: {
      sentence: 'In de gegevensmap kan niet worden geschreven.',
      help: 'Gesprekken gaan door. {{count}} schrijfacties wachten in het geheugen; controleer eigenaar, schijf en schrijfbeveiliging van de map.',
    },
    storeDamaged: {
      sentence: 'De database is beschadigd.',
      help: 'Gesprekken gaan zonder geschiedenis door. Kopieer nu de gegevensmap en voer uit: npm run host -- repair',
    },
    writesLost: {
      sentence: 'Een deel van de geschiedenis is verloren.',
      help: '{{count}} schrijfacties konden niet worden vastgehouden tot de schijf ze weer aannam.',
    },
    unreadableRows: {
      sentence: 'Sommige gegevens zijn niet leesbaar.',
      help: '{{count}} worden overgeslagen; host.log in de gegevensmap noemt ze.',
    },
    logFailing: {
      sentence: 'Het logboek kan niet worden geschreven.',
      help: '{{count}} regels zijn tot nu toe verloren; controleer de schijf van de gegevensmap.',
    },
    spaceLow: {
      sentence: 'De schijfruimte wordt krap.',
      help: 'Er is {{count}} MB vrij in de gegevensmap.',
    },
    spaceVeryLow: {
      sentence: 'De schijfruimte is erg krap.',
      help: 'Er is {{count}} MB vrij in de gegevensmap. Gesprekken worden binnenkort niet meer opgenomen.',
    },
    spaceReserve: {
      sentence: 'Gesprekken worden niet opgenomen: de schijf is bijna vol.',
      help: 'De laatste {{count}} MB blijven voor berichten. Maak ruimte vrij in de gegevensmap.',
    },
    descriptorsOut: {
      sentence: 'De host heeft geen bestandsdescriptors meer.',
      help: 'Gesprekken gaan door met een reserve; pagina’s laden misschien niet. Verhoog de grens (ulimit -n) en kijk in host.log.',
    },
    restarted: {
      sentence: 'De host had een fout en is zelf opnieuw gestart.',
      help: 'De gesprekken zijn hervat. host.log in de gegevensmap noemt de oorzaak ({{count}}).',
    },
  },
}
