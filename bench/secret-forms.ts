/**
 * Forms of tokens as their vendors document them, in our own words: what stands before the random part, and in angle
 * brackets an alphabet and a length; what stands in front of a bar is no secret. They are written apart from the rules
 * in `src/redact/`, so that a rule that is too narrow shows.
 */
export const tokenForms: Readonly<Record<string, readonly string[]>> = {
  models: [
    'sk-ant-api03-<url:93>AA', 'sk-proj-<url:120>', 'sk-<base62:48>', 'sk-or-v1-<hex:64>', 'gsk_<base62:52>',
    'pplx-<base62:48>', 'xai-<base62:80>', 'fw_<base62:22>', 'csk-<lower:48>', 'nvapi-<url:64>', 'hf_<letters:34>',
    'api_org_<letters:34>', 'r8_<base62:37>', 'tvly-dev-<base62:32>', 'sk_<hex:48>', 'lsv2_pt_<hex:32>_<hex:10>',
    'fc-<hex:32>', 'apify_api_<base62:36>', 'pcsk_<base62:6>_<base62:63>', 'bb_live_<url:27>', 'mem0_<base62:32>',
    'am_<url:40>', 'hsk-<base62:32>', 'brv_<base62:32>', 'retaindb_<base62:24>', 'llx-<base62:48>',
  ],
  clouds: [
    'AKIA<base32:16>', 'ASIA<base32:16>', 'ABSK<base64:110>', 'AIza<url:35>', 'ya29.<url:120>', 'GOCSPX-<url:28>',
    'LTAI<base62:20>', 'AKID<base62:32>', 'dop_v1_<hex:64>', 'cfut_<base62:40><hex:8>', 'v1.0-<hex:24>-<hex:146>',
    '4b1d<base62:38>', 'dapi<hex:32>', 'HRKU-AA<url:58>', 'vcp_<base62:56>', 'nfp_<base62:36>', 'fm2_<base64:120>',
    'sbp_<hex:40>', 'pscale_tkn_<url:43>', 'napi_<base62:64>', 'AVNS_<url:19>', 'rnd_<base62:28>', 'tk-us-<url:48>',
    'ddp_<base62:36>', 'sha256~<url:43>', '<base62:14>.atlasv1.<url:67>', '<base62:3>8Q~<url:34>',
    '<base64:76>+ASt<base64:6>==', 'da2-<lower:26>',
  ],
  developers: [
    'ghp_<base62:36>', 'github_pat_<base62:22>_<base62:59>', 'glpat-<url:20>', 'glrt-<url:20>', 'gloas-<hex:64>',
    'ATATT3<url:180>', 'ATBB<base62:32>', 'BBDC-<base64:44>', 'npm_<base62:36>', 'pypi-AgEIcHlwaS5vcmc<url:80>',
    'rubygems_<hex:48>', 'CLOJARS_<lower:60>', 'dckr_pat_<url:27>', 'CCIPAT_<base62:22>_<hex:40>', 'bkua_<lower:40>',
    'glsa_<base62:32>_<hex:8>', 'glc_<base64:80>', 'lin_api_<base62:40>', 'ntn_<digits:11><base62:35>',
    'figd_<url:40>', 'CFPAT-<url:43>', 'PMAK-<hex:24>-<hex:34>', 'pul-<hex:40>', 'dp.pt.<base62:43>', 'hvs.<url:95>',
    's.<base62:24>', 'ops_eyJ<base62:260>', 'A3-<upper:6>-<upper:6>-<upper:5>-<upper:5>-<upper:5>-<upper:5>',
    'AGE-SECRET-KEY-1<upper:58>', 'sntryu_<hex:64>', 'NRAK-<upper:27>', 'phx_<base62:43>', 'squ_<hex:40>',
    'sgp_<mixedhex:40>', 'tskey-auth-<base62:17>-<base62:32>', 'pnu_<base62:36>', 'rdme_<lower:70>', 'AKCp<base62:69>',
    'ico-<base62:32>', 's-s4t2ud-<hex:64>', 'API-<upper:26>', 'sm_aat_<base62:16>', 'p8e-<lower:32>', 'rootly_<hex:64>',
    'pgar_<base62:27>', 'spu-<hex:32>', 'pri_<hex:32>', 'api-<hex:8>-<hex:4>-<hex:4>-<hex:4>-<hex:12>',
    'pat.<url:22>.<hex:24>.<base62:20>', '<base62:6>_<base62:29>_mmk', 'fio-u-<url:64>', 'tfp_<base62:44>_<base62:14>',
    'gAAAA<url:120>', 'dt0c01.<upper:24>.<upper:64>', 'pat<base62:14>.<hex:64>',
    'sc_<base62:10>.<lower:5>.acc_<lower:16>.<base64:48>',
  ],
  messaging: [
    'xoxb-<digits:12>-<digits:13>-<base62:24>', 'xapp-1-<upper:11>-<digits:13>-<hex:64>', 'SG.<url:22>.<url:43>',
    'xkeysib-<hex:64>-<base62:16>', 'key-<hex:32>', 'pat-na1-<hex:8>-<hex:4>-<hex:4>-<hex:4>-<hex:12>', 'SK<hex:32>',
    'SK<mixedhex:32>', 'nsec1<lower:58>', 'sk_live_<base62:24>', 'rk_test_<base62:24>', 'whsec_<base62:32>',
    'shpat_<hex:32>', 'shippo_live_<hex:40>', 'sq0atp-<url:22>', 'EAAA<url:60>', 'duffel_live_<url:43>',
    'EZAK<base62:54>', 'FLWSECK_TEST-<hex:32>-X', 'EAAM<base62:120>', 're_<base62:8>_<base62:24>',
    '<hex:32>-us14', 'MTA<base62:21>.<base62:6>.<url:27>', '<digits:10>:AA<url:33>',
    'eyJ<base62:33>.eyJ<base62:60>.<url:43>', 'https://hooks.slack.com/services/|T<upper:8>/B<upper:10>/<base62:24>',
    'https://discord.com/api/webhooks/<digits:18>/|<url:68>',
  ],
} // prettier-ignore

