const vectors = [
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>', '"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>",
  '" onmouseover="alert(1)', "' autofocus onfocus='alert(1)", '</script><script>alert(1)</script>', '</style><script>alert(1)</script>', '</title><b>',
  '</pre></li></ol></main><h1>owned', '<!--', '-->', '<!-- --><script>alert(1)</script>', ']]>', '<![CDATA[<b>]]>', '<?php echo 1 ?>', '<!doctype html>',
  '<iframe srcdoc="<script>alert(1)</script>">', '<base href=//evil.example>', '<meta http-equiv=refresh content=0>', '<link rel=stylesheet href=//evil.example>',
  '<a href="javascript:alert(1)">', 'javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'https://evil.example/?q=<b>', '<form action=//evil.example><input>',
  '<template><script>alert(1)</script></template>', '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>', '<details open ontoggle=alert(1)>',
  '<object data=x>', '<embed src=x>', '<textarea>', '</textarea><b>', '<plaintext>', '<xmp><b></xmp>', '<noscript><p title="</noscript><img src=x>">', '<select><option>',
  '&lt;script&gt;', '&amp;', '&#60;script&#62;', '&#x3c;b&#x3e;', '&quot;', '&notin;', '&', '<', '>', '"', "'", '`', '\\', '%3Cscript%3E', '<\u0000script>', '<scr\u0000ipt>',
  '{{7*7}}', '${7*7}', '#{7*7}', '<%= 7*7 %>', '__proto__', 'constructor', 'toString', '$&', '$1', '$`', "$'", '\\0', '\\n', '\n', '\r\n', '\t', ' ', '\u0000',
  '\u202egnp.exe', '\u2066isolated', 'a\u200bb', '\u2028', '\u2029', '\ufeff', '\u061c', '\u200f\u200e', '\x1b[31mred\x1b[0m', '\x1b]0;title\x07', '\x1b[2J\x1b[1;1H', '\x1b]8;;https://evil.example\x1b\\x',
  '\x9b31m', '\x07', '\x08\x08', '\x7f', '\u0085', '\ud800', '\udc00\ud83d', 'שלום עולם', 'مرحبا بالعالم', 'שלום <b>', '👩‍💻', '🦞🦞🦞', '🇫🇷', 'é', 'Ａ', '漢字', 'z̸a̷l̶g̵o̴',
  '# heading', '## heading', '- item', '* item', '1. item', '> quote', '---', '===', '***', '```', '~~~', '````', '`code`', '**bold**', '_em_', '~~no~~', '[a](javascript:alert(1))',
  '![a](//evil.example/x.png)', '[a]: //evil.example', '<https://evil.example>', 'www.evil.example', 'mallory@evil.example', '@everyone', '@octocat', '#123', 'GH-1', 'octo/repo#1', '!42', '$42', '%1', '~bug', '&7',
  '| a | b |', '\\|', '|---|', ':tada:', '- [x] done', '    indented', '\tindented', '<details><summary>', '</details>', '<!-- hidden', '$$x$$', '$`x`$', '[^1]', '[^1]: note', 'a\\', '{noformat}', '{code}', '{html}',
  '{color:red}x{color}', '||head||', '|cell|', 'h1. heading', '[~mallory]', '[x|https://evil.example]', '!image.png!', '{{mono}}', '----', '??cite??', '^sup^', '{panel}', '\\\\', 'bq. quote', '{quote}',
  'SELECT 1; DROP TABLE event', '; rm -rf /', '$(reboot)', '`reboot`', '| sh', '&& reboot', '../../etc/passwd', 'C:\\Windows', 'null', 'undefined', 'NaN', 'true', '[object Object]', '0', '-1', '1e999', '[]', '{}', '{"a":1}',
  'e00000000', 'content', 'data', 's-cause', '2026-11-22T11:00:00Z', '‹token:3fa9c1›', '‹', '›', '\u00ad', '\u034f', '\u115f', '\u3164', '\ufff9x\ufffay\ufffb', '\ufffe', '\uffff', '\u{e0041}\u{e0042}', '\u{1f3f4}\u{e0067}',
] // prettier-ignore

/** Texts that somebody could write into a log for whoever opens, pastes or prints it. */
export const hostileTexts: readonly string[] = [
  ...vectors,
  'x'.repeat(70_000),
  '<'.repeat(5000),
  '`'.repeat(3000),
  'a '.repeat(3000),
  '\u202e'.repeat(200),
  '🦞'.repeat(1500),
]
