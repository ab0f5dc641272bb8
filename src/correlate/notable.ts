import type { Event } from '../model/event.ts'

/** Whether an event is trouble itself; the other roles only explain it or end it. */
export function isNotable({ role }: Event): boolean {
  return role === 'cause' || role === 'symptom'
}
