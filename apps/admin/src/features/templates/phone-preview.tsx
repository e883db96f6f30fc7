import { isRightToLeft } from "@nexusone/contracts/template-terms";
import { fillPlaces } from "@nexusone/contracts/template-variables";
import type { TemplateContent } from "@nexusone/contracts/template-content";
import { cx } from "@nexusone/ui/cx";
import { Copy, ExternalLink, FileText, Image, MapPin, Phone, Play, Reply } from "lucide-react";
import { type ReactNode } from "react";
import { useT } from "../../i18n/context.tsx";

/** Values by part and name; what is missing stays to be seen as it is written. */
export type Shown = { readonly header: Record<string, string>; readonly body: Record<string, string> };

const ICONS = { quick_reply: Reply, url: ExternalLink, phone: Phone, copy_code: Copy } as const;

/** About as a customer sees it on the telephone, in the direction of its language. */
export function PhonePreview({ content, values }: { content: TemplateContent; values: Shown }) {
  const t = useT();
  const rtl = isRightToLeft(content.language);
  const { header, body, footer, buttons } = content;
  const filled = (text: string, of: Record<string, string>): string =>
    fillPlaces(text, (name) => of[name] || undefined);
  return (
    <figure
      aria-label={t("templates.preview")}
      className="mx-auto w-full max-w-80 rounded-[1.75rem] border border-line-strong bg-canvas p-2.5 shadow-lift"
    >
      <div className="min-h-72 rounded-[1.25rem] bg-sunken px-3 py-4">
        <div
          dir={rtl ? "rtl" : "ltr"}
          lang={content.language.slice(0, 2)}
          data-template-preview
          className="w-fit min-w-40 max-w-full overflow-hidden rounded-lg rounded-ss-none border border-line bg-surface text-sm text-ink"
        >
          <div className="flex flex-col gap-1 px-2.5 py-2">
            <PreviewHeader header={header} text={header?.type === "text" ? filled(header.text, values.header) : ""} />
            <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
              {body.trim() === "" ? (
                <span className="text-muted">{t("templates.previewEmpty")}</span>
              ) : (
                <Formatted text={filled(body, values.body)} />
              )}
            </p>
            {footer ? <p className="text-xs text-muted [overflow-wrap:anywhere]">{footer}</p> : null}
            <p className="text-end text-xs text-muted" aria-hidden>
              10:24
            </p>
          </div>
          {buttons.map((button, at) => {
            const Icon = ICONS[button.type];
            return (
              <p
                // Buttons have no names of their own and may be alike while they are written.
                key={at}
                className="flex items-center justify-center gap-1.5 border-t border-line px-2.5 py-2 font-medium text-accent-ink"
              >
                <Icon size={14} className="shrink-0" aria-hidden />
                <span className="min-w-0 truncate">
                  {button.type === "copy_code" ? t("templates.copyCode") : button.label || t("templates.buttonUnnamed")}
                </span>
              </p>
            );
          })}
        </div>
      </div>
    </figure>
  );
}

function PreviewHeader({ header, text }: { header: TemplateContent["header"]; text: string }) {
  const t = useT();
  if (header === null) return null;
  if (header.type === "text") return <p className="font-semibold [overflow-wrap:anywhere]">{text}</p>;
  const Icon = { image: Image, video: Play, document: FileText, location: MapPin }[header.type];
  return (
    <p
      className={cx(
        "grid place-items-center gap-1 rounded-md bg-sunken text-xs text-muted",
        header.type === "document" ? "py-3" : "py-8",
      )}
    >
      <Icon size={20} aria-hidden />
      {t(`templates.header.${header.type}`)}
    </p>
  );
}

const MARKS = [
  [/\*([^*\n]+)\*/, (text: ReactNode, key: number) => <strong key={key}>{text}</strong>],
  [/_([^_\n]+)_/, (text: ReactNode, key: number) => <em key={key}>{text}</em>],
  [/~([^~\n]+)~/, (text: ReactNode, key: number) => <s key={key}>{text}</s>],
] as const;

/** WhatsApp's own marks: *bold*, _italic_, ~struck~. Places that nothing fills are shown as such. */
function Formatted({ text }: { text: string }): ReactNode {
  return text.split(/(\{\{[^{}]*\}\})/).map((piece, at) =>
    piece.startsWith("{{") ? (
      <span key={at} className="rounded-sm bg-wait-soft px-0.5 font-mono text-xs text-wait">
        {piece}
      </span>
    ) : (
      <span key={at}>{marked(piece)}</span>
    ),
  );
}

function marked(text: string): ReactNode {
  for (const [pattern, wrap] of MARKS) {
    const found = pattern.exec(text);
    if (!found) continue;
    const [whole, inner = ""] = found;
    return (
      <>
        {marked(text.slice(0, found.index))}
        {wrap(marked(inner), found.index)}
        {marked(text.slice(found.index + whole.length))}
      </>
    );
  }
  return text;
}
