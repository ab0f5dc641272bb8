import { all, one } from './dom.ts'

/** Puts a button beside each command that copies it. */
export function addCopyButtons(): void {
  for (const command of all('.command')) {
    const code = one('code', command)!
    const text = code.textContent ?? ''
    const button = document.createElement('button')
    button.className = 'button'
    button.textContent = 'Copy'
    button.type = 'button'
    button.setAttribute('aria-label', `Copy: ${text}`)
    const say = (word: string): void => {
      button.textContent = word
      setTimeout(() => (button.textContent = 'Copy'), 1500)
    }
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(text).then(
        () => say('Copied'),
        () => {
          // Copying is not allowed here: select it, so that one key is enough.
          getSelection()?.selectAllChildren(code)
          say('Press Ctrl+C')
        },
      )
    })
    command.append(button)
  }
}

export function startThemeButton(): void {
  const button = one('[data-do=theme]')!
  const root = document.documentElement
  let isDark = matchMedia('(prefers-color-scheme: dark)').matches
  const label = (): void => {
    button.textContent = isDark ? 'Light' : 'Dark'
  }
  label()
  button.addEventListener('click', () => {
    isDark = !isDark
    root.dataset['theme'] = isDark ? 'dark' : 'light'
    label()
  })
}

/** Saves the data unpacked, where the browser can unpack it. */
export function startDataButton(): void {
  const link = one<HTMLAnchorElement>('#data')!
  if (typeof DecompressionStream === 'undefined') return
  link.addEventListener('click', (event) => {
    event.preventDefault()
    void saveUnpacked(link)
  })
}

export async function saveUnpacked(link: HTMLAnchorElement): Promise<void> {
  const packed = Uint8Array.from(atob(link.href.slice(link.href.indexOf(',') + 1)), (each) => each.charCodeAt(0))
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
  const data = await new Response(stream).arrayBuffer()
  const file = document.createElement('a')
  file.href = URL.createObjectURL(new Blob([data], { type: 'application/json' }))
  file.download = link.download.replace(/\.gz$/, '')
  file.click()
  setTimeout(() => URL.revokeObjectURL(file.href), 10_000)
}
