// The office's scripts.
export const scripts = {
  waiting: 'Estos archivos llegaron con una copia restaurada. Ningún script se ejecuta antes de que los apruebe.',
  approve: 'Aprobar',
  help: 'Tratamiento de llamadas en TypeScript, ejecutado por los pasos Script. Un archivo cambiado vale para la próxima llamada. Están en',
  good: 'En orden',
  failed: 'La última ejecución falló',
  broken: 'No se puede cargar',
  name: 'Script',
  state: 'Estado',
  flows: 'Ejecutado por',
  changed: 'Cambiado',
  /** At the Script step. */
  missing: 'El servidor aún no tiene un script con este nombre.',
  hasFailed: 'Su última ejecución falló; Ajustes → Scripts dice dónde.',
  isBroken: 'No se puede cargar; Ajustes → Scripts dice dónde.',
  nobody: 'Ningún flujo',
  first: 'Uno primero, para guardar como reception.ts:',
  copy: 'Copiar',
  copied: 'Copiado',
}
