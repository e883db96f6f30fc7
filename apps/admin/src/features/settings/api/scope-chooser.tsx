import { API_KEY_SCOPES, type ApiKeyScope } from "@nexusone/contracts/permissions";
import { chipClass } from "@nexusone/ui/table";
import { Checkbox } from "@nexusone/ui/toggle";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";

type Props = { value: readonly ApiKeyScope[]; error: string | undefined; onChange: (scopes: ApiKeyScope[]) => void };

/** The rights a key can carry; those that the person has not themselves cannot be given. */
export function ScopeChooser({ value, error, onChange }: Props) {
  const t = useT();
  const { can, membership } = useShop();
  const own = API_KEY_SCOPES.filter((scope) => can(scope));
  const presets = [
    ["api.scopesRead", own.filter((scope) => scope.endsWith(":read"))],
    ["api.scopesAll", own],
    ["api.scopesClear", []],
  ] as const;
  const same = (scopes: readonly ApiKeyScope[]) =>
    scopes.length === value.length && scopes.every((scope) => value.includes(scope));
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby="scopes-hint">
      <legend className="mb-1 text-sm font-medium text-soft">{t("api.scopes")}</legend>
      <div className="flex flex-wrap gap-2">
        {presets.map(([label, scopes]) => (
          <button
            key={label}
            type="button"
            className={chipClass(same(scopes))}
            aria-pressed={same(scopes)}
            onClick={() => onChange([...scopes])}
          >
            {t(label)}
          </button>
        ))}
      </div>
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
        {API_KEY_SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            label={t(`api.scope.${scope}`)}
            hint={can(scope) ? undefined : t("refused.role", { role: t(`role.${membership.role}`) })}
            disabled={!can(scope)}
            checked={value.includes(scope)}
            onChange={(event) =>
              onChange(event.target.checked ? [...value, scope] : value.filter((one) => one !== scope))
            }
          />
        ))}
      </div>
      <p
        id="scopes-hint"
        className={error ? "text-xs text-bad" : "text-xs text-muted"}
        role={error ? "alert" : undefined}
      >
        {error ?? t("api.scopesHint")}
      </p>
    </fieldset>
  );
}
