//go:build unix

package crashtest

import (
	"syscall"
	"testing"
	"time"
)

// A first start makes a cluster, a database, its schema and the administrator.
func TestAFirstStartCanBeCutOffAnywhere(t *testing.T) {
	t.Parallel()
	random := newRandom(t)
	s := &site{dir: newDataDir(t)}
	t.Cleanup(func() { s.stop(t) })
	for range 6 {
		p := s.launch(t)
		pause(random, 2*time.Second)
		if random.IntN(2) == 0 {
			p.signal(t, syscall.SIGTERM)
		} else {
			p.signal(t, syscall.SIGKILL)
		}
		p.awaitEnd(t, startLimit)
		if code := p.cmd.ProcessState.ExitCode(); code > 0 {
			t.Errorf("the first start ended with %v", p.cmd.ProcessState)
		}
	}
	s.start(t)
	s.client.token = newToken(t, s.settings())
	stock(t, s.db, 1000)
	s.client.createBatch(t)
}
