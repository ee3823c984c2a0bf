//go:build unix

package crashtest

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/postgres/embedded"
)

// site is one server with the PostgreSQL that it runs, as the quick start has it.
type site struct {
	dir    string
	server *process
	client client
	db     *pgx.Conn // to its PostgreSQL, while that runs
}

// newSite starts a server in an empty data directory.
func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{dir: newDataDir(t)}
	t.Cleanup(func() { s.stop(t) })
	s.start(t)
	s.client.token = newToken(t, s.settings())
	return s
}

func (s *site) settings() []string {
	return []string{"SLUICE_DATA=" + s.dir, "SLUICE_ADDR=127.0.0.1:0"}
}

// launch starts the server without waiting until it is ready.
func (s *site) launch(t *testing.T) *process {
	t.Helper()
	return launch(t, s.settings(), "serve")
}

// start starts the server and connects to its PostgreSQL.
func (s *site) start(t *testing.T) {
	t.Helper()
	s.server = start(t, s.settings(), "serve")
	s.client.url = s.server.out.URL()
	url, ok, err := embedded.Attach(t.Context(), s.dir)
	if err != nil || !ok {
		t.Fatalf("finding the server's PostgreSQL: found %t, %v", ok, err)
	}
	s.db = connect(t, url)
}

// disaster is what dies.
type disaster int

const (
	serverDies disaster = iota
	databaseDies
	bothDie
)

// oneOf chooses a disaster; that the server dies alone is as likely as that
// PostgreSQL does, which takes longer to recover.
func oneOf(random *rand.Rand) disaster {
	return []disaster{serverDies, serverDies, databaseDies, bothDie}[random.IntN(4)]
}

func (d disaster) String() string {
	return [...]string{"the server dies", "PostgreSQL dies", "both die"}[d]
}

// strike lets a disaster happen. In any case the server is gone after that, and
// the connection to the database closed.
func (s *site) strike(t *testing.T, d disaster) {
	t.Helper()
	defer s.db.Close(t.Context())
	if d != serverDies {
		killPostgreSQL(t, s.dir)
	}
	if d != databaseDies {
		s.server.kill(t)
		return
	}
	s.server.awaitEnd(t, startLimit)
	if s.server.cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("without PostgreSQL, the server ended with %v", s.server.cmd.ProcessState)
	}
}

// stop ends what still runs.
func (s *site) stop(t *testing.T) {
	if s.server != nil {
		s.server.kill(t)
	}
	// This takes over what a killed server has left running.
	if postgres, err := embedded.Start(context.Background(), embedded.Options{DataDir: s.dir}); err != nil {
		t.Errorf("taking PostgreSQL over to stop it: %v", err)
	} else if err := postgres.Stop(context.Background()); err != nil {
		t.Errorf("stopping PostgreSQL: %v", err)
	}
}
