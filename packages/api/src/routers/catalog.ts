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
import { CompareWithSupplierInput, RefreshProductInput, SupplierComparison } from "@nexusone/contracts/supplier-sync";
import { compareWithSupplier } from "@nexusone/core/catalog/compare-with-supplier";
import { EstimateMarginsInput, MarginEstimates } from "@nexusone/contracts/estimates";
import { createCategory } from "@nexusone/core/catalog/create-category";
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
        also: ["GET /rest/v1/products"],
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
        also: ["PATCH /rest/v1/products/{id}"],
        summary: "Change name, description, status, category, tags, rule or prices of a product",
        permission: "catalog:edit",
        example: { name: "Desk lamp, warm white", status: "active", tags: ["lamps"] },
      },
    })
    .input(UpdateProductInput)
    .output(ProductView)
    .mutation(({ ctx, input }) => updateProduct(ctx.service, input)),

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
