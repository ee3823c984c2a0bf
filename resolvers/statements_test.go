package resolvers_test

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
	"github.com/sluicehq/sluice/resolvers"
	"github.com/sluicehq/sluice/upload"
)

// tracer notes the statements that reach PostgreSQL.
type tracer struct {
	mu         sync.Mutex
	statements []string
}

// TraceQueryStart implements pgx.QueryTracer.
func (tr *tracer) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if !settings.MatchString(data.SQL) {
		tr.statements = append(tr.statements, data.SQL)
	}
	return ctx
}

// TraceQueryEnd implements pgx.QueryTracer.
func (*tracer) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// want checks how many statements there were for so many items.
func (tr *tracer) want(t *testing.T, items, statements int) {
	t.Helper()
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if len(tr.statements) != statements {
		t.Errorf("%d items take %d statements, want %d:\n%s",
			items, len(tr.statements), statements, strings.Join(tr.statements, "\n"))
	}
	tr.statements = nil
}

// settings are what a new connection is asked first.
var settings = regexp.MustCompile(`^SELECT (current_setting|set_config)\(`)

// traced serves the same database again and notes what it is asked for the
// API's answers.
func (a *api) traced(t *testing.T) (string, *tracer) {
	t.Helper()
	tr := &tracer{}
	db, err := postgres.Open(t.Context(), a.DB.Pool.Config().ConnString(), postgres.Options{Tracer: tr})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	files := upload.New(db, t.TempDir(), slog.New(slog.DiscardHandler))
	types, err := batch.NewRegistry(labels.Handler{}, pricing.Handler{})
	if err != nil {
		t.Fatal(err)
	}
	jobs, err := job.New(db, job.Options{Hub: a.Hub}, append(batch.Applications(db, types, files), newSizing())...)
	if err != nil {
		t.Fatal(err)
	}
	accounts, err := auth.New(db)
	if err != nil {
		t.Fatal(err)
	}
	return a.serve(t, resolvers.Domain{
		Accounts: accounts, Catalog: catalog.New(db), Hub: a.Hub, Jobs: jobs,
		Operations: newOperations(t, db, operation.Options{Hub: a.Hub}),
		Uploads:    files,
		Batches:    batch.NewService(db, jobs, types, files, batch.Options{}),
	}), tr
}

// addOperations makes operations.
func (a *api) addOperations(t *testing.T, n int) {
	t.Helper()
	_, err := a.DB.Pool.Exec(a.Ctx, "INSERT INTO operation (type, created_by) SELECT 'mail', u.id FROM app_user u, generate_series(1, $1)", n)
	if err != nil {
		t.Fatal(err)
	}
}

