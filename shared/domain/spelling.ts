// Names spelled on a telephone keypad (ITU-T E.161): each letter is the key it stands on.
const keys: Record<string, string> = {}
for (const [key, letters] of Object.entries({ 2: 'abc', 3: 'def', 4: 'ghi', 5: 'jkl', 6: 'mno', 7: 'pqrs', 8: 'tuv', 9: 'wxyz' }))
  for (const letter of letters) keys[letter] = key

const apart: Record<string, string> = { ß: 'ss', æ: 'ae', ø: 'o', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th' }

/** A word as it is typed: `Müller` → `685537`. Accents are ignored; what stands on no key is left out. */
export function spelled(word: string): string {
  const plain = word
    .toLowerCase()
    .replace(/[ßæøœłđðþ]/g, (letter) => apart[letter] ?? letter)
    .normalize('NFD')
  return [...plain].map((letter) => (/\d/.test(letter) ? letter : (keys[letter] ?? ''))).join('')
}

/** Those whose first, last or any other name begins with the typed keys, in the order given. */
export function spelledLike<T extends { name: string }>(people: readonly T[], typed: string): T[] {
  if (typed === '') return []
  return people.filter(({ name }) => {
    const words = name.split(/[\s\-.,]+/).filter(Boolean)
    return [...words, words.join(''), [...words].reverse().join('')].some((word) => spelled(word).startsWith(typed))
  })
}
