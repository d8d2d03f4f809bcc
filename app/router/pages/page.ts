import { escapeHtml } from './text';

/** The parts of a page; every text is escaped here, and only here. */
export interface PageParts {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly lastLines?: readonly string[];
  readonly button?: { readonly label: string; readonly action: string };
  /** Reloads after so many seconds, from this path, which is in ASCII. */
  readonly reload?: { readonly seconds: number; readonly path: string };
}

/** The last lines are what explains a failure; more would bury it. */
const mostLines = 200;

const style = `
:root{color-scheme:light dark;--ground:#f6f7f9;--text:#1a1d23;--soft:#434956;--sunken:#fff;--border:#dee1e7;--accent:#3b5bdb}
@media (prefers-color-scheme:dark){:root{--ground:#111318;--text:#e6e8ec;--soft:#c5c9d1;--sunken:#0b0c0f;--border:#30343e;--accent:#4263eb}}
body{margin:0;padding:10vh 24px 48px;background:var(--ground);color:var(--text);font:15px/1.5 Inter,system-ui,sans-serif}
main{max-width:760px;margin:0 auto}
h1{font-size:22px;line-height:1.3;margin:0 0 8px;overflow-wrap:anywhere}
h2{font-size:13px;margin:24px 0 6px;color:var(--soft)}
p{margin:0 0 8px;color:var(--soft);overflow-wrap:anywhere}
.log{display:flex;flex-direction:column-reverse;max-height:50vh;overflow:auto;background:var(--sunken);border:1px solid var(--border);border-radius:6px}
pre{margin:0;padding:12px;font:12px/1.5 "JetBrains Mono",ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
button{margin-top:12px;padding:8px 14px;border:0;border-radius:6px;background:var(--accent);color:#fff;font:500 14px/1.4 inherit;cursor:pointer}
button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;

const logSection = (lines: readonly string[]): string =>
  lines.length === 0
    ? ''
    : `<h2>Last lines of its log</h2><div class="log" tabindex="0"><pre>${lines.slice(-mostLines).map(escapeHtml).join('\n')}</pre></div>`;

const buttonSection = (button: PageParts['button']): string =>
  button === undefined
    ? ''
    : `<form method="post" action="${escapeHtml(button.action)}"><button>${escapeHtml(button.label)}</button></form>`;

const reloadTag = (reload: PageParts['reload']): string =>
  reload === undefined
    ? ''
    : `<meta http-equiv="refresh" content="${reload.seconds};url=${escapeHtml(reload.path)}">`;

/** A small page that needs nothing besides itself. */
export const renderPage = (parts: PageParts): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8">${reloadTag(parts.reload)}` +
  `<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(parts.title)}</title>` +
  `<style>${style}</style></head><body><main><h1>${escapeHtml(parts.title)}</h1>` +
  parts.paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('') +
  buttonSection(parts.button) +
  logSection(parts.lastLines ?? []) +
  '</main></body></html>';
