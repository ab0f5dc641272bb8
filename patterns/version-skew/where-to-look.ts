import { check } from '../steps.ts'

export const whereToLook = [
  check.versions,
  check.status,
  { what: 'What the service starts', command: 'systemctl --user cat openclaw-gateway | grep ExecStart' },
] as const
