import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    pool: 'forks',
    // The pattern gate compiles every expression with V8's linear engine (v8.dev/blog/non-backtracking-regexp).
    execArgv: ['--enable-experimental-regexp-engine'],
  },
})
