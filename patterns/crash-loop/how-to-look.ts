import { check } from '../steps.ts'

export const howToLook = [check.status, check.bundle, check.journal] as const
