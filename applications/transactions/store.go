package transactions

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// customersSQL touches only customers that it has something new of, and all in
// the same order: chunks wait for each other only where both bring the same new
// customer, and never in a circle.
const customersSQL = `
	INSERT INTO customer (number, country, line_id)
	SELECT l.* FROM (
		SELECT DISTINCT ON (number) number, country, line_id
		FROM unnest($1::text[], $2::text[], $3::bigint[]) AS l (number, country, line_id)
		WHERE number <> '' ORDER BY number, line_id
	) AS l
	WHERE NOT EXISTS (SELECT FROM customer c WHERE c.number = l.number AND (c.line_id IS NULL OR c.line_id <= l.line_id))
	ORDER BY l.number
	ON CONFLICT (number) DO UPDATE SET
		country = excluded.country, line_id = excluded.line_id, version = customer.version + 1, updated_at = now()
	WHERE customer.line_id > excluded.line_id`

const membersSQL = `
	INSERT INTO member (customer_id, since)
	SELECT l.* FROM (
		SELECT c.id, min(l.sold_at) AS since
		FROM unnest($1::text[], $2::timestamptz[]) AS l (number, sold_at) JOIN customer c USING (number) GROUP BY c.id
	) AS l
	WHERE NOT EXISTS (SELECT FROM member m WHERE m.customer_id = l.id AND m.since <= l.since)
	ORDER BY l.id
	ON CONFLICT (customer_id) DO UPDATE SET since = excluded.since, version = member.version + 1, updated_at = now()
	WHERE member.since > excluded.since`

const salesSQL = `
	INSERT INTO sale (line_id, job_id, invoice, sold_at, product_id, customer_id, quantity, price)
	SELECT l.line_id, $1, l.invoice, l.sold_at, p.id, c.id, l.quantity, l.price::numeric
	FROM unnest($2::bigint[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::bigint[], $8::text[])
		AS l (line_id, invoice, sold_at, code, customer, quantity, price)
	JOIN product p ON p.sku = l.code LEFT JOIN customer c ON c.number = l.customer
	ON CONFLICT (line_id) DO UPDATE SET
		job_id = excluded.job_id, invoice = excluded.invoice, sold_at = excluded.sold_at, product_id = excluded.product_id,
		customer_id = excluded.customer_id, quantity = excluded.quantity, price = excluded.price`

// Store implements job.Storer: it books the sales, and makes their customers
// known.
func (processor) Store(ctx context.Context, tx postgres.Tx, j *model.Job, items []*line) error {
	v := columnsOfSales(items)
	return tx.Pgx(func(conn *pgx.Conn) error {
		if _, err := conn.Exec(ctx, customersSQL, v.customers, v.countries, v.ids); err != nil {
			return fmt.Errorf("making customers known: %w", err)
		}
		if _, err := conn.Exec(ctx, membersSQL, v.customers, v.times); err != nil {
			return fmt.Errorf("making members of customers: %w", err)
		}
		tag, err := conn.Exec(ctx, salesSQL, j.ID, v.ids, v.invoices, v.times, v.codes, v.customers, v.quantities, v.prices)
		if err != nil {
			return fmt.Errorf("booking sales: %w", err)
		}
		if tag.RowsAffected() < int64(len(items)) {
			return model.Invalid("", unknownCode)
		}
		return nil
	})
}

// sales are the values of lines, column by column.
type sales struct {
	ids, quantities                               []int64
	invoices, codes, customers, countries, prices []string
	times                                         []time.Time
}

func columnsOfSales(items []*line) sales {
	var v sales
	for _, l := range items {
		v.ids, v.quantities = append(v.ids, l.id), append(v.quantities, l.quantity)
		v.invoices, v.codes = append(v.invoices, l.raw.Invoice), append(v.codes, l.raw.Code)
		v.customers, v.countries = append(v.customers, l.raw.Customer), append(v.countries, l.raw.Country)
		v.prices, v.times = append(v.prices, l.price.String()), append(v.times, l.soldAt)
	}
	return v
}

// Retract implements job.Retractor: it deletes the sales that the job has booked.
func (processor) Retract(ctx context.Context, tx postgres.Tx, j *model.Job, items []*line) error {
	return tx.Pgx(func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "DELETE FROM sale WHERE line_id = ANY ($1) AND job_id = $2", idsOf(items), j.ID)
		return err
	})
}

// Snapshot implements job.Snapshooter.
func (processor) Snapshot(ctx context.Context, tx postgres.Tx, items []*line) (map[int64]map[string]any, error) {
	fields := make(map[int64]map[string]any, len(items))
	err := tx.Pgx(func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, `
			SELECT s.line_id, p.sku, coalesce(c.number, ''), s.quantity, s.amount::text
			FROM sale s JOIN product p ON p.id = s.product_id LEFT JOIN customer c ON c.id = s.customer_id
			WHERE s.line_id = ANY ($1)`, idsOf(items))
		if err != nil {
			return err
		}
		var id, quantity int64
		var code, customer, amount string
		_, err = pgx.ForEachRow(rows, []any{&id, &code, &customer, &quantity, &amount}, func() error {
			fields[id] = map[string]any{"code": code, "customer": customer, "quantity": quantity, "amount": amount}
			return nil
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading sales: %w", err)
	}
	return fields, nil
}

func idsOf(items []*line) []int64 {
	ids := make([]int64, len(items))
	for i, l := range items {
		ids[i] = l.id
	}
	return ids
}
