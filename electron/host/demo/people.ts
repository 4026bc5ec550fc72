// Who calls the demo office. The numbers are of ranges that are kept free for such use (Berlin's 030 23125 0xx).
import type { Chance } from '../../engine/ports.ts'

export type Person = { name: string; company: string; number: string }

const customer = (last: string, name: string, company = ''): Person => ({ name, company, number: `+49302312500${last}` })

export const customers: readonly Person[] = [
  customer('0', 'Petra Lang', 'Lang & Sons'),
  customer('1', 'Jan de Vries', 'De Vries Bouw'),
  customer('2', 'Marie Dubois', 'Atelier Dubois'),
  customer('3', 'Luis Ortega', 'Ortega Imports'),
  customer('4', 'Tom Baker', 'Baker Street Books'),
  customer('5', 'Anna Schmidt'),
  customer('6', 'Kees Bakker', 'Bakkerij Bakker'),
  customer('7', 'Sofia Ruiz', 'Clínica Ruiz'),
  customer('8', 'Paul Martin'),
  customer('9', 'Eva Klein', 'Klein Optik'),
]

/** What some of them said after the tone. */
export const messages: readonly { words(name: string): string; heard: boolean }[] = [
  {
    words: (name) => `Hello, this is ${name}. Please move my appointment on Thursday to the week after. Thank you.`,
    heard: false,
  },
  { words: (name) => `${name} speaking. I have a question about the last invoice. You can reach me until four.`, heard: false },
  { words: (name) => `${name} here. What you asked for has arrived. See you soon.`, heard: false },
  { words: (name) => `This is ${name}. Everything is settled, there is no need to call back.`, heard: true },
]

/** Whoever calls next: mostly somebody known, with the name their telephone sends. */
export function someone(chance: Chance): { number: string; name: string } {
  const person = customers[Math.floor(chance.next() * customers.length * 1.25)]
  return person ?? { number: `+493023125${String(Math.floor(10 + chance.next() * 89)).padStart(3, '0')}`, name: '' }
}
