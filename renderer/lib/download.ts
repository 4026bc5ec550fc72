// A file made in the page, handed to the browser.

/** Saves the text, or what else there is, under that name, as if it had been downloaded. */
export function saveAs(name: string, content: string | Blob, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
