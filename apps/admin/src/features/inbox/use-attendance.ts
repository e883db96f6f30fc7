import type { ConversationId } from "@nexusone/contracts/ids";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";

export type Colleague = Outputs["conversations"]["attend"]["others"][number];

/** A third of how long one counts as present: one lost call makes nobody vanish. */
const EVERY_MS = 5_000;

/** Says again and again that this person has the conversation open, and hears who else does. Stops while the page is out of sight. */
export function useAttendance(id: ConversationId) {
  const { api } = useShop();
  const typing = useRef(false);
  const { mutateAsync } = useMutation(api.conversations.attend.mutationOptions());
  const attendance = useQuery({
    queryKey: ["attendance", id],
    queryFn: () => {
      const said = typing.current;
      typing.current = false;
      return mutateAsync({ id, typing: said });
    },
    refetchInterval: EVERY_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return {
    others: attendance.data?.others ?? [],
    /** The person pressed a key in the composer. */
    onType: () => {
      typing.current = true;
    },
  };
}
