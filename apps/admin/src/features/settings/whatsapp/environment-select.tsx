import type { Environment } from "@nexusone/contracts/cj";
import { Select } from "@nexusone/ui/field";
import type { ComponentProps } from "react";
import { useT } from "../../../i18n/context.tsx";

type Props = { allowed: readonly Environment[] } & Omit<ComponentProps<typeof Select>, "label" | "children">;

/** Simulated or real, where both can be had. */
export function EnvironmentSelect({ allowed, ...rest }: Props) {
  const t = useT();
  if (allowed.length < 2) return null;
  return (
    <Select label={t("cj.environment")} {...rest}>
      {allowed.map((environment) => (
        <option key={environment} value={environment}>
          {t("common.pair", {
            name: t(`env.${environment}`),
            value: t(environment === "sandbox" ? "channels.env.sandbox" : "channels.env.live"),
          })}
        </option>
      ))}
    </Select>
  );
}
