import { ArchiveContents } from "@nexusone/contracts/archive";
import { describeArchive } from "@nexusone/core/archive/describe-archive";
import { merchantProcedure, router } from "../trpc.ts";

/** The archive itself is a download: `POST /api/archive`, beside the router. */
export const archiveRouter = router({
  describe: merchantProcedure
    .meta({ heavy: true })
    .output(ArchiveContents)
    .query(({ ctx }) => describeArchive(ctx.service)),
});
