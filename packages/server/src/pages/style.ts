/** The style of every page, in light and dark mode. */
export const baseStyle = `:root {
  color-scheme: light dark;
  --page: light-dark(#f6f7f9, #14171c);
  --panel: light-dark(#ffffff, #1d2128);
  --text: light-dark(#1b1f27, #e7eaf0);
  --faint: light-dark(#545d6d, #a7b0c0);
  --line: light-dark(#d5dae2, #363d4a);
  --edge: light-dark(#7b8494, #7d879a);
  --accent: light-dark(#1f55c4, #8db4ff);
  --on-accent: light-dark(#ffffff, #0d1a33);
  --good: light-dark(#146c33, #7fd89b);
  --wait: light-dark(#855400, #f0bd62);
  --bad: light-dark(#b3211e, #ff9c94);
  --mono: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
  font: 1rem/1.5 system-ui, sans-serif;
  color: var(--text);
  background: var(--page);
}
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; }
header, main { max-width: 80rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1.5rem; padding-block: 1rem; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.125rem; margin: 0; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

/** The additional style of the page of sandboxes. */
export const sandboxesStyle = `button, input, textarea { font: inherit; color: inherit; border: 1px solid var(--edge); border-radius: .375rem; padding: .375rem .75rem; background: var(--panel); }
button { cursor: pointer; white-space: nowrap; }
button:hover { border-color: var(--accent); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.danger { background: var(--bad); border-color: var(--bad); color: var(--panel); }
input, textarea { min-width: 0; }
textarea { font-family: var(--mono); resize: vertical; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; }
legend { padding: 0; margin-bottom: .25rem; font-weight: 600; }
.field { display: flex; align-items: center; gap: .5rem; }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.25rem; margin: 1rem 0; }
.line { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; }
.line:not(:first-child) { margin-top: .5rem; }
.line input { flex: 1 1 14rem; }
.note { color: var(--faint); margin: .5rem 0; }
.problem { color: var(--bad); margin: .5rem 0; overflow-wrap: anywhere; }
.problem:empty { margin: 0; }
.toolbar, .title { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .75rem; }
.toolbar { align-items: end; }
.filters { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; margin: .75rem 0 0; padding: 0; }
.filters button { display: flex; gap: .5rem; border-radius: 1rem; max-width: 100%; white-space: normal; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; }
th, td { text-align: start; vertical-align: top; padding: .75rem; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--faint); font-size: .875rem; }
tbody th { font-weight: normal; overflow-wrap: anywhere; }
tbody code { display: block; color: var(--faint); font: .75rem/1.5 var(--mono); white-space: nowrap; }
tbody button { font-size: .875rem; padding: .25rem .625rem; }
tbody .actions { flex-wrap: nowrap; }
td[data-label="Status"] { white-space: nowrap; }
td[data-label="Created"] { min-width: 9rem; }
td[data-label="Size"] { min-width: 7rem; }
td[data-label="Metadata"] { min-width: 10rem; }
.status { font-weight: 600; color: var(--wait); }
.status::before { content: "●"; content: "●" / ""; margin-inline-end: .375rem; }
.status[data-status="active"] { color: var(--good); }
.status[data-status="paused"] { color: var(--faint); }
.status[data-status="paused"]::before { content: "○"; content: "○" / ""; }
.status[data-status="failed"] { color: var(--bad); }
.metadata { list-style: none; margin: 0; padding: 0; overflow-wrap: anywhere; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; }
#console pre { height: 18rem; overflow: auto; margin: .75rem 0; padding: .75rem; border: 1px solid var(--line); border-radius: .375rem; background: var(--page); font: .875rem/1.45 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
#console input { font-family: var(--mono); }
.command { font-weight: 700; }
.stderr { color: var(--bad); }
.end { color: var(--faint); }
dialog { color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; padding: 1.25rem; width: min(28rem, calc(100vw - 2rem)); }
dialog::backdrop { background: rgb(0 0 0 / .5); }
dialog form { display: grid; gap: .5rem; }
dialog p { margin: 0; }
dialog .actions { justify-content: end; margin-top: .5rem; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 60rem) {
  table, tbody { display: block; background: none; border: 0; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { display: block; background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; margin-bottom: 1rem; padding: .5rem 0; }
  tbody tr > * { display: block; border: 0; padding: .25rem 1rem; }
  td { display: flex !important; gap: .75rem; }
  tbody .actions { flex-wrap: wrap; }
  td::before { content: attr(data-label); color: var(--faint); flex: 0 0 5rem; }
  td[data-label="Metadata"]:has(ul:empty) { display: none !important; }
}
@media (max-width: 30rem) {
  fieldset, .field, #filter-form { width: 100%; }
  .field label { flex: 0 0 3rem; }
  .field input { flex: 1; }
}
@media (prefers-reduced-motion: no-preference) {
  .status { transition: color .3s; }
}
`;

/** Adds contrast, and space on narrow screens, to the style of the renderer. */
export const docsStyle = `html.dark-mode { background: #1c2022; }
#reference { max-width: 80rem; margin: 0 auto; }
.swagger-ui .info { margin: 1rem 0; }
.swagger-ui .scheme-container { padding: 1rem 0; }
.swagger-ui .microlight span[style*="211, 99, 99"] { color: #ff9c94 !important; }
.swagger-ui .json-schema-2020-12-expand-deep-button { color: var(--faint); }
.swagger-ui .json-schema-2020-12__constraint--string { background: #855400; }
html:not(.dark-mode) .swagger-ui .opblock-summary-method { color: #000; text-shadow: none; }
html:not(.dark-mode) .swagger-ui .info .title small { background: #545d6d; }
html:not(.dark-mode) .swagger-ui :is(.info, .opblock, .scheme-container) a { color: #1f55c4; }
html:not(.dark-mode) .swagger-ui .btn.authorize { color: #146c33; border-color: #146c33; }
html:not(.dark-mode) .swagger-ui .btn.authorize svg { fill: #146c33; }
html:not(.dark-mode) .swagger-ui :is(.markdown, .renderedMarkdown) code { color: #6b0fc4; }
html.dark-mode .swagger-ui .headers .header-col { color: #e4e6e6; }
@media (max-width: 40rem) {
  .swagger-ui .response-col_links { display: none; }
  .swagger-ui .opblock-tag-section .opblock { margin-inline: -1rem; }
}
`;
