// Herramientas del editor: marcos, completado, días especiales, grabación.
export const toolFields = { exceptions: 'Días con horario propio' }

export const editorTools = {
  frames: {
    add: 'Marco',
    title: 'Título del marco',
    list: 'Marcos',
    chooseAll: 'Doble clic: elegir el marco y su contenido',
    colour: (name: string) => `Color: ${name}`,
    colours: { grey: 'gris', blue: 'azul', green: 'verde', yellow: 'amarillo', red: 'rojo', violet: 'violeta' },
  },
  completion: {
    list: 'Sugerencias',
    variable: 'variable',
    at: (position: number) => `En el carácter ${position}:`,
    functions: {
      length: 'Cuántos caracteres tiene un texto',
      contains: 'Si el texto contiene el otro',
      startsWith: 'Si el texto empieza por el otro',
      endsWith: 'Si el texto termina en el otro',
      lower: 'En minúsculas',
      upper: 'En mayúsculas',
      trim: 'Sin espacios en los extremos',
      slice: 'De un lugar a otro, contados desde 0; negativo desde el final',
      number: 'El número que representa un texto, o 0',
      round: 'Al número entero más próximo',
    },
  },
  ownDays: {
    add: 'Añadir un día',
    closed: 'cerrado todo el día',
    addHours: 'Añadir horas',
    removeHours: 'Quitar estas horas',
    from: 'Abre',
    to: 'Cierra',
    date: 'Fecha',
  },
  microphone: {
    start: 'Grabar con el micrófono',
    running: 'Grabando',
    stop: 'Parar',
    keep: 'Guardar',
    again: 'Grabar de nuevo',
    discard: 'Descartar',
    level: 'Nivel del micrófono',
    name: 'Nombre en la biblioteca',
    refused: 'No se puede usar el micrófono: permítalo para esta página y compruebe que hay uno conectado.',
    nothing: 'No se ha grabado nada.',
    listen: 'Escuchar la grabación',
    named: (when: string) => `Grabación del ${when}`,
  },
}
