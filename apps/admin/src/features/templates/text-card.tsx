import type { TemplateContent } from "@nexusone/contracts/template-content";
import { isRightToLeft } from "@nexusone/contracts/template-terms";
import { placesOf, toNamed, toPositional } from "@nexusone/contracts/template-variables";
import { Button } from "@nexusone/ui/button";
import { Input, Select, Textarea } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useRef } from "react";
import { useT } from "../../i18n/context.tsx";
import { SamplePicker } from "./sample-picker.tsx";
import { problemAt, type Check } from "./use-check.ts";
import { VariableMenu } from "./variable-menu.tsx";

const HEADERS = ["none", "text", "image", "video", "document", "location"] as const;
const BODY_MOST = 1_024;
const SHORT_MOST = 60;

export type EditProps = {
  content: TemplateContent;
  check: Check | undefined;
  disabled: boolean;
  onChange: (content: TemplateContent) => void;
};

/** Header, text and footer, with variables put in where the cursor stands. */
export function TextCard({ content, check, disabled, onChange }: EditProps) {
  const t = useT();
  const text = useRef<HTMLTextAreaElement>(null);
  const { header, body, footer, language, variables } = content;
  const dir = isRightToLeft(language) ? "rtl" : "ltr";
  const length = [...body].length;
  const insert = (name: string): void => {
    const at = text.current?.selectionStart ?? body.length;
    const numbers = placesOf(body).map(Number).filter(Number.isInteger);
    const next = String(Math.max(0, ...numbers) + 1);
    const numbered = variables === "positional" && numbers.length > 0;
    onChange({
      ...content,
      body: `${body.slice(0, at)}{{${numbered ? next : name}}}${body.slice(text.current?.selectionEnd ?? at)}`,
      ...(numbered && { bindings: { ...content.bindings, [`body.${next}`]: name } }),
    });
    text.current?.focus();
  };
  return (
    <Card
      title={t("templates.text")}
      extra={
        <Button
          size="sm"
          look="quiet"
          disabled={disabled}
          onClick={() => onChange(variables === "named" ? toPositional(content) : toNamed(content))}
        >
          {t(variables === "named" ? "templates.toNumbers" : "templates.toNames")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-start gap-3">
          <Select
            className="w-40"
            label={t("templates.headerKind")}
            value={header?.type ?? "none"}
            disabled={disabled}
            error={header?.type === "text" ? undefined : problemAt(check, "header")}
            onChange={({ target }) => {
              const type = HEADERS.find((one) => one === target.value) ?? "none";
              onChange({
                ...content,
                header:
                  type === "none"
                    ? null
                    : type === "text"
                      ? { type, text: "" }
                      : type === "location"
                        ? { type }
                        : { type, sample: null },
              });
            }}
          >
            {HEADERS.map((type) => (
              <option key={type} value={type}>
                {t(`templates.header.${type}`)}
              </option>
            ))}
          </Select>
          {header?.type === "text" ? (
            <Input
              className="min-w-0 flex-1 basis-60"
              label={t("templates.headerText")}
              dir={dir}
              value={header.text}
              disabled={disabled}
              error={problemAt(check, "header")}
              hint={t("templates.length", { count: [...header.text].length, most: SHORT_MOST })}
              onChange={({ target }) => onChange({ ...content, header: { type: "text", text: target.value } })}
            />
          ) : header?.type === "image" ? (
            <SamplePicker
              sample={header.sample}
              disabled={disabled}
              onSample={(sample) => onChange({ ...content, header: { type: "image", sample } })}
            />
          ) : header && "sample" in header ? (
            <Input
              className="min-w-0 flex-1 basis-60"
              label={t("templates.sample")}
              hint={t("templates.handleHint")}
              dir="ltr"
              value={header.sample ?? ""}
              disabled={disabled}
              onChange={({ target }) => onChange({ ...content, header: { ...header, sample: target.value || null } })}
            />
          ) : null}
        </div>
        <div className="flex flex-col gap-1.5">
          <Textarea
            ref={text}
            rows={7}
            label={t("templates.body")}
            dir={dir}
            lang={language.slice(0, 2)}
            value={body}
            disabled={disabled}
            error={problemAt(check, "body")}
            hint={t("templates.length", { count: length, most: BODY_MOST })}
            onChange={({ target }) => onChange({ ...content, body: target.value })}
          />
          <VariableMenu disabled={disabled} language={language} onPick={insert} />
        </div>
        <Input
          label={t("templates.footer")}
          optional
          dir={dir}
          value={footer ?? ""}
          disabled={disabled}
          error={problemAt(check, "footer")}
          hint={t("templates.length", { count: [...(footer ?? "")].length, most: SHORT_MOST })}
          onChange={({ target }) => onChange({ ...content, footer: target.value || null })}
        />
      </div>
    </Card>
  );
}
