/** Files of the package by path, as they go into the zip. */
export type Files = ReadonlyMap<string, Uint8Array>;
/** What stands beside the package in the store: the table of permissions and the texts of each language. */
export type Papers = { readonly permissions: string; readonly listings: Readonly<Record<string, string>> };

const LIMITS = { name: 75, description: 132, listing: 16_000, bytes: 2_000_000 } as const;
const ICONS = [16, 48, 128];

type Manifest = {
  manifest_version?: number;
  name?: string;
  version?: string;
  description?: string;
  default_locale?: string;
  key?: string;
  update_url?: string;
  icons?: Record<string, string>;
  permissions?: string[];
  host_permissions?: string[];
  optional_permissions?: string[];
  optional_host_permissions?: string[];
  content_security_policy?: Record<string, string>;
  web_accessible_resources?: unknown[];
};

/**
 * What the Chrome Web Store refuses, and what we promised beyond that: one line per violation, none for a package that may be
 * uploaded. Sources: developer.chrome.com/docs/webstore/program-policies and /docs/extensions/reference/manifest, 2026-11.
 */
export function violations(files: Files, papers: Papers, serverOrigin: string): string[] {
  const text = (name: string): string => new TextDecoder().decode(files.get(name) ?? new Uint8Array());
  const manifest = JSON.parse(text("manifest.json") || "{}") as Manifest;
  return [
    ...ofManifest(manifest, files),
    ...ofPermissions(manifest, papers.permissions, serverOrigin),
    ...[...files.keys()].flatMap((name) => ofFile(name, text(name))),
    ...ofTexts(manifest, papers, text),
    ...ofSize(files),
  ];
}

function ofManifest(manifest: Manifest, files: Files): string[] {
  const found: string[] = [];
  if (manifest.manifest_version !== 3) found.push("manifest.json: manifest_version is not 3");
  if (!/^\d{1,5}(\.\d{1,5}){0,3}$/.test(manifest.version ?? "")) found.push("manifest.json: version is no version");
  if (!manifest.name || manifest.name.length > LIMITS.name)
    found.push(`manifest.json: name is not 1 to ${LIMITS.name} characters`);
  for (const field of ["key", "update_url"] as const)
    if (manifest[field] !== undefined) found.push(`manifest.json: the store sets ${field} itself`);
  if ((manifest.web_accessible_resources ?? []).length > 0)
    found.push("manifest.json: web pages could fetch files of the package");
  for (const policy of Object.values(manifest.content_security_policy ?? {}))
    if (/unsafe-|https?:|\*/.test(policy))
      found.push(`manifest.json: content_security_policy allows more than 'self': ${policy}`);
  for (const size of ICONS) {
    const icon = files.get(manifest.icons?.[size] ?? "");
    if (!icon || pngSize(icon)?.join("x") !== `${size}x${size}`)
      found.push(`manifest.json: no icon of ${size} x ${size}`);
  }
  return found;
}

/** What is asked for equals what is explained: neither more nor less. */
function ofPermissions(manifest: Manifest, table: string, serverOrigin: string): string[] {
  const explained = new Set(
    [...table.matchAll(/^\| `([^`]+)`( \(optional\))? \|/gm)].map(([, name, optional]) => `${name}${optional ?? ""}`),
  );
  const optional = [...(manifest.optional_permissions ?? []), ...(manifest.optional_host_permissions ?? [])];
  const asked = [
    ...(manifest.permissions ?? []),
    ...(manifest.host_permissions ?? []).filter((host) => host !== `${serverOrigin}/*`),
    ...optional.map((name) => `${name} (optional)`),
  ];
  return [
    ...asked
      .filter((name) => !explained.has(name))
      .map((name) => `manifest.json: nothing explains the permission ${name}`),
    ...[...explained].filter((name) => !asked.includes(name)).map((name) => `permissions.md: ${name} is not asked for`),
  ];
}

const CODE: readonly [RegExp, string][] = [
  [/\beval\s*\(/, "calls eval"],
  [/\bnew Function\s*\(/, "makes a function of text"],
  [/\bimport\s*\(\s*["'`]https?:/, "imports code from elsewhere"],
  [/\bimportScripts\s*\(/, "loads scripts by address"],
  [/\bset(Timeout|Interval)\s*\(\s*["'`]/, "runs text"],
  [/sourceMappingURL=/, "names a source map"],
];

function ofFile(name: string, text: string): string[] {
  const found: string[] = [];
  if (/(^|\/)\.|\.map$|\.pem$|\.tsx?$/.test(name)) found.push(`${name}: does not belong into the package`);
  if (/\.(js|mjs|html|json|css)$/.test(name) && /\/\/(127\.0\.0\.1|localhost|\[::1\])/.test(text))
    found.push(`${name}: names a host of this machine`);
  if (/\.m?js$/.test(name)) for (const [pattern, what] of CODE) if (pattern.test(text)) found.push(`${name}: ${what}`);
  if (name.endsWith(".html")) {
    if (/<script(?![^>]*\ssrc=)[^>]*>/i.test(text)) found.push(`${name}: has a script of its own`);
    if (/<(script|link|iframe)[^>]*\s(src|href)=["']?(https?:)?\/\//i.test(text))
      found.push(`${name}: loads from elsewhere`);
    if (/<[^>]+\son\w+=/i.test(text)) found.push(`${name}: has an inline handler`);
  }
  return found;
}

function ofTexts(manifest: Manifest, { listings }: Papers, text: (name: string) => string): string[] {
  const found: string[] = [];
  if (!manifest.default_locale || !(manifest.default_locale in listings))
    found.push("manifest.json: no default_locale with a listing");
  for (const [locale, listing] of Object.entries(listings)) {
    const messages = JSON.parse(text(`_locales/${locale}/messages.json`) || "{}") as Record<
      string,
      { message: string }
    >;
    const description = messages["description"]?.message ?? "";
    if (description.length < 1 || description.length > LIMITS.description)
      found.push(`_locales/${locale}: description is not 1 to ${LIMITS.description} characters`);
    if (!plain(listing).includes(plain(description)))
      found.push(`listing.${locale}.md: its summary is not the description`);
    if (listing.length > LIMITS.listing) found.push(`listing.${locale}.md: longer than ${LIMITS.listing} characters`);
  }
  return found;
}

const plain = (text: string): string => text.replace(/[\s\u00a0]+/g, " ");

function ofSize(files: Files): string[] {
  const bytes = [...files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  return bytes > LIMITS.bytes ? [`the package has ${bytes} bytes, more than ${LIMITS.bytes}`] : [];
}

/** Width and height of a PNG; undefined for anything else. */
export function pngSize(bytes: Uint8Array): [number, number] | undefined {
  if (bytes.byteLength < 24 || bytes[1] !== 0x50 || bytes[2] !== 0x4e) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}
