// Sets the colour scheme and the density before the first paint; Mantine's own ColorSchemeScript is inline, which the policy forbids.
;(() => {
  let scheme = 'auto'
  let density = 'comfortable'
  try {
    scheme = localStorage.getItem('mantine-color-scheme-value') || 'auto'
    density = localStorage.getItem('cordboard.density') || density
  } catch {
    // Storage may be forbidden; the system's scheme is then right.
  }
  const dark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  document.documentElement.setAttribute('data-density', density)
})()
