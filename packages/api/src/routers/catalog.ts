import {
  CategoryNameInput,
  CategoryView,
  FacetsView,
  ListProductsInput,
  ProductHistoryInput,
  ProductHistoryPage,
  ProductInput,
  ProductsPage,
  ProductView,
  UpdateProductInput,
} from "@nexusone/contracts/catalog";
import { CreateProductInput, DeletedProduct, DeleteProductInput } from "@nexusone/contracts/own-products";
import { CompareWithSupplierInput, RefreshProductInput, SupplierComparison } from "@nexusone/contracts/supplier-sync";
import { compareWithSupplier } from "@nexusone/core/catalog/compare-with-supplier";
import { EstimateMarginsInput, MarginEstimates } from "@nexusone/contracts/estimates";
import { createCategory } from "@nexusone/core/catalog/create-category";
import { createProduct } from "@nexusone/core/catalog/create-product";
import { deleteProduct } from "@nexusone/core/catalog/delete-product";
import { estimateMargins } from "@nexusone/core/catalog/estimate-margins";
import { getProduct } from "@nexusone/core/catalog/get-product";
import { listFacets } from "@nexusone/core/catalog/list-facets";
import { listProductHistory } from "@nexusone/core/catalog/list-product-history";
import { listProducts } from "@nexusone/core/catalog/list-products";
import { refreshProduct } from "@nexusone/core/catalog/refresh-product";
import { updateProduct } from "@nexusone/core/catalog/update-product";
import { merchantProcedure, router } from "../trpc.ts";

export const catalogRouter = router({
  listProducts: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/dropshipping/products",
        summary: "The merchant's products by filter and words",
        permission: "catalog:read",
      },
    })
    .input(ListProductsInput)
    .output(ProductsPage)
    .query(({ ctx, input }) => listProducts(ctx.service, input)),

  // A query by nature, but sixty products do not fit an address.
  estimateMargins: merchantProcedure
    .input(EstimateMarginsInput)
    .output(MarginEstimates)
    .mutation(({ ctx, input }) => estimateMargins(ctx.service, input)),

  getProduct: merchantProcedure
    .input(ProductInput)
    .output(ProductView)
    .query(({ ctx, input }) => getProduct(ctx.service, input)),

  updateProduct: merchantProcedure
    .meta({
      rest: {
        method: "PATCH",
        path: "/api/dropshipping/products/{id}",
        summary: "Change a product and its variants",
        permission: "catalog:edit",
        example: { name: "Desk lamp, warm white", status: "active", tags: ["lamps"] },
      },
    })
    .input(UpdateProductInput)
    .output(ProductView)
    .mutation(({ ctx, input }) => updateProduct(ctx.service, input)),

  createProduct: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/dropshipping/products",
        status: 201,
        summary: "Create a product of the merchant's own, with variants",
        permission: "catalog:edit",
        example: { name: "Cough syrup", variants: [{ label: "125 ml", priceMinor: 1290, costMinor: 600, stock: 12 }] },
      },
    })
    .input(CreateProductInput)
    .output(ProductView)
    .mutation(({ ctx, input }) => createProduct(ctx.service, input)),

  deleteProduct: merchantProcedure
    .meta({
      rest: {
        method: "DELETE",
        path: "/rest/v1/products/{id}",
        also: ["DELETE /api/dropshipping/products/{id}"],
        summary: "Archive a product; with `permanent`, remove one that was never sold",
        permission: "catalog:delete",
      },
    })
    .input(DeleteProductInput)
    .output(DeletedProduct)
    .mutation(({ ctx, input }) => deleteProduct(ctx.service, input)),

  compareWithSupplier: merchantProcedure
    .input(CompareWithSupplierInput)
    .output(SupplierComparison)
    .query(({ ctx, input }) => compareWithSupplier(ctx.service, input)),

  refreshProduct: merchantProcedure
    .input(RefreshProductInput)
    .output(ProductView)
    .mutation(({ ctx, input }) => refreshProduct(ctx.service, input)),

  listProductHistory: merchantProcedure
    .input(ProductHistoryInput)
    .output(ProductHistoryPage)
    .query(({ ctx, input }) => listProductHistory(ctx.service, input)),

  listFacets: merchantProcedure.output(FacetsView).query(({ ctx }) => listFacets(ctx.service)),

  createCategory: merchantProcedure
    .input(CategoryNameInput)
    .output(CategoryView)
    .mutation(({ ctx, input }) => createCategory(ctx.service, input)),
});
