import type { Effect } from './decision.ts'
import type { Event } from './event.ts'

/** What starts the gateway, as far as the log shows it. */
export type Supervisor =
  | 'systemd-user'
  | 'systemd-system'
  | 'launchd'
  | 'windows-task'
  | 'compose'
  | 'docker'
  | 'kubernetes'
  | 'home-assistant'
  | 'foreground'
  | 'unknown'

/** Where the gateway runs, so that a step names commands that exist there. Values stand as the log has them. */
export interface Platform {
  readonly os: 'linux' | 'macos' | 'windows' | 'unknown'
  readonly supervisor: Supervisor
  readonly unit?: string
  readonly container?: string
  readonly service?: string
}

/** What is known of the program's own commands and of the places it runs in. patterns/operations/ has the words. */
export interface Operations {
  /** Tells the platform from the events of a gateway. */
  readonly platformOf: (events: readonly Event[]) => Platform
  /** A command in the words of a platform; `undefined`: there is none for it there. */
  readonly translate: (command: string, platform: Platform) => string | undefined
  /** What a command changes; empty: it only reads. */
  readonly effectsOf: (command: string) => readonly Effect[]
}
