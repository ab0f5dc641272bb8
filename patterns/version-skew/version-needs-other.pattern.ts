import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const versionNeedsOther = definePattern({
  id: 'version.needs-other',
  class: 'version-skew',
  role: 'cause',
  title: '{part} has {has}, needs {needs}',
  description:
    'One part refuses another for its version: the schema of a database against the build, SQLite or Node.js against ' +
    'OpenClaw, a native module against Node.js, or a state that an earlier version left and that must be migrated.',
  keywords: ['newer schema version', 'requires SQLite', 'NODE_MODULE_VERSION', 'requires migration for'],
  match: anyOf(
    sequence(
      /(?<database>(?:OpenClaw|Logbook|Legacy)[\w -]*? (?:database|store))\b/,
      /.*? uses newer schema version (?<schema>\d+)(?:; this (?:OpenClaw )?build supports (?<supported>\d+))?/,
    ),
    sequence(
      /requires SQLite (?<sqlite>\d+\.\d+\.\d+\+?)/,
      /.*? Node v?(?<node>\d+\.\d+\.\d+) (?:embeds|uses shared system) SQLite (?<embedded>\d+\.\d+\.\d+)/,
    ),
    // Node.js itself breaks the sentence into lines.
    /NODE_MODULE_VERSION (?<compiled>\d+)\. This version of Node\.js requires(?:\s+NODE_MODULE_VERSION (?<abi>\d+))?/,
    /(?<legacy>Legacy [\w -]+) requires migration for (?<path>[^;\s]+)/,
  ),
  fields: (groups) => {
    const { database, schema, supported, sqlite, node, embedded, compiled, abi, legacy, path } = groups
    if (database !== undefined)
      return {
        part: database.trim(),
        has: `schema ${schema!}`,
        needs: supported && `at most schema ${supported}`,
        older: 'build',
      }
    if (sqlite !== undefined)
      return { part: `Node ${node!}`, has: `SQLite ${embedded!}`, needs: `SQLite ${sqlite}`, older: 'node' }
    if (compiled !== undefined)
      return {
        part: 'a native module',
        has: `module version ${compiled}`,
        needs: abi && `module version ${abi}`,
        older: 'module',
      }
    return { part: legacy, has: 'the form of an earlier version', needs: 'migration', path, older: 'state' }
  },
  examples: {
    hits: [
      {
        line: 'NODE_MODULE_VERSION 115. This version of Node.js requires NODE_MODULE_VERSION 137.',
        fields: { has: 'module version 115', needs: 'module version 137', older: 'module' },
      },
      {
        line: 'Gateway failed to start: OpenClaw state database /home/ann/.openclaw/state/openclaw.sqlite uses newer schema version 7; this OpenClaw build supports 3. Upgrade OpenClaw before opening this database.',
        fields: { part: 'OpenClaw state database', has: 'schema 7', needs: 'at most schema 3', older: 'build' },
      },
      {
        line: '[openclaw] Reason: OpenClaw requires SQLite 3.51.3+, 3.50.7+ within 3.50.x, or 3.44.6+ within 3.44.x for WAL safety; Node 24.9.0 embeds SQLite 3.45.0, which is affected by a bug.',
        fields: { part: 'Node 24.9.0', has: 'SQLite 3.45.0', needs: 'SQLite 3.51.3+', older: 'node' },
      },
      {
        line: '[cron] job failed: StartupMaintenanceRequiredError: Legacy workspace setup state requires migration for /home/ann/ws; run openclaw doctor --fix.',
        fields: { part: 'Legacy workspace setup state', path: '/home/ann/ws', older: 'state' },
      },
    ],
    misses: ['The docs say which schema version a database has', 'requires migration for'],
  },
})
