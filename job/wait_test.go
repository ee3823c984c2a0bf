package job_test

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// poll asks until the query answers true. It is for what no event tells: what
// happens inside the server.
func poll(t testing.TB, pool *pgxpool.Pool, what, query string, args ...any) {
	t.Helper()
	deadline := time.Now().Add(patience)
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for {
		var yes bool
		if err := pool.QueryRow(t.Context(), query, args...).Scan(&yes); err != nil {
			t.Errorf("%s: %v", what, err)
			return
		}
		if yes {
			return
		}
		if time.Now().After(deadline) {
			t.Errorf("waited in vain: %s", what)
			return
		}
		<-tick.C
	}
}
