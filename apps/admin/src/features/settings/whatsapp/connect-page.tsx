import type { Environment } from "@nexusone/contracts/cj";
import { SANDBOX_NUMBERS } from "@nexusone/contracts/sandbox-numbers";
import { Button, buttonClass } from "@nexusone/ui/button";
import { Card, EmptyState } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { FlaskConical, Link2, Lock, MessageCircle } from "lucide-react";
import type { ReactNode } from "react";
import { Refused } from "../../../app/refused.tsx";
import { AnswerOrCard } from "../../../app/states.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { SettingsHeader } from "../settings-header.tsx";
import { CloudForm } from "./cloud-form.tsx";
import { useConnect } from "./use-connect.ts";
import { WhapiForm } from "./whapi-form.tsx";

const route = getRouteApi("/m/$slug/settings/whatsapp/connect");

/** From nothing to a connected number: which way, then its keys, checked live. */
export function ConnectPage() {
  const t = useT();
  const { api, slug } = useShop();
  const { via } = route.useSearch();
  const refused = useRefusal("channels:manage");
  const channels = useQuery(api.channels.list.queryOptions());
  const back = (
    <Link
      to={via ? "/m/$slug/settings/whatsapp/connect" : "/m/$slug/settings/whatsapp"}
      params={{ slug }}
      search={{}}
      className={buttonClass()}
    >
      {t(via ? "channels.otherWay" : "channels.backToList")}
    </Link>
  );
  return (
    <>
      <SettingsHeader title="channels.connect" action={back} />
      {refused !== undefined ? (
        <EmptyState icon={<Lock size={18} aria-hidden />} title={refused} />
      ) : (
        <AnswerOrCard query={channels} height="h-40">
          {({ allowed, appNeeded }) =>
            via === "cloud_api" ? (
              <CloudForm allowed={allowed} appNeeded={appNeeded} />
            ) : via === "whapi" ? (
              <WhapiForm allowed={allowed} />
            ) : (
              <Ways allowed={allowed} />
            )
          }
        </AnswerOrCard>
      )}
    </>
  );
}

function Ways({ allowed }: { allowed: readonly Environment[] }) {
  const t = useT();
  const { slug } = useShop();
  const go = (via: "cloud_api" | "whapi") => (
    <Link
      to="/m/$slug/settings/whatsapp/connect"
      params={{ slug }}
      search={{ via }}
      className={buttonClass({ look: allowed.includes("sandbox") ? "plain" : "primary" })}
    >
      {t(`channels.choose.${via}`)}
    </Link>
  );
  return (
    <div className="flex flex-col gap-4">
      {allowed.includes("sandbox") ? <SandboxWay /> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Way
          icon={<MessageCircle size={18} aria-hidden />}
          title={t("channels.provider.cloud_api")}
          points={[t("channels.cloud.1"), t("channels.cloud.2"), t("channels.cloud.3")]}
          act={go("cloud_api")}
        />
        <Way
          icon={<Link2 size={18} aria-hidden />}
          title={t("channels.provider.whapi")}
          points={[t("channels.whapi.1"), t("channels.whapi.2"), t("channels.whapi.3")]}
          act={go("whapi")}
        />
      </div>
    </div>
  );
}

type WayProps = { icon: ReactNode; title: string; points: readonly string[]; act: ReactNode };

function Way({ icon, title, points, act }: WayProps) {
  return (
    <section className="flex flex-col gap-3 rounded-md border border-line bg-surface p-4">
      <h2 className="flex items-center gap-2 text-base font-semibold text-ink">
        <span className="text-muted">{icon}</span>
        {title}
      </h2>
      <ul className="flex flex-1 list-disc flex-col gap-1 ps-5 text-sm text-soft marker:text-faint">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <div>{act}</div>
    </section>
  );
}

/** The simulated number, in one click: its keys are everybody's. */
function SandboxWay() {
  const t = useT();
  const connect = useConnect();
  const pending = connect.isPending ? connect.variables.provider : undefined;
  return (
    <Card title={t("channels.sandbox")} hint={t("channels.sandboxHint")}>
      <div className="flex flex-col gap-3">
        <Refused error={connect.error} />
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            icon={<FlaskConical size={14} aria-hidden />}
            busy={pending === "cloud_api"}
            onClick={() => connect.mutate(SANDBOX_NUMBERS.cloud_api)}
          >
            {t("channels.sandboxCloud")}
          </Button>
          <Button
            icon={<FlaskConical size={14} aria-hidden />}
            busy={pending === "whapi"}
            onClick={() => connect.mutate(SANDBOX_NUMBERS.whapi)}
          >
            {t("channels.sandboxWhapi")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
