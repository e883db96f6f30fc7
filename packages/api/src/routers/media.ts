import {
  AttachMediaInput,
  DeleteMediaInput,
  DescribeMediaInput,
  DetachMediaInput,
  ListMediaInput,
  MediaDetail,
  MediaInput,
  MediaPage,
  MediaUsageView,
  MediaView,
  ProductGallery,
  ReorderMediaInput,
  RetryMediaInput,
  UploadMediaInput,
} from "@nexusone/contracts/media";
import { MAX_MEDIA_BYTES } from "@nexusone/contracts/media-terms";
import { Done } from "@nexusone/contracts/paging";
import { describeMedia, detachMedia, reorderMedia } from "@nexusone/core/media/arrange-media";
import { attachMedia } from "@nexusone/core/media/attach-media";
import { deleteMedia } from "@nexusone/core/media/delete-media";
import { getMedia, getMediaUsage, listMedia } from "@nexusone/core/media/list-media";
import { retryMedia } from "@nexusone/core/media/retry-media";
import { uploadMedia } from "@nexusone/core/media/upload-media";
import { merchantProcedure, router } from "../trpc.ts";
import { done } from "./answers.ts";

export const mediaRouter = router({
  upload: merchantProcedure
    .meta({
      heavy: true,
      rest: {
        method: "POST",
        path: "/api/media/upload",
        summary: "Keep a picture: base64 in JSON, or a form of type multipart/form-data with a field `file`",
        status: 201,
        permission: "catalog:edit",
        // Base64 takes four bytes for three.
        bodyLimit: Math.ceil(MAX_MEDIA_BYTES / 3) * 4 + 64 * 1024,
        example: { fileData: "iVBORw0KGgo=", fileName: "lamp.png", mimeType: "image/png" },
      },
    })
    .input(UploadMediaInput)
    .output(MediaView)
    .mutation(({ ctx, input }) => uploadMedia(ctx.service, input)),

  get: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/media/{mediaId}",
        summary: "A file with signed links and the products that show it",
        permission: "catalog:read",
      },
    })
    .input(MediaInput)
    .output(MediaDetail)
    .query(({ ctx, input }) => getMedia(ctx.service, input)),

  delete: merchantProcedure
    .meta({
      rest: {
        method: "DELETE",
        path: "/api/media/{mediaId}",
        summary: "Delete a file that no product shows, or take it off them first with `detach`",
        permission: "catalog:edit",
      },
    })
    .input(DeleteMediaInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(deleteMedia(ctx.service, input))),

  list: merchantProcedure
    .input(ListMediaInput)
    .output(MediaPage)
    .query(({ ctx, input }) => listMedia(ctx.service, input)),

  usage: merchantProcedure.output(MediaUsageView).query(({ ctx }) => getMediaUsage(ctx.service)),

  attach: merchantProcedure
    .input(AttachMediaInput)
    .output(ProductGallery)
    .mutation(({ ctx, input }) => attachMedia(ctx.service, input)),
  detach: merchantProcedure
    .input(DetachMediaInput)
    .output(ProductGallery)
    .mutation(({ ctx, input }) => detachMedia(ctx.service, input)),
  reorder: merchantProcedure
    .input(ReorderMediaInput)
    .output(ProductGallery)
    .mutation(({ ctx, input }) => reorderMedia(ctx.service, input)),
  describe: merchantProcedure
    .input(DescribeMediaInput)
    .output(ProductGallery)
    .mutation(({ ctx, input }) => describeMedia(ctx.service, input)),
  retry: merchantProcedure
    .input(RetryMediaInput)
    .output(ProductGallery)
    .mutation(({ ctx, input }) => retryMedia(ctx.service, input)),
});
