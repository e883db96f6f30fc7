import type { TemplateButton, TemplateContent } from "@nexusone/contracts/template-content";
import { placesOf } from "@nexusone/contracts/template-variables";
import { Button, IconButton } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Menu, MenuItem } from "@nexusone/ui/menu";
import { ArrowDown, ArrowUp, CircleAlert, Plus, Trash2 } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import type { EditProps } from "./text-card.tsx";
import { ObeyedLine } from "./obeyed-line.tsx";
import { problemAt } from "./use-check.ts";

const NEW: Record<TemplateButton["type"], TemplateButton> = {
  quick_reply: { type: "quick_reply", label: "" },
  url: { type: "url", label: "", url: "https://" },
  phone: { type: "phone", label: "", phone: "+" },
  copy_code: { type: "copy_code" },
};
const TYPES = ["quick_reply", "url", "phone", "copy_code"] as const;
const LABEL_MOST = 25;

/** What stands under the message: answers, addresses, a number to call, a code to copy. */
export function ButtonsCard({ content, check, disabled, onChange }: EditProps) {
  const t = useT();
  const { buttons } = content;
  const put = (list: readonly TemplateButton[], examples = content.examples.buttons): void =>
    onChange({ ...content, buttons: [...list], examples: { ...content.examples, buttons: examples } });
  const problem = problemAt(check, "buttons");
  const obeyedAt = new Map(check?.obeyed.map(({ at, ...obeyed }) => [at, obeyed]));
  // Quick replies stay together.
  const addOptOut = (button: TemplateButton): void =>
    put(
      buttons.toSpliced(buttons.findLastIndex(({ type }) => type === "quick_reply") + 1 || buttons.length, 0, button),
      {},
    );
  return (
    <Card
      title={t("templates.buttons")}
      hint={t("templates.buttonsHint")}
      extra={
        <Menu
          align="end"
          trigger={
            <Button size="sm" icon={<Plus size={14} aria-hidden />} disabled={disabled}>
              {t("templates.addButton")}
            </Button>
          }
        >
          {TYPES.map((type) => (
            <MenuItem key={type} onSelect={() => put([...buttons, NEW[type]])}>
              {t(`templates.button.${type}`)}
            </MenuItem>
          ))}
        </Menu>
      }
    >
      {buttons.length === 0 ? <p className="text-sm text-muted">{t("templates.noButtons")}</p> : null}
      {check?.optOut ? <OptOutHint button={check.optOut} disabled={disabled} onAdd={addOptOut} /> : null}
      {problem ? (
        <p className="mb-3 flex items-start gap-1 text-xs text-bad">
          <CircleAlert size={14} className="mt-px shrink-0" aria-hidden />
          {problem}
        </p>
      ) : null}
      <ul className="flex flex-col gap-4">
        {buttons.map((button, at) => (
          // Buttons have no names of their own and may be alike while they are written.
          <li key={at} className="flex flex-wrap items-start gap-x-3 gap-y-2">
            <ButtonFields
              content={content}
              at={at}
              button={button}
              error={problemAt(check, `buttons.${at}`)}
              disabled={disabled}
              onChange={(changed) => put(buttons.map((one, place) => (place === at ? changed : one)))}
              onExample={(text) => put(buttons, { ...content.examples.buttons, [at]: text })}
            />
            <span className="flex gap-1 pt-6 max-sm:pt-0">
              <IconButton
                size="sm"
                label={t("templates.up")}
                icon={<ArrowUp size={14} aria-hidden />}
                disabled={disabled || at === 0}
                onClick={() => put(moved(buttons, at, at - 1), {})}
              />
              <IconButton
                size="sm"
                label={t("templates.down")}
                icon={<ArrowDown size={14} aria-hidden />}
                disabled={disabled || at === buttons.length - 1}
                onClick={() => put(moved(buttons, at, at + 1), {})}
              />
              <IconButton
                size="sm"
                label={t("templates.removeButton", { name: "label" in button ? button.label : String(at + 1) })}
                icon={<Trash2 size={14} aria-hidden />}
                disabled={disabled}
                onClick={() =>
                  put(
                    buttons.filter((_, place) => place !== at),
                    {},
                  )
                }
              />
            </span>
            {button.type === "quick_reply" && obeyedAt.has(at) ? (
              <ObeyedLine
                {...obeyedAt.get(at)!} // just looked for
                label={button.label}
                disabled={disabled}
                onForgetId={() => put(buttons.with(at, { type: "quick_reply", label: button.label }))}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

type HintProps = { button: TemplateButton; disabled: boolean; onAdd: (button: TemplateButton) => void };
/** A tap on it is obeyed like the word STOP. */
function OptOutHint({ button, disabled, onAdd }: HintProps) {
  const t = useT();
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-2 text-sm text-soft">
      <p className="min-w-0 flex-1 basis-60">{t("templates.optOutHint")}</p>
      <Button size="sm" icon={<Plus size={14} aria-hidden />} disabled={disabled} onClick={() => onAdd(button)}>
        {t("templates.addOptOut", { label: "label" in button ? button.label : "" })}
      </Button>
    </div>
  );
}

function moved(list: readonly TemplateButton[], from: number, to: number): TemplateButton[] {
  const one = list[from];
  return one ? list.toSpliced(from, 1).toSpliced(to, 0, one) : [...list];
}

type FieldsProps = {
  content: TemplateContent;
  at: number;
  button: TemplateButton;
  error: string | undefined;
  disabled: boolean;
  onChange: (button: TemplateButton) => void;
  onExample: (text: string) => void;
};
function ButtonFields({ content, at, button, error, disabled, onChange, onExample }: FieldsProps) {
  const t = useT();
  const basis = "min-w-0 flex-1 basis-44";
  const example = content.examples.buttons[String(at)] ?? "";
  if (button.type === "copy_code")
    return (
      <Input
        className={basis}
        label={t("templates.codeExample")}
        value={example}
        error={error}
        disabled={disabled}
        onChange={({ target }) => onExample(target.value)}
      />
    );
  return (
    <>
      <Input
        className={basis}
        label={t(`templates.button.${button.type}`)}
        dir="auto"
        value={button.label}
        error={error}
        disabled={disabled}
        hint={t("templates.length", { count: [...button.label].length, most: LABEL_MOST })}
        onChange={({ target }) => onChange({ ...button, label: target.value })}
      />
      {button.type === "quick_reply" ? (
        <Input
          className={basis}
          label={t("templates.replyId")}
          optional
          hint={t("templates.replyIdHint")}
          maxLength={256}
          value={button.id ?? ""}
          disabled={disabled}
          onChange={({ target }) => {
            const { id: _before, ...rest } = button;
            onChange(target.value.trim() === "" ? rest : { ...rest, id: target.value });
          }}
        />
      ) : button.type === "url" ? (
        <>
          <Input
            className={basis}
            label={t("templates.address")}
            inputMode="url"
            dir="ltr"
            value={button.url}
            disabled={disabled}
            hint={t("templates.addressHint", { place: "{{1}}" })}
            onChange={({ target }) => onChange({ ...button, url: target.value })}
          />
          {placesOf(button.url).length > 0 ? (
            <Input
              className={basis}
              label={t("templates.addressExample")}
              inputMode="url"
              dir="ltr"
              value={example}
              disabled={disabled}
              onChange={({ target }) => onExample(target.value)}
            />
          ) : null}
        </>
      ) : (
        <Input
          className={basis}
          label={t("templates.phone")}
          inputMode="tel"
          dir="ltr"
          value={button.phone}
          disabled={disabled}
          onChange={({ target }) => onChange({ ...button, phone: target.value })}
        />
      )}
    </>
  );
}
