CREATE TABLE "page_reports" (
	"day" date NOT NULL,
	"host" text NOT NULL,
	"page" text NOT NULL,
	"selector" text NOT NULL,
	"version" text NOT NULL,
	"reports" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "page_reports_pkey" PRIMARY KEY("day","host","page","selector","version"),
	CONSTRAINT "page_reports_host_check" CHECK ("page_reports"."host" in ('shop', 'mobile', 'app', 'sandbox')),
	CONSTRAINT "page_reports_page_check" CHECK ("page_reports"."page" in ('product', 'category', 'search')),
	CONSTRAINT "page_reports_selector_check" CHECK ("page_reports"."selector" in ('productDetailData', 'heading', 'priceBox', 'gallery', 'PRODUCTSRES', 'link', 'card', 'name', 'price', 'picture'))
);
