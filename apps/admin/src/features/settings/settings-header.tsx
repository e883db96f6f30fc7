import { PageHeader } from "@nexusone/ui/layout";
import type { ReactNode } from "react";
import { Crumbs } from "../../app/crumbs.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Key } from "../../i18n/translate.ts";

export function SettingsHeader({ title, action, badges }: { title: Key; action?: ReactNode; badges?: ReactNode }) {
  const t = useT();
  return (
    <>
      <title>{`${t(title)} · NexusOne`}</title>
      <PageHeader
        crumbs={<Crumbs list="settings" here={t(title)} />}
        title={t(title)}
        badges={badges}
        action={action}
      />
    </>
  );
}
