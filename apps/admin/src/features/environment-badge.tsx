import type { Environment } from "@nexusone/contracts/cj";
import { Badge } from "@nexusone/ui/badge";
import { FlaskConical, Radio } from "lucide-react";
import { useT } from "../i18n/context.tsx";

/** Simulated or real is said wherever a supplier is. */
export function EnvironmentBadge({ environment }: { environment: Environment }) {
  const t = useT();
  const Icon = environment === "sandbox" ? FlaskConical : Radio;
  return (
    <Badge
      tone={environment === "sandbox" ? "info" : "good"}
      icon={<Icon size={12} aria-hidden />}
      title={t(environment === "sandbox" ? "env.sandboxHint" : "env.liveHint")}
    >
      {t(`env.${environment}`)}
    </Badge>
  );
}
