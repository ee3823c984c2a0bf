package operation_test

import (
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
)

func (k *kit) claim(t testing.TB, change ...func(*operation.Claim)) []*model.Operation {
	t.Helper()
	claim := operation.Claim{Type: "mail", Limit: 10, Lease: time.Minute}
	for _, c := range change {
		c(&claim)
	}
	claimed, err := k.Claim(k.ctx, claim)
	if err != nil {
		t.Fatal(err)
	}
	return claimed
}

// TestRace has workers race for 10,000 operations: each is given out once.
func TestRace(t *testing.T) {
	t.Parallel()
	const operations, workers = 10_000, 2
	k := newKit(t)
	k.exec(t, "INSERT INTO operation (type, due_at) SELECT 'mail', now() FROM generate_series(1, $1)", operations)
	ran := make([]map[int64]int, workers)
	var group sync.WaitGroup
	for w := range workers {
		ran[w] = map[int64]int{}
		group.Go(func() {
			for {
				claimed, err := k.Claim(k.ctx, operation.Claim{Type: "mail", Limit: 7, Lease: time.Hour})
				if err != nil {
					t.Error(err)
					return
				}
				for _, o := range claimed {
					ran[w][o.ID]++
					if _, err := k.Finish(k.ctx, o.ID, operation.Outcome{Result: model.OperationSuccessful, Attempt: &o.Attempt}); err != nil {
						t.Error(err)
					}
				}
				if len(claimed) == 0 {
					return
				}
			}
		})
	}
	group.Wait()
	all := map[int64]int{}
	for w := range workers {
		if len(ran[w]) == 0 {
			t.Errorf("worker %d got nothing: that was no race", w)
		}
		for id, times := range ran[w] {
			all[id] += times
		}
	}
	if len(all) != operations || slices.ContainsFunc(slices.Collect(maps.Values(all)), func(times int) bool { return times != 1 }) {
		t.Errorf("%d of %d operations ran, or some of them twice", len(all), operations)
	}
}

func TestClaimOrderAgeAndType(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	late := k.create(t)
	early := k.create(t, func(s *operation.Spec) { s.RunAt = new(time.Now().Add(-time.Hour)) })
	k.create(t, func(s *operation.Spec) { s.Delay = time.Hour })
	k.create(t, func(s *operation.Spec) { s.Type = "letter" })

	if old := k.claim(t, func(c *operation.Claim) { c.OlderThan = time.Minute }); len(old) != 0 {
		t.Errorf("too young ones were claimed: %v", old)
	}
	first := k.claim(t, func(c *operation.Claim) { c.Limit = 1 })
	if len(first) != 1 || first[0].ID != early.ID || first[0].Attempt != 1 || first[0].LeaseUntil() == nil {
		t.Errorf("first comes %+v, want %d", first, early.ID)
	}
	if rest := k.claim(t); len(rest) != 1 || rest[0].ID != late.ID {
		t.Errorf("then comes %v, want only %d", rest, late.ID)
	}
}

// TestLeaseOver has a lease run out: the operation goes to the next worker, and
// the first can't finish it any more.
func TestLeaseOver(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.create(t)
	mine := k.claim(t)[0]
	if again := k.claim(t); len(again) != 0 {
		t.Fatalf("it was claimed twice: %v", again)
	}
	extended := must(t)(k.Extend(k.ctx, mine.ID, mine.Attempt, time.Hour))
	if !extended.LeaseUntil().After(*mine.LeaseUntil()) {
		t.Errorf("the lease went from %v to %v", mine.LeaseUntil(), extended.LeaseUntil())
	}
	k.exec(t, "UPDATE operation SET due_at = now() - interval '1 second'")
	yours := k.claim(t)
	if len(yours) != 1 || yours[0].ID != mine.ID || yours[0].Attempt != 2 {
		t.Fatalf("after the lease: %+v", yours)
	}
	_, err := k.Extend(k.ctx, mine.ID, mine.Attempt, time.Hour)
	wantCode(t, err, model.CodeConflict)
	_, err = k.Finish(k.ctx, mine.ID, operation.Outcome{Result: model.OperationSuccessful, Attempt: &mine.Attempt})
	wantCode(t, err, model.CodeConflict)
	must(t)(k.Finish(k.ctx, mine.ID, operation.Outcome{Result: model.OperationSuccessful, Attempt: &yours[0].Attempt}))
}

// TestCanceledAtTheLastMoment cancels delayed operations around the moment they
// become due, while workers wait for them: none both runs and is canceled.
func TestCanceledAtTheLastMoment(t *testing.T) {
	t.Parallel()
	const operations, workers = 1_000, 4
	k := newKit(t)
	k.exec(t, `INSERT INTO operation (type, run_at, due_at)
		SELECT 'mail', at, at FROM generate_series(1, $1) AS n, LATERAL (SELECT now() + interval '50 milliseconds' + n * interval '1 millisecond' AS at) AS t`, operations)
	var mu sync.Mutex
	ran := map[int64]bool{}
	canceling := make(chan struct{})
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for {
				claimed, err := k.Claim(k.ctx, operation.Claim{Type: "mail", Limit: 1, Lease: time.Hour})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				for _, o := range claimed {
					ran[o.ID] = true
				}
				mu.Unlock()
				select {
				case <-canceling:
					return
				default:
				}
			}
		})
	}
	canceled := map[int64]bool{}
	rows, err := k.db.Pool.Query(k.ctx, "SELECT id, run_at FROM operation ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	type planned struct {
		id int64
		at time.Time
	}
	var plan []planned
	for rows.Next() {
		var p planned
		if err := rows.Scan(&p.id, &p.at); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, p)
	}
	for i, p := range plan {
		lead := time.Duration(i%20-14) * time.Millisecond
		<-time.After(time.Until(p.at.Add(lead)))
		_, err := k.Cancel(k.ctx, p.id)
		if err != nil {
			wantCode(t, err, model.CodeConflict)
		}
		canceled[p.id] = err == nil
	}
	close(canceling)
	group.Wait()
	runs := 0
	for id, was := range canceled {
		if was == ran[id] {
			t.Errorf("operation %d: canceled %v, ran %v", id, was, ran[id])
		}
		if ran[id] {
			runs++
		}
	}
	t.Logf("%d of %d ran", runs, operations)
}
