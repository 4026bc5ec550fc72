// The office's scripts.
export const scripts = {
  waiting: 'Deze bestanden kwamen met een teruggezette back-up. Er draait geen script voordat u ze goedkeurt.',
  approve: 'Goedkeuren',
  help: 'Gespreksafhandeling in TypeScript, uitgevoerd door Script-stappen. Een gewijzigd bestand geldt voor het volgende gesprek. Ze staan in',
  good: 'In orde',
  failed: 'De laatste keer mislukt',
  broken: 'Kan niet worden geladen',
  name: 'Script',
  state: 'Toestand',
  flows: 'Uitgevoerd door',
  changed: 'Gewijzigd',
  /** At the Script step. */
  missing: 'De host heeft nog geen script met deze naam.',
  hasFailed: 'De laatste keer mislukte het; Instellingen → Scripts toont waar.',
  isBroken: 'Het kan niet worden geladen; Instellingen → Scripts toont waar.',
  nobody: 'Geen flow',
  first: 'Een eerste, op te slaan als reception.ts:',
  copy: 'Kopiëren',
  copied: 'Gekopieerd',
}
