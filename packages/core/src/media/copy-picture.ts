import { MAX_MEDIA_BYTES } from "@nexusone/contracts/media-terms";
import { lockProduct } from "@nexusone/db/queries/catalog-product";
import { lockMedia, setMediaUse } from "@nexusone/db/queries/media";
import { settleProductMedia, syncMainPictures, type ProductMediaRow } from "@nexusone/db/queries/product-media";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { getPublicly, type GetResult } from "../outgoing/get-publicly.ts";
import { inMerchantTx } from "../transaction.ts";
import { storeImage } from "./store-image.ts";

/** Copies one waiting picture from its address and shows the copy. Safe to repeat. Throws `media.*`. */
export async function copyPicture(ctx: ServiceContext, row: ProductMediaRow, ownerId: string | null): Promise<void> {
  const sourceUrl = row.sourceUrl ?? "";
  if (!URL.canParse(sourceUrl)) throw new DomainError("media.source_refused");
  const content = contentOf(await getPublicly(ctx.platform.outgoing ?? {}, sourceUrl, { maxBytes: MAX_MEDIA_BYTES }));
  const name = decodeName(new URL(sourceUrl).pathname);
  const media = await storeImage(ctx, { content, name, ownerId, sourceUrl });
  failpoint("media.copy.after_store");
  await inMerchantTx(ctx, async (tx) => {
    // The product first, as everybody does who changes its pictures; the file's lock keeps the sweep away.
    if (!(await lockProduct(tx, row.productId))) return;
    if (!(await lockMedia(tx, media.id))) throw new DomainError("media.storage_unavailable");
    if (!(await settleProductMedia(tx, row.id, { mediaId: media.id }))) return;
    await setMediaUse(tx, media.id, null);
    await syncMainPictures(tx, [row.productId]);
  });
}

const decodeName = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** @throws what the answer means for the picture */
function contentOf(result: GetResult): Buffer {
  const unavailable = (problem: string) => new DomainError("media.source_unavailable", { problem });
  if (result.failure === undefined) {
    const { status, body } = result;
    if (status === 200 && body.length > 0) return body;
    if (status >= 500 || status === 429 || status === 408 || status === 200) throw unavailable(String(status));
    throw new DomainError("media.source_gone", { status });
  }
  const { failure } = result;
  switch (failure.kind) {
    case "too_large":
      throw new DomainError("media.too_large", { megabytes: MAX_MEDIA_BYTES / 1024 ** 2 });
    case "address":
    case "scheme":
      throw new DomainError("media.source_refused");
    case "unresolved":
      throw unavailable("ENOTFOUND");
    case "timeout":
      throw unavailable(`${failure.seconds} s`);
    case "unreachable":
      throw unavailable(failure.problem);
  }
}
