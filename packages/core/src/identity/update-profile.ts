import type { MeView, UpdateProfileInput } from "@nexusone/contracts/identity";
import { updateUser } from "@nexusone/db/queries/identity";
import { withUser } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import type { UserContext } from "../context.ts";
import { meOf } from "./me.ts";
import { refusingTakenPhone } from "./sign-up.ts";

/** Changes what was given, nothing else. Throws `identity.phone_taken`. */
export function updateProfile(ctx: UserContext, input: z.output<typeof UpdateProfileInput>): Promise<MeView> {
  const { name, phoneNumber, locale } = input;
  const change = {
    ...(name !== undefined && { name }),
    ...(phoneNumber !== undefined && { phoneNumber }),
    ...(locale !== undefined && { locale }),
  };
  return refusingTakenPhone(
    withUser(ctx.platform.db, ctx.user.id, async (tx) => {
      if (Object.keys(change).length > 0) await updateUser(tx, ctx.user.id, change);
      return meOf(tx, ctx.user.id);
    }),
  );
}
