import {
  CreateRestProductInput,
  ListPublicProductsInput,
  ListRestProductsInput,
  PublicProductsPage,
  RestProduct,
  RestProductsPage,
  UpdateRestProductInput,
} from "@nexusone/contracts/rest-products";
import { listPublicProducts, previewPublicProducts } from "@nexusone/core/catalog/list-public-products";
import { createRestProduct, listRestProducts, updateRestProduct } from "@nexusone/core/catalog/rest-products";
import { merchantProcedure, publicProcedure, router } from "../trpc.ts";

/** The catalogue under the names that older programs and shop windows know; thin over the catalogue's verbs. */
export const storeRouter = router({
  listProducts: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/rest/v1/products",
        summary:
          "The merchant's products, each as one price and one stock; with `shop`, what that shop shows everybody",
        permission: "catalog:read",
        publicWith: { field: "shop", procedure: "store.listPublicProducts" },
      },
    })
    .input(ListRestProductsInput)
    .output(RestProductsPage)
    .query(({ ctx, input }) => listRestProducts(ctx.service, input)),

  createProduct: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/rest/v1/products",
        status: 201,
        summary: "Create a product of the merchant's own",
        permission: "catalog:edit",
        example: {
          name: "Cough syrup",
          category: "Syrups",
          priceMinor: 1290,
          stockQty: 12,
          expirationDate: "2027-05-31",
        },
      },
    })
    .input(CreateRestProductInput)
    .output(RestProduct)
    .mutation(({ ctx, input }) => createRestProduct(ctx.service, input)),

  updateProduct: merchantProcedure
    .meta({
      rest: {
        method: "PATCH",
        path: "/rest/v1/products/{id}",
        summary: "Change a product: the price of all its variants, the stock of its only one",
        permission: "catalog:edit",
        example: { priceMinor: 1390, stockQty: 8, active: true },
      },
    })
    .input(UpdateRestProductInput)
    .output(RestProduct)
    .mutation(({ ctx, input }) => updateRestProduct(ctx.service, input)),

  listPublicProducts: publicProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/rest/v1/shops/{shop}/products",
        summary: "What a shop shows everybody, when it chose to: names, prices, pictures, and whether any is left",
        keptSeconds: 60,
      },
    })
    .input(ListPublicProductsInput)
    .output(PublicProductsPage)
    .query(({ ctx, input }) => listPublicProducts(ctx, input)),

  previewPublicProducts: merchantProcedure
    .output(PublicProductsPage)
    .query(({ ctx }) => previewPublicProducts(ctx.service)),
});
