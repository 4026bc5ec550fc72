// What the desktop shell says by itself, in Spanish.
import type { ShellWords } from './en.ts'

export const es: ShellWords = {
  open: 'Abrir Cordboard',
  quit: 'Salir de Cordboard',
  recent: 'Últimos números',
  otherOffice: 'Otra oficina…',
  goesOn:
    'Cordboard sigue sin su ventana: las llamadas suenan aquí como antes. Su icono junto al reloj, o iniciarlo de nuevo, devuelve la ventana.',
  inCall: 'Está en una llamada.',
  callGoesOn: 'Si se cierra la ventana, la llamada sigue sin ella.',
  callBreaks: 'Volver a cargar la página interrumpe el sonido un momento.',
  hide: 'Cerrar la ventana',
  reload: 'Volver a cargar',
  stay: 'Quedarse aquí',
  cut: 'Cortar',
  copy: 'Copiar',
  paste: 'Pegar',
  ok: 'Entendido',
  learnWord: 'Añadir al diccionario',
  dial: (number) => `Poner ${number} en el campo del número`,
  callRuns: 'Hay una llamada en curso.',
  callsRun: (calls) => `Hay ${calls} llamadas en curso.`,
  callsAfterQuit:
    'Si sale, quienes esperan se quedan en Asterisk, y su propia conversación queda en espera hasta que Cordboard vuelva.',
  keepRunning: 'Seguir',
  quitNow: 'Salir',
  notStarted: 'Cordboard no pudo iniciarse',
  rings: (who) => `Llamada de ${who}`,
  missed: (calls) => `Llamadas perdidas o que suenan: ${calls}`,
}
