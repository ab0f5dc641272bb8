import type { Operations } from '../../src/model/platform.ts'
import { effectsOf } from './effects.ts'
import { platformOf } from './platform.ts'
import { translate } from './translate.ts'

/** What is known of OpenClaw's commands and of the places that it runs in. */
export const operations: Operations = { platformOf, translate, effectsOf }
