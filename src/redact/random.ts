// How words are written by hand: `gateway`, `GATEWAY`, `item12`, `gatewayTokenStore`, a year or a day.
const word = /^(?:[A-Z]?[a-z]+\d{0,3}|[A-Z]+\d{0,3}|v?\d{1,4}[a-z]?|20\d{6})$/
const camelCase = /^[A-Za-z][a-z]{0,15}(?:[A-Z][a-z]{1,15}){1,7}\d{0,3}$/
const longestWord = 20
const separators = /[-_.:/=+~%]/

/** Whether a text is words with separators between them, as names that people make are. */
export function isWordy(text: string): boolean {
  return text
    .slice(0, 256)
    .split(separators)
    .every((part) => part === '' || (word.test(part) ? part.length <= longestWord : isCamelCase(part)))
}

/** Words of three letters on average, all but one with a vowel: random letters have more capitals, and fewer vowels. */
function isCamelCase(part: string): boolean {
  if (!camelCase.test(part)) return false
  const words = part.match(/[A-Z]?[a-z]+/g)!
  const silent = words.filter((each) => !/[aeiouy]/i.test(each)).length
  return words.length * 3 <= part.length + 2 && silent <= 1
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Many things have such an id that are no secret. */
export const isUuid = (value: string): boolean => uuid.test(value)

export const digest = /^(?:sha(?:1|256|384|512)[:-]|SHA256:)[A-Za-z0-9+/=]+$/

/** A value that no one would write by hand: for names and prose that carry secrets and other things alike. */
export function looksRandom(value: string): boolean {
  if (value.length < 8 || isUuid(value) || digest.test(value.slice(0, 256))) return false
  if (
    /^(?:https?|wss?|file):\/\//i.test(value) ||
    /\.(?:[cm]?[jt]s|json|log|sqlite|md|txt|map|node|html|css|service)$/i.test(value.slice(-12))
  )
    return false
  return value
    .slice(0, 512)
    .split(/[-_.:/@+=~]/)
    .some((part) => {
      if (part.length < 8) return false
      const digits = /\d/.test(part)
      if (digits && /[A-Za-z]/.test(part))
        return !/^(?:[A-Z]?[a-z]+|[A-Z]+)\d{1,4}$|^\d{1,3}[A-Za-z][a-z]+$|^[A-Za-z]{0,4}\d{6,8}$|^\d{8}T/.test(part)
      return !digits && part.length >= 16 && (part.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g)?.length ?? 0) >= 4
    })
}

/** Lower case, capitals and digits. */
export const isMixed = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)
