/** The product's colours (see the admin's tokens), by the reader's system. */
export const DOCS_STYLE = `
:root {
  --ink: #1b2130; --soft: #4b5468; --line: #dfe3ea; --page: #ffffff; --panel: #f5f6f9; --accent: #4f46e5;
  --get: #1d4ed8; --post: #15803d; --patch: #a16207; --delete: #b91c1c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e7eaf1; --soft: #a6aec0; --line: #2c3342; --page: #12151d; --panel: #1a1f2a; --accent: #818cf8;
    --get: #93b4ff; --post: #6ee7a0; --patch: #f2c14e; --delete: #fca5a5;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.6 Inter, system-ui, sans-serif; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; z-index: 2; background: var(--page); padding: .5rem; }
header {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline;
  padding: .75rem 1.5rem; background: var(--page); border-bottom: 1px solid var(--line);
}
.columns { display: grid; grid-template-columns: 20rem minmax(0, 1fr); max-width: 84rem; margin: 0 auto; }
nav { position: sticky; top: 3.1rem; height: calc(100vh - 3.1rem); overflow: auto; padding: 1.5rem 1rem; font-size: 13px; }
nav ul { list-style: none; margin: 0; padding: 0 0 0 .5rem; }
nav a { display: block; padding: .15rem 0; color: var(--soft); text-decoration: none; overflow-wrap: anywhere; }
nav a:hover { color: var(--accent); }
nav > ul > li > a { font-weight: 600; color: var(--ink); margin-top: .6rem; }
main { padding: 1.5rem 2rem 6rem; min-width: 0; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: .5rem 0 1rem; }
h2 { font-size: 1.25rem; margin: 3rem 0 .5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 2rem 0 .25rem; overflow-wrap: anywhere; }
h4 { font-size: .8rem; margin: 1rem 0 .25rem; color: var(--soft); }
main > p, .summary { max-width: 46rem; }
code { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
p code, td code { background: var(--panel); padding: .05rem .3rem; border-radius: 4px; }
pre {
  margin: 0; padding: .75rem 1rem; background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
  overflow: auto; max-height: 26rem;
}
.method { display: inline-block; font: 600 11px/1.4 ui-monospace, monospace; color: var(--soft); }
.method.get { color: var(--get); } .method.post { color: var(--post); }
.method.patch, .method.put { color: var(--patch); } .method.delete { color: var(--delete); }
.anchor { text-decoration: none; opacity: .45; } .anchor:hover, .anchor:focus { opacity: 1; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
caption { text-align: start; font-weight: 600; color: var(--soft); padding: .25rem 0; }
th, td { text-align: start; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
tbody th { font-weight: 500; }
summary { cursor: pointer; padding: .5rem 0; color: var(--accent); }
@media (max-width: 60rem) {
  .columns { display: block; }
  nav { position: static; height: auto; border-bottom: 1px solid var(--line); max-height: 16rem; }
  main { padding: 1rem 1rem 4rem; }
  header { padding: .75rem 1rem; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;
