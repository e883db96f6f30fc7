import { IconButton } from "@nexusone/ui/button";
import { Checkbox } from "@nexusone/ui/toggle";
import { Menu, MenuItem, MenuLine } from "@nexusone/ui/menu";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Archive, ArchiveRestore, Ellipsis, Trash2 } from "lucide-react";
import { useState } from "react";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone, toastFailed } from "../../lib/toast.ts";
import type { Template } from "./template-page.tsx";

/** What is done with a template as a whole. */
export function TemplateMenu({ template }: { template: Template }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("templates:manage");
  const [deleting, setDeleting] = useState(false);
  const isArchived = template.state === "archived";
  const archive = useMutation(
    api.templates.archive.mutationOptions({
      onSuccess: () => void toastDone(t(isArchived ? "templates.restored" : "templates.archived")),
      onError: (error) => void toastFailed(error, t),
      onSettled: () => queryClient.invalidateQueries(api.templates.pathFilter()),
    }),
  );
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton
            look="plain"
            label={t("templates.more")}
            icon={<Ellipsis size={16} aria-hidden />}
            refused={refused}
          />
        }
      >
        <MenuItem
          icon={isArchived ? <ArchiveRestore size={14} aria-hidden /> : <Archive size={14} aria-hidden />}
          onSelect={() => archive.mutate({ id: template.id, archived: !isArchived })}
        >
          {t(isArchived ? "templates.restore" : "templates.archive")}
        </MenuItem>
        <MenuLine />
        <MenuItem danger icon={<Trash2 size={14} aria-hidden />} onSelect={() => setDeleting(true)}>
          {t("templates.delete")}
        </MenuItem>
      </Menu>
      {deleting ? <DeleteDialog template={template} onClose={() => setDeleting(false)} /> : null}
    </>
  );
}

function DeleteDialog({ template, onClose }: { template: Template; onClose: () => void }) {
  const t = useT();
  const { api, slug } = useShop();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [allLanguages, setAll] = useState(false);
  const remove = useMutation(
    api.templates.delete.mutationOptions({
      onSuccess: async () => {
        await navigate({ to: "/m/$slug/templates", params: { slug } });
        void toastDone(t("templates.deleted"));
        await queryClient.invalidateQueries(api.templates.pathFilter());
      },
    }),
  );
  return (
    <FormDialog
      title={t("templates.deleteTitle", { name: template.name })}
      action={t("templates.delete")}
      look="danger"
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onSubmit={() => remove.mutate({ id: template.id, allLanguages })}
    >
      <p className="text-soft">
        {t(template.status === "APPROVED" ? "templates.deleteApproved" : "templates.deleteText")}
      </p>
      {template.siblings.length > 0 ? (
        <Checkbox
          label={t("templates.deleteAll", { count: template.siblings.length + 1 })}
          checked={allLanguages}
          onChange={({ target }) => setAll(target.checked)}
        />
      ) : null}
    </FormDialog>
  );
}
