import { Button } from "@nexusone/ui/button";
import { Menu, MenuItem } from "@nexusone/ui/menu";
import { chipClass } from "@nexusone/ui/table";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastFailed } from "../../lib/toast.ts";
import { tidied } from "./blank.ts";
import type { Template } from "./template-page.tsx";
import { useLanguageName } from "./template-words.tsx";

/** What most shops write in goes first. */
const COMMON = ["en", "fr", "es", "pt_BR", "ar"];

/** The same template in other languages, each with its own life at Meta. */
export function LanguageTabs({ template }: { template: Template }) {
  const t = useT();
  const { api, slug } = useShop();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const refused = useRefusal("templates:manage");
  const languageName = useLanguageName();
  const options = useQuery(api.templates.options.queryOptions());
  const { id, language, siblings, content, name, accountId } = template;
  const all = [...siblings, { id, language, status: template.status }].toSorted((a, b) =>
    a.language.localeCompare(b.language),
  );
  const has = new Set(all.map((one) => one.language));
  const languages = options.data?.languages ?? [];
  const more = [...COMMON, ...languages.filter((code) => !COMMON.includes(code))].filter((code) => !has.has(code));
  const create = useMutation(
    api.templates.create.mutationOptions({
      onSuccess: async (made) => {
        await queryClient.invalidateQueries(api.templates.pathFilter());
        await navigate({ to: "/m/$slug/templates/$templateId", params: { slug, templateId: made.id } });
      },
      onError: (error) => void toastFailed(error, t),
    }),
  );
  const add = (code: string): void => {
    // Examples are of the other language: known variables get those of this one.
    const copy = tidied({
      ...content,
      language: code,
      examples: { header: {}, body: {}, buttons: content.examples.buttons },
    });
    const { variables: _form, ...written } = copy;
    const account = options.data?.accounts.find((one) => one.accountId === accountId);
    create.mutate({ ...written, name, ...(account && { channelId: account.channelId }) });
  };
  return (
    <nav aria-label={t("templates.languages")} className="flex flex-wrap items-center gap-2">
      {all.map((one) => (
        <Link
          key={one.id}
          to="/m/$slug/templates/$templateId"
          params={{ slug, templateId: one.id }}
          aria-current={one.id === id ? "page" : undefined}
          className={chipClass(one.id === id)}
        >
          {languageName(one.language)}
        </Link>
      ))}
      <Menu
        trigger={
          <Button
            size="sm"
            look="quiet"
            icon={<Plus size={14} aria-hidden />}
            busy={create.isPending}
            refused={refused}
          >
            {t("templates.addLanguage")}
          </Button>
        }
      >
        {more.map((code) => (
          <MenuItem key={code} onSelect={() => add(code)}>
            {languageName(code)}
          </MenuItem>
        ))}
      </Menu>
    </nav>
  );
}
