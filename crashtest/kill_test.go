//go:build unix

package crashtest

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/sluicehq/sluice/model"
)

// seedVariable repeats the random choices of an earlier run.
const seedVariable = "SLUICE_CRASHTEST_SEED"

const (
	products        = 200_000
	populationKills = 2
	executionKills  = 10
)

func TestEachRowTakesEffectOnceUnderKills(t *testing.T) {
	t.Parallel()
	random := newRandom(t)
	s := newSite(t)
	stock(t, s.db, products)

	batch := s.client.createBatch(t)
	id := key(t, "Batch", batch)
	population, _ := jobs(t, s.db, id)
	s.hammer(t, random, population, populationKills, rowsMade)
	awaitFinish(t, s.db, population)
	if state := s.client.state(t, batch); state != "OPEN" {
		t.Fatalf("after its population the batch is %s", state)
	}

	s.client.execute(t, batch)
	_, execution := jobs(t, s.db, id)
	s.hammer(t, random, execution, executionKills, pricesChanged, rowsExecuted)
	awaitFinish(t, s.db, execution)
	if state := s.client.state(t, batch); state != "EXECUTED" {
		t.Errorf("after its execution the batch is %s", state)
	}
	checkCounts(t, s.db, execution, pricesChanged)
	checkCounts(t, s.db, execution, rowsExecuted)
	checkLedger(t, s.db, id)
}

func newRandom(t *testing.T) *rand.Rand {
	t.Helper()
	seed := rand.Uint64()
	if text := os.Getenv(seedVariable); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatalf("%s: %v", seedVariable, err)
		}
	}
	t.Logf("to repeat the random choices: %s=%d", seedVariable, seed)
	return rand.New(rand.NewPCG(seed, 0))
}

// hammer lets disasters strike while a job runs, each after the job has come a
// little further, and waits each time until it goes on.
func (s *site) hammer(t *testing.T, random *rand.Rand, jobID int64, kills int, effects ...string) {
	t.Helper()
	var before status
	for kill := range kills {
		further := int64(0) // the first strikes while the job is planned
		if kill > 0 {
			// Not so soon that the same chunks are struck time after time: they
			// would count as deadly. Not so late that no work is left.
			further = 3 + random.Int64N(1+before.Pending/int64(2*(kills-kill)))
		}
		s.await(t, jobID, "progress", func(now status) bool { return now.Done >= before.Done+further })
		if random.IntN(3) == 0 {
			shutGate(t, s.db) // for chunks that are done and not committed
		}
		pause(random, 150*time.Millisecond)

		d := oneOf(random)
		s.strike(t, d)
		if random.IntN(4) == 0 {
			// Another one, while the server starts or begins to work.
			p := s.launch(t)
			pause(random, time.Second)
			p.kill(t)
		}
		began := time.Now()
		s.start(t)
		ready := time.Since(began)
		before = look(t, s.db, jobID, s.server.pid())
		if before.State != model.JobRunning {
			t.Fatalf("kill %d came too late: the job is %s", kill+1, before)
		}
		s.await(t, jobID, "going on", func(now status) bool { return now.Done > before.Done })
		t.Logf("kill %d: %s; ready after %s, going on after %s; then %s", kill+1, d,
			ready.Round(time.Millisecond), time.Since(began).Round(time.Millisecond), before)
		s.checkWork(t, jobID, effects...)
	}
}

// checkWork waits until every lane is in living hands and has a chunk, and
// compares the counters with the effects.
func (s *site) checkWork(t *testing.T, jobID int64, effects ...string) {
	t.Helper()
	open := shutGate(t, s.db)
	s.await(t, jobID, "every lane with a chunk", func(now status) bool {
		return now.Running == now.Parallelism && now.Carried == now.Parallelism
	})
	for _, e := range effects {
		checkCounts(t, s.db, jobID, e)
	}
	open()
}

func (s *site) await(t *testing.T, jobID int64, what string, wanted func(status) bool) {
	t.Helper()
	awaitJob(t, s.db, jobID, s.server.pid(), what, func(now status) bool {
		if now.Running > now.Parallelism {
			t.Errorf("more chunks in hand than allowed: %s", now)
		}
		return wanted(now) || now.State.Ended()
	})
}

// pause puts a kill off to a moment that nothing announces.
func pause(random *rand.Rand, most time.Duration) {
	<-time.After(time.Duration(random.Int64N(int64(most))))
}
