// The office's scripts.
export const scripts = {
  help: 'Tratamiento de llamadas en TypeScript, ejecutado por los pasos Script. Un archivo cambiado vale para la próxima llamada. Están en',
  good: 'en orden',
  failed: 'la última ejecución falló',
  broken: 'no se puede cargar',
  name: 'Script',
  state: 'Estado',
  flows: 'Ejecutado por',
  changed: 'Cambiado',
  nobody: 'ningún flujo',
}
