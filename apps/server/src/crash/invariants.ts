import type { Home } from "./program.ts";

/** What must hold at any moment, also in the middle of work: every broken rule by name. */
export async function brokenRules(home: Pick<Home, "connect">): Promise<string[]> {
  const sql = home.connect();
  try {
    // One statement: everything is read at one instant.
    const rows = await sql<{ rule: string }[]>`
      select 'balance is not the sum of its entries' as rule from credit_accounts a
        where balance <> (select coalesce(sum(amount), 0) from credit_entries e where e.merchant_id = a.merchant_id)
      union all select 'reserved is not the sum of open reservations' from credit_accounts a
        where reserved <> (select coalesce(sum(amount), 0) from credit_reservations r where r.merchant_id = a.merchant_id and r.state = 'open')
      union all select 'product_count is not the number of products' from merchant_plans p
        where product_count <> (select count(*) from products x where x.merchant_id = p.merchant_id)
      union all select 'a product without its link' from products p
        where not exists (select from supplier_links l where (l.merchant_id, l.product_id) = (p.merchant_id, p.id))
      union all select 'a product imported twice' from supplier_links group by merchant_id, external_id having count(*) > 1
      union all select 'a product with more or fewer variants than it says' from products p
        where variant_count = 0 or variant_count <> (select count(*) from product_variants v where (v.merchant_id, v.product_id) = (p.merchant_id, p.id))
      union all select 'a product without images' from products p
        where not exists (select from product_media i where (i.merchant_id, i.product_id) = (p.merchant_id, p.id))
      union all select 'a variant whose known stock is missing' from product_variants v
        where stock_known and not exists (select from variant_stock s where (s.merchant_id, s.variant_id) = (v.merchant_id, v.id))
      union all select 'a product without a reading of its supplier, or with one kept twice' from products p
        where not (select count(*) > 0 and count(*) = count(distinct read_at) from supplier_snapshots s
          where (s.merchant_id, s.product_id) = (p.merchant_id, p.id))
      union all select 'a log says imported, the product is missing' from import_logs g
        where state = 'imported' and not exists (select from products p where (p.merchant_id, p.id) = (g.merchant_id, g.product_id))
      union all select 'a product without the one log of its import' from products p
        where 1 <> (select count(*) from import_logs g where (g.merchant_id, g.product_id) = (p.merchant_id, p.id) and state = 'imported')
      union all select 'an import without exactly one event' from import_logs g
        where state in ('imported', 'undone') and 1 <> (select count(*) from events e
          where e.merchant_id = g.merchant_id and type = 'product.imported' and payload ->> 'importLogId' = g.id::text)
      union all select 'an import that was not paid once, or an undo not paid back once' from import_logs g
        where state in ('imported', 'undone') and (case state when 'imported' then 'import -3' else 'import -3, undo 3' end)
          is distinct from (select string_agg(kind || ' ' || amount, ', ' order by id) from credit_entries e
            where e.merchant_id = g.merchant_id and e.reference_id = g.product_id::text)
      union all select 'usage is not the number of imports' from merchant_plans p
        where (select coalesce(sum(count), 0) from usage_counters u where u.merchant_id = p.merchant_id and feature = 'import')
          <> (select count(*) from events e where e.merchant_id = p.merchant_id and type = 'product.imported')
      union all select 'a picture that shows a file not ready for it' from product_media p
        join media_files f on (f.merchant_id, f.id) = (p.merchant_id, p.media_id) where f.state <> 'ready'
      union all select 'a completed draft without its product' from import_drafts d
        where state = 'completed' and not exists (select from products p where (p.merchant_id, p.id) = (d.merchant_id, d.product_id))
      union all select 'a delivery that says it arrived, and no attempt that did' from webhook_deliveries d
        where state = 'delivered' and not exists (select from webhook_logs g where (g.merchant_id, g.delivery_id) = (d.merchant_id, d.id) and reason is null)
      union all select 'a payment whose shares do not sum to it' from payments p
        where (case p.kind when 'refund' then -p.amount_minor else p.amount_minor end) is distinct from (
          select sum(l.amount_minor) from commission_lines l where (l.merchant_id, l.payment_id) = (p.merchant_id, p.id))
      union all select 'a payment without exactly one event' from payments p
        where 1 <> (select count(*) from events e where e.merchant_id = p.merchant_id
          and e.type in ('payment.received', 'payment.refunded') and e.payload ->> 'paymentId' = p.id::text)
      union all select 'more went back for an order than came in' from payments group by merchant_id, order_id
        having sum(case kind when 'refund' then -amount_minor else amount_minor end) < 0
      union all select 'an order that says something else of its money than its payments' from orders o
        left join lateral (select coalesce(sum(amount_minor) filter (where kind = 'capture'), 0) as came,
          coalesce(sum(amount_minor) filter (where kind = 'refund'), 0) as went from payments p
          where (p.merchant_id, p.order_id) = (o.merchant_id, o.id)) m on true
        where o.money <> case when m.came = 0 then case o.total_minor when 0 then 'paid' else 'unpaid' end
          when m.went > 0 then case m.went when m.came then 'refunded' else 'partially_refunded' end
          when m.came < o.total_minor then 'partially_paid' when m.came = o.total_minor then 'paid' else 'overpaid' end
      union all select 'a body was taken in, and its message is nowhere' from webhook_inbox i
        where state = 'split' and not exists (select from channel_events e where e.inbox_id = i.id)
      union all select 'a paired browser lost its session' from chrome_extension_sessions where revoked_at is not null`;
    return rows.map((row) => row.rule);
  } finally {
    await sql.end();
  }
}

/** What must be over once work has had its time: what is left, by name. */
export async function leftOver(home: Pick<Home, "connect">): Promise<string[]> {
  const sql = home.connect();
  try {
    const rows = await sql<{ rest: string }[]>`
      select 'credits still held' as rest from credit_accounts where reserved <> 0
      union all select 'a row still queued' from import_logs where state = 'queued'
      union all select 'a preview still being read' from import_previews where state = 'reading'
      union all select 'a webhook still to be delivered' from webhook_deliveries where state = 'pending'
      union all select 'a body nobody has looked at' from webhook_inbox where state = 'waiting'
      union all select 'a message still to be sent' from messages where state in ('queued', 'sending')
      union all select 'a message nobody has followed' from channel_events where state = 'waiting'
      union all select 'a product that CJ spoke of and nobody has read' from inventory_hints
      union all select 'a file still to be fetched' from chat_files where state = 'waiting'
      union all select 'a draft still waiting' from import_drafts where state = 'waiting'`;
    return rows.map((row) => row.rest);
  } finally {
    await sql.end();
  }
}
