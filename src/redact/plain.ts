import { digest } from './random.ts'
import { anyOf } from './words.ts'

const plainWords = new Set(
  `a an the and or not no yes nor of to in on at by for from with without as is are was were be been being has have
  had do does did done if then else when while until unless because but so than that this these those it its we
  you your they their there here what which who why how can cannot could may might must shall should will would
  need needs needed use used uses using set sets unset get gets got put let see true false null nil none undefined
  nan void any all some empty blank n/a na on off ok enabled disabled active inactive auto default missing present
  absent given provided supplied required optional requested expected unexpected received sent found lookup valid
  invalid expired revoked rotated refreshed changed updated unchanged mismatch mismatched match matches matched
  wrong bad good new old same different unknown unsupported unauthorized unauthenticated forbidden denied refused
  rejected accepted allowed blocked approved pending failed failure error errors redacted masked hidden omitted
  removed sanitized filtered placeholder secret secrets token tokens password passwords passphrase key keys
  credential credentials bearer basic digest apikey api auth authentication authorization oauth device gateway
  remote local shared session header headers cookie cookies cookieless mode type kind name value values field
  fields string number boolean object array text file files path paths env environment variable config
  configuration configured input output stdin prompt user username client server agent operator node control ui
  cli web webchat browser profile provider model channel bot hook hooks url start starts started stop stopped
  restart run running first last next previous current after before again also both either only already still yet
  now reason cause code count limit length size expiry ttl id ids ref refs reference source scope scopes role
  roles scheme realm format generate generated create created rotate reset paste open read load loaded stored
  store save saved reload check please short long weak ollama`.split(/\s+/),
)
const envName =
  /^(?:[A-Z]{2,}(?:_[A-Z]+){1,8}|(?=[A-Z0-9_]*(?:TOKEN|KEY|SECRET|PASS))[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){1,8})$/
const reference = /^(?:env|exec|secretref[\w-]{0,20}|op|keychain|keyring|vault):[\w./:-]+$|^(?:op|keychain):\/\//
const folders = anyOf(`home run etc var tmp usr opt root Users private mnt srv data app proc dev Library bin nix snap
  workspace`)
const knownPath = new RegExp(String.raw`^(?:[~.]{1,2}/|/${folders}/|[A-Z]:\\{1,4}\w)[\w.@/\\ -]*$`)
const fileName = /^[\w.-]{1,80}\.(?:pem|key|crt|cer|pub|p12|pfx|json|ya?ml|toml|env|txt|conf|ini|db|sqlite)$/
const masked = /^[^*•●█…]{0,7}(?:\*{3,}|[•●█]{2,}|\.{3}|…)[^*•●█…]{0,7}$/
// A reference to a variable. The default behind `:-` may be a secret.
const variable = /^\$\{[\w.$()[\]'" ]{1,80}(?::?\?[^}]{0,80}|:?[-+][^}]{0,3})?\}$/
const templates = [
  /^\$(?:[A-Z_][A-Z0-9_]*|\{\{[^}]{1,80}\}\}|\([^)]{1,80}\))$/,
  /^(?:\{\{.{1,80}\}\}|%\([^)]{1,80}\)s|%[A-Z_]{2,40}%|@[A-Z_]{2,40}@|%[sdo])$/,
]
const bracketed = [
  /^(?:<[\w .:/|_-]{1,60}>|\[[A-Za-z _./-]{1,60}\]|\([A-Za-z _./-]{1,60}\)|__[A-Za-z_]{3,60}__)$/,
  /^[[(<]?(?:redacted|masked|hidden)$/i,
]
const call = /^(?:process\.env\b|[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60}){0,6}[([])/
const object = /^(?:\{(?=["'\\]|[\w$]{1,40}:|$)|\[object|\[Object|\[Circular|\[Function)/
const quantity = /^[-+]?\d[\d.,_]*\s?[A-Za-z%]{0,3}$/
const oneCharacter = /^(.)\1+$/

const plainForms = [
  masked,
  variable,
  ...templates,
  ...bracketed,
  digest,
  oneCharacter,
  envName,
  reference,
  knownPath,
  fileName,
]

/**
 * Whether a value gives nothing away: already masked, a reference to where the secret lies, a word of prose, code, a
 * number of fewer than `digits` digits.
 */
export function isPlain(value: string, quoted: boolean, digits = 6): boolean {
  if (value.length > 200) return false
  if (value.length < 2 || !/[\p{L}\p{N}]/u.test(value)) return true
  if (plainForms.some((form) => form.test(value))) return true
  if (plainWords.has(value.toLowerCase()) || (!quoted && (call.test(value) || object.test(value)))) return true
  if (quantity.test(value)) return value.replace(/\D/g, '').length < digits
  const words = value.toLowerCase().split(/[-_\s.,:/()]+/)
  return words.length <= 12 && words.every((word) => word === '' || plainWords.has(word))
}
