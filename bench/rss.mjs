import { writeFileSync } from 'node:fs'

// Loaded before the program that is measured: says how much memory it had at its peak.
process.on('exit', () => writeFileSync(process.env['BENCH_RSS_FILE'], String(process.resourceUsage().maxRSS)))
