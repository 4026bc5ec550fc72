// The office's scripts.
export const scripts = {
  help: 'Gespreksafhandeling in TypeScript, uitgevoerd door Script-stappen. Een gewijzigd bestand geldt voor het volgende gesprek. Ze staan in',
  good: 'in orde',
  failed: 'de laatste keer mislukt',
  broken: 'kan niet worden geladen',
  name: 'Script',
  state: 'Toestand',
  flows: 'Uitgevoerd door',
  changed: 'Gewijzigd',
  nobody: 'geen stroom',
}
