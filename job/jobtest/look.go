package jobtest

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

// Pairs reads pairs of a key and a text from the database.
func (k *Kit) Pairs(t testing.TB, query string, args ...any) map[string]string {
	t.Helper()
	rows, err := k.DB.Pool.Query(t.Context(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	var key, text string
	if _, err := pgx.ForEachRow(rows, []any{&key, &text}, func() error { all[key] = text; return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

// Exceptions returns state, node and reason of a job's exceptions by the label of
// their item: "open at decide: It could be both."
func (k *Kit) Exceptions(t testing.TB, jobID int64) map[string]string {
	t.Helper()
	return k.Pairs(t, `
		SELECT item_label, state || ' at ' || node || ': ' || reason FROM job_exception WHERE job_id = $1`, jobID)
}
