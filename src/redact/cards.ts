import { joined, matchesOf, type Found, type Shape } from './shape.ts'

const cardNumber = /(?<![\w.-])[2-6]\d{3}(?:[ -]?\d)+/g
const payment = /\b(?:card|credit|debit|visa|mastercard|amex|maestro|payment|pan)(?:[-_ ]?(?:number|no|num))?\b/i
const checkCode = /(?:(?<![a-z])cv[cv]2?|securitycode|card[-_]?code)(?:\\*["'])?\s*[:=]\s*(?:\\*["'])?(?<secret>\d+)/g

/** The check digit of payment cards (ISO/IEC 7812-1). */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}

function* cards(text: string, lower: string): Generator<Found> {
  for (const { 0: number, index } of matchesOf(text, cardNumber)) {
    const end = index + number.length
    const digits = number.length > 40 ? '' : number.replace(/\D/g, '')
    if (digits.length < 13 || digits.length > 19 || /[\w-]/.test(text[end] ?? '')) continue
    if (passesLuhn(digits) && payment.test(text.slice(Math.max(0, index - 80), index))) yield { start: index, end }
  }
  for (const match of matchesOf(lower, checkCode)) {
    const { length } = match.groups!['secret']!
    const end = match.index + match[0].length
    if (length === 3 || length === 4) yield { start: end - length, end }
  }
}

/** Numbers of payment cards. */
export const cardShapes: readonly Shape[] = [
  {
    id: 'card',
    kind: 'card',
    keywords: ['card', 'credit', 'debit', 'visa', 'amex', 'maestro', 'payment', 'pan', 'cvv', 'cvc', 'securitycode'],
    match: cards,
    examples: {
      hits: [
        [joined('card number 4242 4242 4242 ', '4242 declined'), '4242 4242 4242 4242'],
        ['"cvc":"123"', '123'],
      ],
      misses: ['card 1795345780360 shown', 'payment id 4242424242424243', 'adaptive card v1.5'],
    },
  },
]
