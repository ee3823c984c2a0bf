//go:build unix

package crashtest

import (
	"testing"

	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestAProgramOutlivesARestartOfTheDatabase(t *testing.T) {
	t.Parallel()
	dir := newDataDir(t)
	cluster := startPostgreSQL(t, dir, 0)
	migrate(t, cluster.URL())
	d := newDrill(t, cluster.URL(), 20_000)
	first, second := d.worker(t), d.worker(t)
	id := d.sift(t, "size_100")
	for range 2 {
		d.awaitHand(t, id, first, true)
		d.awaitHand(t, id, second, true)
		port := int(d.db.Config().Port)
		if err := cluster.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		cluster = startPostgreSQL(t, dir, port)
		d.db = connect(t, d.url)
		d.awaitChunks(t, id, 20)
	}
	d.check(t, id)
}

func migrate(t *testing.T, url string) {
	t.Helper()
	db, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	migrator, err := postgres.CoreMigrator(db)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := migrator.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestAProgramOutlivesKillsOfItsServer(t *testing.T) {
	t.Parallel()
	d := newDrill(t, pgtest.URL(t), 20_000)
	server := startSieve(t, "serve", d.url, "1")
	api := client{url: server.out.URL(), token: newToken(t, []string{"DATABASE_URL=" + d.url})}
	id := api.sift(t)
	for kill := range 2 {
		d.awaitChunks(t, id, 3)
		open := func() {}
		if kill == 0 {
			open = d.waitAtGate(t, id, server)
		}
		server.kill(t)
		open()
		server = startSieve(t, "serve", d.url, "1")
		api.url = server.out.URL()
	}
	watch := api.watchJob(t, id)
	for now := watch.next(t); !now.ended(); {
		now = watch.next(t)
	}
	d.check(t, id)
}

// sift starts a job over all grains.
func (c client) sift(t *testing.T) (jobID int64) {
	t.Helper()
	var data struct {
		CreateJob struct{ Job struct{ ID string } }
	}
	c.ask(t, `mutation($application: String!) {
		createJob(input: {application: $application, name: "Sift", partitioning: "size_100"}) { job { id } }
	}`, map[string]any{"application": sieveName}, &data)
	c.ask(t, `mutation($id: ID!) { startJob(input: {id: $id}) { job { id } } }`, map[string]any{"id": data.CreateJob.Job.ID}, nil)
	return key(t, "Job", data.CreateJob.Job.ID)
}
