package packsize

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/job/jobtest"
	"github.com/sluicehq/sluice/postgres"
)

// addSamples makes a product of every judged description, 350 in all.
func addSamples(t testing.TB, db *postgres.DB) (descriptions []string) {
	t.Helper()
	for _, file := range []string{"sample.csv", "numbered.csv"} {
		for _, j := range readJudgments(t, "testdata/"+file) {
			descriptions = append(descriptions, j.description)
		}
	}
	addProducts(t, db, descriptions...)
	return descriptions
}

// addProducts makes products with the descriptions, named P1, P2 and so on.
func addProducts(t testing.TB, db *postgres.DB, descriptions ...string) {
	t.Helper()
	_, err := db.Pool.Exec(t.Context(), `
		INSERT INTO product (sku, description)
		SELECT 'P' || n, d FROM unnest($1::text[]) WITH ORDINALITY AS of (d, n) ORDER BY n`, descriptions)
	if err != nil {
		t.Fatal(err)
	}
}

// spec is a job over a source with parameters.
func spec(source string, parameters map[string]any) job.Spec {
	return job.Spec{Application: Name, Source: source, Partitioning: "size_50", Parameters: parameters}
}

var writing = map[string]any{paramWrite: true}

// products returns SKU, size and version of each product, by SKU.
func products(t testing.TB, kit *jobtest.Kit) map[string]string {
	t.Helper()
	return kit.Pairs(t, "SELECT sku, size || ' v' || version FROM product")
}

// results returns the text of a job's results, by SKU.
func results(t testing.TB, kit *jobtest.Kit, jobID int64) map[string]string {
	t.Helper()
	return kit.Pairs(t, `
		SELECT p.sku, string_agg(r.result->>'text', ' and ') FROM job_result r JOIN product p ON p.id = r.item_key
		WHERE r.job_id = $1 GROUP BY p.sku`, jobID)
}

// decoded reads a column that holds JSON.
func decoded(t testing.TB, kit *jobtest.Kit, query string, args ...any) (value any) {
	t.Helper()
	var text []byte
	if err := kit.DB.Pool.QueryRow(t.Context(), query, args...).Scan(&text); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func sku(n int) string { return fmt.Sprintf("P%d", n) }