/** Contexts that tell nothing of a secret. */
export const bare: Readonly<Record<string, (secret: string) => string>> = {
  console: (s) => `2026-11-22T11:00:17.088+00:00 [gateway] upstream refused ${s} with 401`,
  JSONL: (s) => JSON.stringify({ 0: '{"subsystem":"gateway"}', 1: `rejected ${s} by peer`, time: '2026-11-22' }),
  list: (s) => JSON.stringify({ args: ['probe', s, 'ok'] }),
  stack: (s) => `Error: refused ${s}\n    at connect (file:///app/dist/x.js:1:2)`,
  YAML: (s) => `  - ${s}`,
  color: (s) => `\x1b[33m${s}\x1b[39m`,
  'curl -d': (s) => `curl -d '${s}' https://api.example/v1`,
}

/** The same with the secret encoded; a reader can decode what is left. */
export const encoded: Readonly<Record<string, (secret: string) => string>> = {
  'URL path': (s) => `GET https://api.example/v1/${encodeURIComponent(s)}/me 401`,
  'URL query': (s) => `GET https://api.example/v1?x=${encodeURIComponent(s)}&p=1 401`,
  'URL in a URL': (s) => `GET /go?u=${encodeURIComponent(`https://api.example/v1?x=${encodeURIComponent(s)}`)} 302`,
  'JSON escapes': (s) => JSON.stringify({ 1: `rejected ${s} by peer` }).replaceAll('/', String.raw`\/`),
}

