import { writeFileSync } from "node:fs";
import path from "node:path";

export type Shot = { readonly name: string; readonly file: string; readonly findings: readonly string[] };

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** `index.html`: every picture by screen, findings first. */
export function writeContactSheet(folder: string, shots: readonly Shot[]): void {
  const names = [...new Set(shots.map(({ name }) => name))];
  const figure = ({ file, findings }: Shot) =>
    `<figure${findings.length > 0 ? ' class="bad"' : ""}><a href="${file}"><img loading="lazy" src="${file}" alt=""></a>` +
    `<figcaption>${file.replace(/^.*?--|\.png$/g, "")}${findings.map((one) => `<br>${escape(one)}`).join("")}</figcaption></figure>`;
  const sections = names.map(
    (name) =>
      `<h2>${name}</h2><div>${shots
        .filter((shot) => shot.name === name)
        .map(figure)
        .join("")}</div>`,
  );
  const bad = shots.filter(({ findings }) => findings.length > 0).length;
  writeFileSync(
    path.join(folder, "index.html"),
    `<!doctype html><meta charset="utf-8"><title>Screens</title><style>
body{font:14px system-ui;margin:24px;background:#eef0f3;color:#16181d}
div{display:flex;flex-wrap:wrap;gap:16px;align-items:start}figure{margin:0;max-width:380px}
img{max-width:100%;max-height:420px;border:1px solid #c9ced6;background:#fff}.bad img{border:3px solid #c62828}
figcaption{font-size:12px}</style><h1>${shots.length} pictures, ${bad} with findings</h1>${sections.join("")}`,
  );
}
