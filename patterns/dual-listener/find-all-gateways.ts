import { check } from '../steps.ts'

export const findAllGateways = [check.status, check.listeners, check.units, check.containers] as const