// However many items a page has, the database is asked as often.
func TestNumberOfStatements(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	const many = 200
	department := pgtest.Department(t, a.DB)
	products := make([]*model.Product, many)
	for i := range products {
		products[i] = &model.Product{SKU: fmt.Sprintf("S%03d", i), DepartmentID: &department.ID, Active: true, Version: 1}
	}
	if _, err := a.DB.NewInsert().Model(&products).ExcludeColumn("id", "created_at", "updated_at").Exec(a.Ctx); err != nil {
		t.Fatal(err)
	}
	first := a.Create(t, "labels", nil, onePrint)
	a.copyBatches(t, first.ID, many-1)
	buyer := a.buyer(t)
	url, tr := a.traced(t)
	buyer.url = url

	tests := []struct {
		name, query string
		want        int
	}{
		{"products", `products(first: $n) { nodes { sku department { name } brand { name } vendor { name } } }`, 1},
		{"products by edges", `products(first: $n) { edges { cursor node { ...related } } pageInfo { endCursor } }`, 1},
		{"products counted", `products(first: $n) { totalCount nodes { sku } }`, 2},
		{"products twice", `a: products(first: $n) { nodes { ...related } } b: products(first: $n) { nodes { sku } }`, 2},
		// The page, the last options, users, jobs, and their progress.
		{"batches", `batches(first: $n) { nodes { number type { lastOptions } createdBy { name } completedBy { name } populationJob { state progress { itemsDone } createdBy { name } } executionJob { state } } }`, 5},
		// The batch, the page, and products with all that is related.
		{"rows", `batch(id: "Batch:1") { rows(first: $n) { nodes { values status { title } product { ...related } } } }`, 3},
		// The page, progress, batches, users.
		{"jobs", `jobs(first: $n) { nodes { state summary allowedActions progress { itemsDone exceptions } batch { number createdBy { name } } createdBy { name } startedBy { name } canceledBy { name } } }`, 4},
		// The job, whether the viewer may see it, the page; and users.
		{"chunks", `job(id: "Job:1") { chunks(first: $n) { nodes { number state error } } }`, 3},
		{"exceptions", `job(id: "Job:1") { exceptions(first: $n) { nodes { reason resolvedBy { name } } } }`, 4},
		{"results", `job(id: "Job:1") { results(first: $n) { nodes { result } } }`, 3},
		// The page, users.
		{"operations", `operations(first: $n) { nodes { type allowedActions createdBy { name } startedBy { name } finishedBy { name } } }`, 2},
		// The page, the data.
		{"operations with data", `operations(first: $n) { nodes { type input output } }`, 2},
	}
	a.addOperations(t, many)
	a.addParts(t, *first.PopulationJobID, many)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			query := `query($n: Int!) { ` + tt.query + ` }`
			if strings.Contains(query, "...related") {
				query += ` fragment related on Product { department { name } brand { id } vendor { id } }`
			}
			for _, n := range []int{1, 20, many} {
				if answer := buyer.do(t, query, fmt.Sprintf(`{"n": %d}`, n)); answer.code() != "" {
					t.Fatal(string(answer.body))
				}
				tr.want(t, n, tt.want)
			}
		})
	}
	t.Run("creating in bulk", func(t *testing.T) {
		maker := a.user(t, "max", "product.*", "operation.*")
		maker.url = url
		for _, n := range []int{1, many} {
			skus := make([]string, n)
			for i := range skus {
				skus[i] = fmt.Sprintf(`{"sku": "B%d-%d"}`, n, i)
			}
			answer := maker.do(t, `mutation($p: [NewProduct!]!) { createProducts(input: {operationId: "Operation:1", products: $p}) { created } }`,
				`{"p": [`+strings.Join(skus, ", ")+`]}`)
			if answer.code() != "" {
				t.Fatal(string(answer.body))
			}
			// The operation, the products, and the transaction around both.
			tr.want(t, n, 4)
		}
	})
	t.Run("subscription", func(t *testing.T) {
		const query = `subscription($n: Int!) { batchChanged(id: "Batch:1") { rows(first: $n) { nodes { product { sku } } } createdBy { name } } }`
		for _, n := range []int{1, many} {
			buyer.events(t, requestOf(query, fmt.Sprintf(`{"n": %d}`, n))).next(t)
			// May the viewer? The batch, its rows, their products, the user.
			tr.want(t, n, 5)
		}
	})
}

// copyBatches makes more batches like one, each with a job of its own.
func (a *api) copyBatches(t *testing.T, id int64, copies int) {
	t.Helper()
	_, err := a.DB.NewRaw(`
		WITH jobs AS (
			INSERT INTO job (application, name, parameters, partitioning, parallelism, state, total_chunks, total_items, created_by)
			SELECT application, name, parameters, partitioning, parallelism, state, total_chunks, total_items, created_by
			FROM job, generate_series(1, ?) RETURNING id),
		batches AS (
			INSERT INTO batch (type, state, source, parameters, row_count, population_job_id, created_by)
			SELECT b.type, b.state, b.source, b.parameters, b.row_count, j.id, b.created_by FROM batch b, jobs j WHERE b.id = ?
			RETURNING id, population_job_id)
		SELECT count(*) FROM batches`, copies, id).Exec(a.Ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.DB.NewRaw(`UPDATE job SET parameters = jsonb_build_object('batchId', b.id)
		FROM batch b WHERE b.population_job_id = job.id`).Exec(a.Ctx)
	if err != nil {
		t.Fatal(err)
	}
}

// addParts gives a job more chunks, each with an exception that somebody has
// resolved and a result.
func (a *api) addParts(t *testing.T, jobID int64, parts int) {
	t.Helper()
	_, err := a.DB.NewRaw(`
		WITH chunks AS (
			INSERT INTO job_chunk (job_id, number, bounds, items, state)
			SELECT ?0, 100 + n, '{}', 1, 'done' FROM generate_series(1, ?1) AS n),
		results AS (
			INSERT INTO job_result_block (job_id, chunk, block, item_keys, results)
			SELECT ?0, 100 + n, 0, ARRAY[n], '[{}]' FROM generate_series(1, ?1) AS n)
		INSERT INTO job_exception (job_id, chunk, item_key, item_label, node, reason, state, resolved_by)
		SELECT ?0, 100 + n, n, '', 'node', 'reason', 'skipped', ?2 FROM generate_series(1, ?1) AS n`,
		jobID, parts, a.Viewer.UserID).Exec(a.Ctx)
	if err != nil {
		t.Fatal(err)
	}
}
