//go:build unix

package crashtest

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

// gateSQL makes a gate that statements can pass by a trigger, which takes its
// time.
const gateSQL = `
	CREATE FUNCTION pass_gate() RETURNS trigger LANGUAGE plpgsql AS $$
	BEGIN
		PERFORM pg_advisory_xact_lock_shared(1);
		PERFORM pg_sleep(random() * 0.05);
		RETURN NULL;
	END $$`

// batchGateSQL cuts jobs of batches into many small chunks, each of which passes
// the gate when its work is done and not committed.
const batchGateSQL = gateSQL + `;
	CREATE FUNCTION cut_small() RETURNS trigger LANGUAGE plpgsql AS $$
	BEGIN
		NEW.partitioning := 'size_1000';
		RETURN NEW;
	END $$;

	CREATE TRIGGER cut_small BEFORE INSERT ON job FOR EACH ROW EXECUTE FUNCTION cut_small();
	CREATE TRIGGER pass_gate AFTER INSERT ON batch.pricing_row FOR EACH STATEMENT EXECUTE FUNCTION pass_gate();
	CREATE TRIGGER pass_gate AFTER UPDATE ON product FOR EACH STATEMENT EXECUTE FUNCTION pass_gate()`

// shutGate lets no chunk come to its end until the gate is opened or db closed.
func shutGate(t *testing.T, db *pgx.Conn) (open func()) {
	t.Helper()
	run(t, db, "SELECT pg_advisory_lock(1)")
	return func() { run(t, db, "SELECT pg_advisory_unlock(1)") }
}
