import { defineConfig } from 'vitest/config'
import { patience, testTimeout } from './test/helpers/patience.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout,
    hookTimeout: testTimeout,
    teardownTimeout: testTimeout,
    expect: { poll: { timeout: patience } },
    pool: 'forks',
    // The pattern gate compiles every expression with V8's linear engine (v8.dev/blog/non-backtracking-regexp).
    execArgv: ['--enable-experimental-regexp-engine'],
  },
})