/** Contexts with a telling name, in the syntaxes of shells, programs and configurations. */
export const named: Readonly<Record<string, (secret: string) => string>> = {
  env: (s) => `X_API_TOKEN=${s}`,
  'quoted env': (s) => `export SERVICE_API_KEY="${s}"`,
  JSON: (s) => JSON.stringify({ apiKey: s }),
  'JSON in JSON': (s) => JSON.stringify({ m: JSON.stringify({ clientSecret: s }) }),
  YAML: (s) => `botToken: ${s}`,
  query: (s) => `GET /x?access_token=${encodeURIComponent(s)}&v=3`,
  bearer: (s) => `Authorization: Bearer ${s}`,
  'bearer in JSON': (s) => JSON.stringify({ authorization: `Bearer ${s}` }),
  'X-Api-Key': (s) => `X-Api-Key: ${s}`,
  'curl -u': (s) => `curl -u op:${s} http://gw.example`,
  "curl --user ''": (s) => `curl --user op:'${s}' -X PATCH http://gw.example`,
  basic: (s) => `Authorization: Basic ${btoa(`op:${s}`)}`,
  Kubernetes: (s) => `data:\n  api-token: ${btoa(s)}`,
  userinfo: (s) => `https://op:${encodeURIComponent(s)}@gw.example/`,
  argv: (s) => JSON.stringify(['gateway', '--token', s]),
  inspect: (s) => `{ token: '${s}', mode: 'token' }`,
  Python: (s) => `os.environ["X_API_KEY"] = '${s}'`,
  XML: (s) => `<add key="ServicePassword" value="${s}"/>`,
  'XML element': (s) => `<password type="string">${s}</password>`,
  Go: (s) => `req.Header.Set("Acme-Api-Key", "${s}")`,
  make: (s) => `X_API_KEY ?= "${s}"`,
  prose: (s) => `your access token is ${s}`,
}

/** What shippers and consoles put in front of a line. */
export const prefixes: readonly string[] = [
  '',
  'Nov 22 11:10:18 gw openclaw[812]: ',
  '2026-11-22T11:10:18+0000 gw openclaw[812]: ',
  '<30>1 2026-11-22T11:10:18.048Z gw openclaw 812 - - ',
  '[pod/oc-0/gateway] ',
  '2026-11-22T11:10:18.048Z stdout F ',
  'openclaw-gateway-1  | ',
  '0|openclaw | ',
  '2026-11-22T11:10:18.048Z [gateway] ',
  '11:10:18 [gateway] ',
  'gateway.log:12:',
]

/** Forms of telephone numbers, addresses of mail and of the internet; `<n>` is a digit but 0. */
export const contacts: readonly string[] = [
  'blocked +49 151 <n><n><n> <n><n><n><n> (not paired)', 'blocked +4<n>151<n><n><n><n><n><n><n>',
  'blocked +1 (<n><n><n>) <n><n><n>-<n><n><n><n>', 'blocked +7(9<n><n>)<n><n><n>-<n><n>-<n><n>',
  'blocked +44 (0)20 7<n><n><n> <n><n><n><n>', 'blocked 0049151<n><n><n><n><n><n><n>',
  'blocked 00 49 151 <n><n><n><n><n><n><n>', '"phone":"(<n><n><n>) <n><n><n>-<n><n><n><n>"', 'phone: 0151 <n><n><n><n><n><n>',
  'whatsapp from=1<n><n><n>55<n><n><n><n><n>', 'sender=0151<n><n><n><n><n><n>', 'caller_id=0221<n><n><n><n><n>',
  '1555<n><n><n><n><n><n><n>@s.whatsapp.net', 'mail from alice<n>@host.example', 'alice<n>@mail.node said hi',
  'alice<n>@localhost', 'user=alice<n>%40host.example', String.raw`"to":"alice<n>\u0040host.example"`,
  'remote=93.18<n>.<n>6.3<n>:443', 'remote=::ffff:5d<n><n>:d8<n><n>', 'peer 93-18<n>-<n>6-3<n>.static.isp.example',
  '[2a02:<n><n>::<n>]:443',
] // prettier-ignore
