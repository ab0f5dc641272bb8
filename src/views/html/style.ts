/** The page's style sheet. Positions come from SVG attributes, because the page's policy forbids style attributes. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f7f6f3, #0f1216);
  --card: light-dark(#ffffff, #171b21);
  --sunk: light-dark(#f3f2ee, #11151a);
  --ink: light-dark(#1b1e24, #e8eaed);
  --soft: light-dark(#565d68, #a4adb8);
  --line: light-dark(#e2e0da, #2a3038);
  --link: light-dark(#1f5fbf, #82b4ff);
  --cause: light-dark(#c22f28, #ff8078);
  --symptom: light-dark(#8f5a00, #f0b64a);
  --context: light-dark(#5a6675, #9fabba);
  --recovery: light-dark(#18774a, #56cf95);
  --tint: light-dark(#fbeeec, #2b1a1b);
  --mark: light-dark(#fff3c4, #4a3d10);
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
:root[data-theme=light] { color-scheme: light }
:root[data-theme=dark] { color-scheme: dark }
* { box-sizing: border-box }
[hidden] { display: none !important }
html { scroll-padding-top: 4rem; -webkit-text-size-adjust: 100% }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif;
}
main, .bar > div, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem }
a { color: var(--link); text-underline-offset: .18em }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px }
h1, h2, h3 { line-height: 1.22; text-wrap: balance; overflow-wrap: anywhere; margin: 0 }
p { margin: 0 }
code, pre, .mono { font-family: var(--mono); font-size: .86em; font-variant-ligatures: none }
button, select, input { font: inherit; color: inherit }
body > svg { position: absolute }
.skip { position: absolute; left: -99rem }
.skip:focus { left: 1rem; top: .6rem; z-index: 9; background: var(--card); padding: .4rem .8rem }

.bar {
  position: sticky; top: 0; z-index: 5; background: color-mix(in srgb, var(--paper) 92%, transparent);
  backdrop-filter: blur(8px); border-bottom: 1px solid var(--line)
}
.bar > div { display: flex; gap: .25rem 1.1rem; align-items: center; min-height: 3rem }
.bar b { font-weight: 650; letter-spacing: -.01em; white-space: nowrap }
.bar nav { display: flex; gap: 1.1rem; margin-right: auto; overflow: hidden }
.bar nav a { color: var(--soft); text-decoration: none; font-size: .87rem; white-space: nowrap }
.bar nav a:hover { color: var(--ink); text-decoration: underline }
.button {
  border: 1px solid var(--line); background: var(--card); border-radius: 6px; padding: .18rem .6rem;
  font-size: .82rem; line-height: 1.5; cursor: pointer; white-space: nowrap; color: var(--ink); text-decoration: none
}
.button:hover { border-color: var(--soft) }
.button:disabled { opacity: .45; cursor: default }

.incident + .incident { margin-top: 4rem; padding-top: 2.5rem; border-top: 3px double var(--line) }
.head { padding: 2.6rem 0 .4rem }
.kicker {
  display: flex; flex-wrap: wrap; gap: .4rem .9rem; align-items: center; color: var(--soft); font-size: .86rem;
  margin-bottom: 1rem
}
.decision {
  margin: 1rem 0;
  padding: 0.75rem 1rem;
}
.decision dl {
  margin: 0;
}
.decision dt {
  font-weight: 600;
}
.decision dd {
  margin: 0 0 0.5rem;
  font-weight: 400;
}
.verdict {
  font-size: .95rem; font-weight: 650; color: light-dark(#fff, #14171c); background: var(--grave); border-radius: 5px;
  padding: .22rem .75rem .25rem; letter-spacing: .005em
}
.severity { color: var(--grave); font-weight: 600 }
.critical, .high { --grave: var(--cause) } .medium { --grave: var(--symptom) } .low { --grave: var(--context) }
.head h1, .head h2 {
  font-size: clamp(1.5rem, 3.6vw, 2.15rem); font-weight: 680; letter-spacing: -.022em; max-width: 30em
}
.lead {
  font-size: 1.06rem; line-height: 1.6; color: var(--ink); max-width: 46em; margin-top: .9rem; text-wrap: pretty;
  overflow-wrap: anywhere
}
.facts {
  display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0 2rem; margin: 1.7rem 0 0;
  border-top: 1px solid var(--line)
}
.facts > div { padding: .7rem 0 .75rem; border-bottom: 1px solid var(--line); min-width: 0 }
.facts .wide { grid-column: span 2 }
dt { font-size: .78rem; color: var(--soft) }
dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; font-variant-numeric: tabular-nums }
dd small { display: block; font-weight: 400; color: var(--soft); font-size: .84rem; line-height: 1.45 }
.meter {
  display: block; width: 100%; height: 5px; margin: .35rem 0 .25rem; border-radius: 3px; background: var(--line);
  overflow: hidden
}
.meter rect { fill: var(--ink) }

.part { margin-top: 2.9rem }
.part > h2, .part > h3 { font-size: 1.22rem; font-weight: 650; letter-spacing: -.012em }
.part > .note { color: var(--soft); font-size: .9rem; margin-top: .2rem; max-width: 52em }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin-top: 1rem }

.picture { padding: .9rem 1.1rem .8rem; position: relative }
.tools { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin-bottom: .5rem }
.tools output { margin-right: auto; font-size: .86rem; color: var(--soft); font-variant-numeric: tabular-nums }
.plot { position: relative; --name: 9.5rem }
.lane, .axis { display: grid; grid-template-columns: var(--name) minmax(0, 1fr) }
.source { font-size: .82rem; font-weight: 600; padding: .55rem 0 .15rem; overflow-wrap: anywhere }
.lane > span {
  display: flex; align-items: center; gap: .4rem; font-size: .82rem; color: var(--soft); height: 30px;
  white-space: nowrap
}
.lane > span em { font-style: normal; margin-left: auto; padding-right: .8rem; font-variant-numeric: tabular-nums }
.track {
  display: block; width: 100%; height: 30px; overflow: visible; border-bottom: 1px solid var(--line);
  touch-action: pan-y
}
.axis svg { display: block; width: 100%; height: 24px; overflow: visible }
.axis text { font-size: 11px; fill: var(--soft); font-variant-numeric: tabular-nums; text-anchor: middle }
.axis line, .grid { stroke: var(--line) }
.moment { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 3 3 }
.quiet-band { fill: url(#quiet) }
#quiet path { stroke: var(--line); stroke-width: 2 }
.glyph { width: 14px; height: 14px; flex: none; overflow: visible }
.cause { --role: var(--cause) }
.symptom { --role: var(--symptom) }
.context { --role: var(--context) }
.recovery { --role: var(--recovery) }
.glyph, .track use { fill: var(--role); stroke: var(--role) }
.context .glyph, .context use, .glyph.context { fill: var(--card) }
.track .counted { fill: var(--role); opacity: .42 }
.track rect.bar-mark { fill: var(--role); opacity: .88 }
.track a { outline: none; cursor: pointer }
.track a:hover use, .track a:hover rect, .track a:focus use, .track a:focus rect {
  stroke: var(--ink); stroke-width: 2.5; paint-order: stroke
}
.brush {
  position: absolute; top: 0; bottom: 24px; background: var(--link); opacity: .16; pointer-events: none;
  border-radius: 2px
}
.tip {
  position: absolute; z-index: 4; max-width: 22rem; background: var(--ink); color: var(--paper); font-size: .8rem;
  line-height: 1.4; border-radius: 6px; padding: .3rem .6rem; pointer-events: none; overflow-wrap: anywhere
}
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; font-size: .8rem; color: var(--soft); margin-top: .7rem }
.legend span { display: inline-flex; gap: .35rem; align-items: center }
.legend em { font-style: normal }
.legend p { flex-basis: 100% }

.filter {
  position: sticky; top: 3rem; z-index: 3; display: flex; flex-wrap: wrap; gap: .4rem; align-items: center;
  background: var(--paper); padding: .6rem 0; margin-top: .4rem
}
.filter input, .filter select {
  border: 1px solid var(--line); background: var(--card); border-radius: 6px; padding: .28rem .5rem;
  font-size: .86rem; min-width: 0
}
.filter input { flex: 1 1 12rem }
.filter select { max-width: 11rem }
.filter output { font-size: .84rem; color: var(--soft); font-variant-numeric: tabular-nums }
.events { list-style: none; margin: .6rem 0 0; padding: .2rem 0; overflow: hidden }
.event { display: grid; grid-template-columns: 7.2rem 1.9rem minmax(0, 1fr); padding: 0 1.1rem 0 0; position: relative }
.event > .when, .event > .what { padding-top: .6rem; padding-bottom: .6rem }
.event:target, .likes li:target { background: var(--mark) }
.when {
  text-align: right; font-size: .82rem; font-variant-numeric: tabular-nums; color: var(--soft); padding-right: .5rem
}
.when a { color: inherit; text-decoration: none; display: block }
.when a:hover { text-decoration: underline }
.when small { display: block; font-size: .92em; opacity: .9 }
.rail { display: flex; justify-content: center; padding-top: .9rem; position: relative }
.rail::before { content: ''; position: absolute; top: 0; bottom: 0; left: 50%; border-left: 1px solid var(--line) }
.rail svg { position: relative }
.what { min-width: 0 }
.what > p { display: flex; flex-wrap: wrap; gap: 0 .7rem; align-items: baseline }
.what > p strong { font-weight: 600; overflow-wrap: anywhere }
.what > p .times { color: var(--cause); font-weight: 650; font-size: .88rem }
.what > p .place { margin-left: auto; color: var(--soft); font-size: .8rem; overflow-wrap: anywhere }
.tags { color: var(--soft); font-size: .8rem; white-space: nowrap }
.tags b { color: var(--role); font-weight: 600 }
.body {
  margin: .2rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--soft); font-size: .8rem;
  line-height: 1.5; direction: ltr; unicode-bidi: isolate
}
.cause .body { color: var(--ink) }
.more { margin-top: .3rem; font-size: .82rem }
.more summary, .fold summary { cursor: pointer; color: var(--link); width: fit-content }
.around {
  margin: .4rem 0 0; padding: .6rem .8rem; background: var(--sunk); border-radius: 6px; overflow-x: auto;
  font-size: .78rem; line-height: 1.55
}
.around div {
  white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; padding-left: 4.2em; text-indent: -4.2em;
  color: var(--soft)
}
.around i {
  font-style: normal; display: inline-block; width: 3.6em; margin-right: .6em; text-indent: 0; text-align: right;
  opacity: .9; user-select: none
}
.around .this { color: var(--ink); background: var(--mark) }
.attributes {
  display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 1rem; margin: .45rem 0 0;
  font-size: .78rem
}
.attributes dt { font-size: inherit } .attributes dd { font-weight: 400; font-family: var(--mono); font-size: .95em }
.day { padding: .9rem 1.1rem .3rem 7.2rem; font-weight: 650; font-size: .86rem }
.day + .event .rail::before { top: .9rem }
.gap {
  display: flex; align-items: center; gap: .8rem; padding: .3rem 1.1rem .3rem 7.7rem; font-size: .8rem;
  color: var(--soft)
}
.gap::after { content: ''; flex: 1; border-top: 2px dotted var(--line) }
.fold {
  display: grid; grid-template-columns: 9.1rem minmax(0, 1fr); padding: .5rem 1.1rem .5rem 0; font-size: .86rem;
  position: relative
}
.fold::before {
  content: ''; position: absolute; top: 0; bottom: 0; left: calc(8.15rem - 1px); border-left: 2px dotted var(--line)
}
.fold > span {
  text-align: right; font-size: .82rem; font-variant-numeric: tabular-nums; color: var(--soft); padding-right: 2.4rem
}
.fold ul { margin: .15rem 0 0; padding: 0 0 0 1.1rem; color: var(--soft) }
.likes {
  list-style: none; margin: 0; padding: 0 .7rem; background: var(--sunk); font-size: .8rem; line-height: 1.6;
  content-visibility: auto; contain-intrinsic-size: auto 128em
}
summary + .likes { margin-top: .5rem; padding-top: .5rem } .likes:last-child { padding-bottom: .5rem }
.likes li { overflow-wrap: anywhere; padding-left: 1em; text-indent: -1em }
.likes a { color: inherit; font-variant-numeric: tabular-nums }
.likes b { font-weight: 400; color: var(--soft); margin: 0 .6em }
.likes b::before { content: 'like no. ' }
.likes q { quotes: none; font-family: var(--mono); font-size: .95em; unicode-bidi: isolate; direction: ltr }

.two {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.4rem 2.6rem;
  margin-top: 1rem
}
.two h3, .two h4 { font-size: .95rem; font-weight: 650; margin-bottom: .5rem }
.two ul + h3, .two ul + h4, .two p + h3, .two p + h4 { margin-top: 1.4rem }
.plain { list-style: none; margin: 0; padding: 0 }
.plain > li { padding: .5rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere }
.plain > li > small { display: block; color: var(--soft); font-size: .88rem }
.signed > li { padding-left: 1.5rem; position: relative }
.signed > li::before {
  content: attr(data-sign); position: absolute; left: .1rem; font-weight: 700; color: var(--recovery)
}
.signed > .against::before { color: var(--cause) }

.phases { list-style: none; margin: 1rem 0 0; padding: 0; counter-reset: phase }
.phases > li {
  counter-increment: phase; display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: .2rem 1.6rem;
  padding: 1rem 1.1rem; border-top: 1px solid var(--line)
}
.phases > li:first-child { border-top: 0 }
.phases h3, .phases h4 { font-size: .98rem; font-weight: 650 }
.phases h3::before, .phases h4::before { content: counter(phase) '  '; color: var(--soft); font-weight: 400 }
.phases p { color: var(--soft); font-size: .86rem }
.steps { list-style: none; margin: 0; padding: 0 }
.steps li + li { margin-top: .6rem }
.steps label { display: flex; gap: .6rem; align-items: baseline }
.steps input {
  flex: none; width: 1rem; height: 1rem; margin: 0; position: relative; top: .15rem; accent-color: var(--recovery)
}
.steps input:checked + span { color: var(--soft); text-decoration: line-through }
.command {
  display: flex; gap: .6rem; align-items: flex-start; margin: .25rem 0 0 1.6rem; background: var(--sunk);
  border-radius: 6px; padding: .38rem .4rem .38rem .75rem
}
.command code { flex: 1; white-space: pre-wrap; overflow-wrap: anywhere; padding-top: .1rem }

.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; margin-top: .8rem; font-size: .86rem }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .8rem; white-space: nowrap }
th, td {
  padding: .42rem .9rem .42rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere
}
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.index { min-width: 46rem }
.index td:first-child { font-weight: 600 } .index td:nth-child(n + 2) { white-space: nowrap }
.index a { text-decoration: none } .index a:hover { text-decoration: underline }
footer { color: var(--soft); font-size: .86rem; padding-top: 2.5rem; padding-bottom: 3.5rem }

@media (max-width: 46rem) {
  body { font-size: 14.5px }
  main, .bar > div, footer { padding-left: .9rem; padding-right: .9rem }
  .bar nav { display: none } .bar b { margin-right: auto }
  .head { padding-top: 1.6rem }
  .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 1.2rem }
  .plot { --name: 6.4rem } .lane > span em { padding-right: .5rem }
  .picture { padding: .8rem .7rem }
  .filter { position: static }
  .filter select { flex: 1 1 40%; max-width: none }
  .event { grid-template-columns: 1.7rem minmax(0, 1fr); padding: 0 .8rem 0 .2rem }
  .event > .when { grid-column: 2; grid-row: 1; text-align: left; padding: .6rem 0 0; display: flex; gap: .6rem }
  .when a { display: flex; gap: .6rem }
  .rail { grid-column: 1; grid-row: 1 / span 2; padding-top: .65rem }
  .event > .what { grid-column: 2; padding-top: .1rem }
  .what > p .place { margin-left: 0; flex-basis: 100% }
  .day { padding-left: 1.9rem } .gap { padding-left: 1.9rem }
  .fold { display: block; padding-left: 1.9rem }
  .fold::before { left: calc(1.05rem - 1px) }
  .fold > span { display: block; text-align: left; padding: 0 }
  .phases > li { grid-template-columns: minmax(0, 1fr); gap: .6rem }
  .command { margin-left: 0; flex-wrap: wrap }
  th, td { padding-right: .6rem }
}
@media print {
  @page { size: A4; margin: 13mm 13mm 14mm }
  :root, :root[data-theme] { color-scheme: light; --paper: #fff; --sunk: #f6f6f4 }
  body { font-size: 8.8pt; line-height: 1.38 }
  main, footer { max-width: none; padding: 0 }
  .bar, .filter, .tools, .keys, .skip, .command button, .more, .tip, .brush { display: none !important }
  .head { padding-top: 0 } .part { margin-top: 1.2rem } .card { border-radius: 4px; margin-top: .6rem }
  .head h1, .head h2 { font-size: 17pt }
  .lead { font-size: 9.6pt; margin-top: .5rem }
  .facts { margin-top: .9rem }
  .facts > div { padding: .35rem 0 }
  .picture, .phases > li, .facts > div, .plain > li, tr { break-inside: avoid }
  .events { overflow: visible }
  .event { break-inside: avoid; grid-template-columns: 5.6rem 1.6rem minmax(0, 1fr) }
  .event > .when, .event > .what { padding-top: .22rem; padding-bottom: .22rem }
  .rail { padding-top: .42rem } .day + .event .rail::before { top: .42rem }
  .day { padding: .3rem 1.1rem .1rem 7.2rem }
  .fold { grid-template-columns: 7.2rem minmax(0, 1fr) }
  .fold::before { left: 6.3rem }
  .fold > span { padding-right: 1.9rem }
  .body { font-size: 7pt; line-height: 1.38; margin: .05rem 0 0 }
  .phases > li { padding: .5rem .9rem; grid-template-columns: 11rem minmax(0, 1fr) }
  .steps li + li { margin-top: .3rem } .command { padding: .12rem .5rem; margin-top: .1rem }
  .plain > li { padding: .28rem 0 } .two { margin-top: .5rem }
  h1, h2, h3, h4, .day, .note { break-after: avoid }
  .fold details > ol { display: none }
  .fold summary { color: inherit }
  .fold summary::after { content: '; each of them is in the file' }
  .incident + .incident { break-before: page; border: 0; margin: 0; padding: 0 }
  a { color: inherit; text-decoration: none }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
`.replace(/\n\s*/g, '\n')
