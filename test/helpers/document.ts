/** What the tests look at in the document that `--format json` prints. */
export interface Document {
  readonly schema: string
  readonly inputs: readonly {
    readonly path: string
    readonly format: string
    readonly lines: number
    readonly records: number
    readonly unparsed: number
    readonly bytes: number
    readonly firstTimestamp: string | null
    readonly lastTimestamp: string | null
    readonly notes: readonly string[]
  }[]
  readonly unreadable: readonly { readonly path: string; readonly problem: string }[]
  readonly incidents: readonly DocumentedIncident[]
  readonly benign: readonly (DocumentedEvent & { readonly why: string })[]
  readonly undecidable: readonly { readonly id: string }[]
}

export interface DocumentedIncident {
  readonly id: string
  readonly gateway: string
  readonly severity: string
  readonly state: string
  readonly openedAt: string | null
  readonly lastEventAt: string | null
  readonly cause: DocumentedCause
  readonly decision: {
    readonly verdict: string
    readonly do?: { readonly command?: string }
    readonly restart: { readonly helps: string }
    readonly rollback: { readonly helps: string }
  }
  readonly consequences: readonly DocumentedCause[]
  readonly ruledOut: readonly { readonly id: string }[]
  readonly classes: readonly string[]
  readonly impact: {
    readonly clients: readonly string[]
    readonly connections: number
    readonly remotes: number
    readonly records: number
  }
  readonly counts: Readonly<Record<string, number>>
  readonly events: readonly DocumentedEvent[]
}

export interface DocumentedCause {
  readonly id: string
  readonly class: string
  readonly confidence: number
  readonly verdict: string
  readonly explanation: string
  readonly supports: readonly string[]
}

export interface DocumentedEvent {
  readonly id: string
  readonly timestamp: string | null
  readonly class: string
  readonly role: string
  readonly pattern: string
  readonly source: string
  readonly line: number
  readonly attributes: Readonly<Record<string, string | number | boolean>>
  readonly resource: Readonly<Record<string, string | number | boolean>>
  readonly body: string
  readonly context?: { readonly before: readonly string[]; readonly after: readonly string[] }
  readonly count?: number
}

export function documentOf(stdout: string): Document {
  if (stdout === '') throw new Error('nothing was printed')
  return JSON.parse(stdout) as Document
}
