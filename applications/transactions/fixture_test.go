package transactions

import (
	"compress/gzip"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/job/jobtest"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"

// stageLines stages lines below a header and makes products of the codes that
// begin with a digit.
func stageLines(t testing.TB, kit *jobtest.Kit, lines ...string) (source string) {
	t.Helper()
	return stageFile(t, kit, strings.NewReader(header+strings.Join(lines, "\n")+"\n"))
}

func stageFile(t testing.TB, kit *jobtest.Kit, file io.Reader) (source string) {
	t.Helper()
	source, err := Stage(kit.Ctx, kit.DB, file)
	if err != nil {
		t.Fatal(err)
	}
	execute(t, kit.DB, `
		INSERT INTO product (sku) SELECT DISTINCT code FROM sales_line WHERE code ~ '^[0-9]' ON CONFLICT DO NOTHING`)
	return source
}

func execute(t testing.TB, db *postgres.DB, statement string, args ...any) {
	t.Helper()
	if _, err := db.Pool.Exec(t.Context(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

// realOrExtract opens the whole file of sales where it is at hand, and else the
// extract, and says how to cut it.
func realOrExtract(t testing.TB) (file io.Reader, partitioning string) {
	t.Helper()
	f, err := os.Open("../../../shared/data/online-retail/transactions.csv.gz")
	if err != nil {
		return extract(t), "size_20"
	}
	t.Cleanup(func() { _ = f.Close() })
	return f, "size_5000"
}

func extract(t testing.TB) io.Reader {
	t.Helper()
	text, err := os.ReadFile("testdata/transactions.csv")
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReader(string(text))
}

func compressed(t testing.TB, text string) string {
	t.Helper()
	var b strings.Builder
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func spec(source string, parameters map[string]any) job.Spec {
	return job.Spec{Application: Name, Source: source, Partitioning: "size_50", Parameters: parameters}
}

// run runs a job to its end.
func run(t testing.TB, kit *jobtest.Kit, s job.Spec) (*model.Job, *model.JobProgress) {
	t.Helper()
	j, end := kit.Run(t, s)
	if j.State != model.JobFinished || end.ItemsDone != *j.TotalItems || end.ItemsFailed != 0 {
		t.Fatalf("the job is %s with %+v: %v", j.State, end, j.Error)
	}
	return j, end
}

// booked returns what was sold to whom, by line.
func booked(t testing.TB, kit *jobtest.Kit) map[string]string {
	t.Helper()
	return kit.Pairs(t, `
		SELECT 'line ' || l.line, concat_ws(' ', s.quantity, p.sku, 'at', s.price::float, 'to', coalesce(c.number, 'nobody'))
		FROM sale s JOIN sales_line l ON l.id = s.line_id JOIN product p ON p.id = s.product_id LEFT JOIN customer c ON c.id = s.customer_id`)
}
