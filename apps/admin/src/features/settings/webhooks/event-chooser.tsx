import type { EventType } from "@nexusone/contracts/events";
import { WEBHOOK_EVENT_TYPES, wireType } from "@nexusone/contracts/webhooks";
import { Checkbox } from "@nexusone/ui/toggle";
import { useT } from "../../../i18n/context.tsx";
import type { Key } from "../../../i18n/translate.ts";

/** What a type is about stands before its dot. A feature without a word of its own shows its name. */
const GROUPS: Readonly<Record<string, Key>> = {
  product: "webhooks.group.product",
  import: "webhooks.group.import",
  draft: "webhooks.group.draft",
  operation: "webhooks.group.operation",
  cj: "webhooks.group.cj",
  extension: "webhooks.group.extension",
  webhook: "webhooks.group.webhook",
  notification: "webhooks.group.notification",
  api_key: "webhooks.group.api_key",
  plan: "webhooks.group.plan",
  credits: "webhooks.group.credits",
  member: "webhooks.group.member",
  merchant: "webhooks.group.merchant",
};
const TYPES = Map.groupBy(WEBHOOK_EVENT_TYPES, (type) => type.split(".")[0] ?? type);

type Props = {
  all: boolean;
  value: readonly EventType[];
  error: string | undefined;
  onAll: (all: boolean) => void;
  onChange: (types: EventType[]) => void;
};

export function EventChooser({ all, value, error, onAll, onChange }: Props) {
  const t = useT();
  const set = (types: readonly EventType[], on: boolean): void =>
    onChange(on ? [...new Set([...value, ...types])] : value.filter((one) => !types.includes(one)));
  return (
    <fieldset className="flex flex-col gap-3" aria-describedby={error ? "events-error" : undefined}>
      <legend className="mb-1 text-sm font-medium text-soft">{t("webhooks.events")}</legend>
      <Checkbox
        label={t("webhooks.eventsAll")}
        hint={t("webhooks.eventsAllHint")}
        checked={all}
        onChange={(event) => onAll(event.target.checked)}
      />
      {error ? (
        <p id="events-error" role="alert" className="text-xs text-bad">
          {error}
        </p>
      ) : null}
      {all ? null : (
        <div className="flex flex-col gap-3 rounded-md border border-line p-3">
          {[...TYPES].map(([group, types]) => (
            <div key={group}>
              <Checkbox
                label={GROUPS[group] ? t(GROUPS[group]) : group}
                checked={types.every((type) => value.includes(type))}
                onChange={(event) => set(types, event.target.checked)}
              />
              <div className="ms-6 mt-1 grid gap-1 sm:grid-cols-2">
                {types.map((type) => (
                  <Checkbox
                    key={type}
                    label={wireType(type)}
                    checked={value.includes(type)}
                    onChange={(event) => set([type], event.target.checked)}
                  />
                ))}
              </div>
            </div>
          ))}
        </div>
      )}
    </fieldset>
  );
}
