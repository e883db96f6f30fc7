import type { PlatformJobsView } from "@nexusone/contracts/operations";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";

/** All merchants' queues, dead letters included, and the schedule. @throws `identity.platform_admin_only` */
export async function getPlatformJobs({ user, platform }: UserContext): Promise<PlatformJobsView> {
  if (!user.isPlatformAdmin) throw new DomainError("identity.platform_admin_only");
  return platform.jobs.figures();
}
