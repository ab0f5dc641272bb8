/** All elements that a selector finds. */
export function all<Found extends Element = HTMLElement>(selector: string, within: ParentNode = document): Found[] {
  return [...within.querySelectorAll<Found>(selector)]
}

/** The first element that a selector finds. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function one<Found extends Element = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): Found | undefined {
  return within.querySelector<Found>(selector) ?? undefined
}

/** An element of SVG. */
export function make(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  return element
}

/** `11:35:53`; `precise` adds milliseconds. */
export function utc(ms: number, precise = false): string {
  return new Date(ms).toISOString().slice(11, precise ? 23 : 19)
}

/** `17:20:53` in the reader's zone, with the day where it is not the one in UTC. */
export function local(ms: number): string {
  const date = new Date(ms)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} `
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
  return date.getDate() === date.getUTCDate() ? clock : day + clock
}

export function two(number: number): string {
  return String(number).padStart(2, '0')
}

/** The reader's time zone. */
export function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Whether the reader's clock differs from UTC at that time. */
export function isElsewhere(ms: number): boolean {
  return new Date(ms).getTimezoneOffset() !== 0
}

/** Adds the reader's time to every time in an incident. */
export function showLocalTimes(article: HTMLElement): void {
  const times = all<HTMLTimeElement>('time', article)
  for (const time of times) {
    const ms = Date.parse(time.dateTime)
    if (!isElsewhere(ms)) continue
    const small = document.createElement('small')
    small.textContent = 'full' in time.dataset ? `${local(ms)} ${zone()}` : local(ms)
    small.title = zone()
    time.after(small)
  }
  const note = one('.evidence .note', article)
  if (note && times[0] && isElsewhere(Date.parse(times[0].dateTime)))
    note.append(` Times in UTC, small ones in ${zone()}.`)
}
