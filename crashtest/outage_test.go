//go:build unix

package crashtest

import "testing"

func TestAServerOutlivesACrashOfItsDatabase(t *testing.T) {
	t.Parallel()
	dir := newDataDir(t)
	postgres := startPostgreSQL(t, dir, 0)
	f, server := newFleet(t, postgres.URL())
	watch := f.client.watchJob(t, f.execution)
	f.awaitWork(t, server, 2)
	killPostgreSQL(t, dir)
	<-postgres.Done()

	port := int(f.db.Config().Port)
	if err := postgres.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	f.db = connect(t, startPostgreSQL(t, dir, port).URL())
	for now := watch.next(t); !now.ended(); {
		now = watch.next(t)
	}
	f.check(t)
	select {
	case <-server.ended:
		t.Errorf("the server ended: %v", server.cmd.ProcessState)
	default:
	}
}
