import { type Role, roleMayManage, ROLES } from "@nexusone/contracts/permissions";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { IconButton } from "@nexusone/ui/button";
import { Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { useState } from "react";
import { Confirm } from "../../../app/confirm.tsx";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import type { Outputs } from "../../../lib/api.ts";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";

type Member = Outputs["team"]["list"]["members"][number];

export function MembersCard({ members }: { members: readonly Member[] }) {
  const t = useT();
  const { api, can, membership } = useShop();
  const queryClient = useQueryClient();
  const [removing, setRemoving] = useState<Member>();
  const refresh = () => queryClient.invalidateQueries(api.team.pathFilter());
  const change = useMutation(
    api.team.changeRole.mutationOptions({ onSuccess: () => void toastDone(t("common.saved")), onSettled: refresh }),
  );
  const remove = useMutation(
    api.team.removeMember.mutationOptions({
      onSuccess: () => setRemoving(undefined),
      onSettled: refresh,
    }),
  );
  const owners = members.filter(({ role }) => role === "owner").length;
  // A shop keeps one owner: the last one is not offered another role.
  const isLastOwner = (member: Member): boolean => member.role === "owner" && owners === 1;
  const mayManage = (role: Role): boolean => can("team:manage") && roleMayManage(membership.role, role);
  return (
    <Card flush title={t("team.members")}>
      {change.isError ? (
        <div className="px-4 pt-3">
          <Refused error={change.error} />
        </div>
      ) : null}
      <Table
        narrow
        label={t("team.members")}
        head={
          <>
            <Th>{t("profile.name")}</Th>
            <Th>{t("team.role")}</Th>
            <Th end className="max-md:hidden">
              {t("team.joined")}
            </Th>
            <Th>
              <span className="sr-only">{t("common.actions")}</span>
            </Th>
          </>
        }
      >
        {members.map((member) => (
          <tr key={member.id}>
            <Td className="max-md:w-full max-md:max-w-0 md:max-w-64">
              <span className="flex items-center gap-2">
                <span className="truncate font-medium">{member.name}</span>
                {member.isYou ? <Badge>{t("team.you")}</Badge> : null}
              </span>
              <span className="block truncate text-xs text-muted">{member.email}</span>
            </Td>
            <Td>
              {mayManage(member.role) && !isLastOwner(member) ? (
                <Select
                  hideLabel
                  className="w-32 md:w-44"
                  label={t("team.roleOf", { name: member.name })}
                  value={member.role}
                  disabled={change.isPending}
                  onChange={(event) => {
                    const role = ROLES.find((known) => known === event.target.value);
                    if (role) change.mutate({ membershipId: member.id, role });
                  }}
                >
                  {ROLES.filter((role) => roleMayManage(membership.role, role)).map((role) => (
                    <option key={role} value={role}>
                      {t(`role.${role}`)}
                    </option>
                  ))}
                </Select>
              ) : (
                t(`role.${member.role}`)
              )}
            </Td>
            <Td end className="whitespace-nowrap text-muted max-md:hidden">
              <RelativeTime at={member.joinedAt} />
            </Td>
            <Td end>
              {mayManage(member.role) && !member.isYou ? (
                <IconButton
                  size="sm"
                  label={t("team.remove", { name: member.name })}
                  icon={<UserMinus size={15} aria-hidden />}
                  onClick={() => setRemoving(member)}
                />
              ) : null}
            </Td>
          </tr>
        ))}
      </Table>
      {removing ? (
        <Confirm
          title={t("team.removeTitle", { name: removing.name })}
          action={t("team.removeAction")}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate({ membershipId: removing.id })}
          onClose={() => setRemoving(undefined)}
        >
          {t("team.removeText")}
        </Confirm>
      ) : null}
    </Card>
  );
}
