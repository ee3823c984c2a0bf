package operation

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// rounds is a combiner whose rounds the test begins itself.
type rounds struct {
	*combiner
	ctx context.Context
}

func newRounds(t *testing.T) rounds {
	t.Helper()
	ctx := auth.WithViewer(t.Context(), auth.System())
	return rounds{&combiner{db: pgtest.New(t), working: true}, ctx}
}

// create lets a caller wait for an operation with an input.
func (r rounds) create(input string) *request {
	q := &request{ctx: r.ctx, spec: &Spec{Type: "mail", Input: json.RawMessage(input)}}
	r.enqueue(q)
	return q
}

// change lets a caller wait for a change of an operation.
func (r rounds) change(t *testing.T, id int64, a action) *request {
	t.Helper()
	c, err := newChange(r.ctx, id, a, ToRun)
	if err != nil {
		t.Fatal(err)
	}
	if a == actionFinish {
		c.outcome = Outcome{Result: model.OperationSuccessful, Output: json.RawMessage(fmt.Sprint(id))}
	}
	q := &request{ctx: r.ctx, change: c}
	r.enqueue(q)
	return q
}

// next does the next round and returns for how many callers it was.
func (r rounds) next() int {
	next := r.take()
	next.carryOut(r.db)
	return len(next)
}

// made makes n operations in a round of their own.
func (r rounds) made(t *testing.T, n int) []*model.Operation {
	t.Helper()
	asked := make([]*request, n)
	for i := range asked {
		asked[i] = r.create(fmt.Sprint(i))
	}
	if got := r.next(); got != n {
		t.Fatalf("a round for %d of %d callers", got, n)
	}
	made := make([]*model.Operation, n)
	for i, q := range asked {
		made[i] = got(t, q)
	}
	return made
}

// got is what a round did for a caller.
func got(t *testing.T, q *request) *model.Operation {
	t.Helper()
	a := <-q.answer
	if a.err != nil {
		t.Fatal(a.err)
	}
	return a.operation
}

// data is the data of an operation.
func (r rounds) data(t *testing.T, o *model.Operation) model.OperationData {
	t.Helper()
	read, err := get(r.ctx, r.db, o.ID)
	if err != nil {
		t.Fatal(err)
	}
	return read.OperationData
}

// TestRoundAnswersEach creates, starts and finishes in one round, and each caller
// gets what is his.
func TestRoundAnswersEach(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	old := r.made(t, 20)
	for i, o := range old {
		if input := r.data(t, o).Input; string(input) != fmt.Sprint(i) || i > 0 && o.ID <= old[i-1].ID {
			t.Errorf("caller %d was given operation %d with input %s", i, o.ID, input)
		}
	}
	begun, ended := r.change(t, old[7].ID, actionStart), r.change(t, old[3].ID, actionFinish)
	fresh := r.create(`"fresh"`)
	late := r.change(t, old[5].ID, actionFinish)
	if n := r.next(); n != 4 {
		t.Fatalf("a round for %d of 4 callers", n)
	}
	if o := got(t, begun); o.ID != old[7].ID || o.Status != model.OperationRunning {
		t.Errorf("starting %d: %+v", old[7].ID, o)
	}
	for q, id := range map[*request]int64{ended: old[3].ID, late: old[5].ID} {
		if o := got(t, q); o.ID != id || string(r.data(t, o).Output) != fmt.Sprint(id) || o.Status != model.OperationFinished {
			t.Errorf("finishing %d: %+v", id, o)
		}
	}
	if o := got(t, fresh); string(r.data(t, o).Input) != `"fresh"` || o.Status != model.OperationUnprocessed {
		t.Errorf("creating: %+v", o)
	}
}

// TestRoundIsSpoiledByOne has an input among others that PostgreSQL can't keep:
// nothing is done for anybody, so that each tries alone.
func TestRoundIsSpoiledByOne(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	good, bad := r.create("1"), r.create(`"\u0000"`)
	r.next()
	if a, b := got(t, good), got(t, bad); a != nil || b != nil {
		t.Errorf("the round made %v and %v", a, b)
	}
	r.working = false
	if o, err := r.combiner.create(r.ctx, *good.spec); err != nil || string(r.data(t, o).Input) != "1" {
		t.Errorf("the good one alone: %v, %v", o, err)
	}
	if o, err := r.combiner.create(r.ctx, *bad.spec); err == nil {
		t.Errorf("the bad one alone made %v", o)
	}
	var n int
	if err := r.db.Pool.QueryRow(r.ctx, "SELECT count(*) FROM operation").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d operations, want 1 (%v)", n, err)
	}
}

// TestRoundWaitsForNobody finishes an operation that a transaction holds, and
// starts another: the round leaves the first to its caller.
func TestRoundWaitsForNobody(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	old := r.made(t, 2)
	err := postgres.InTx(r.ctx, r.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		if err := Use(ctx, tx, old[0].ID); err != nil {
			return err
		}
		held, free := r.change(t, old[0].ID, actionFinish), r.change(t, old[1].ID, actionStart)
		r.next()
		if o := got(t, held); o != nil {
			t.Errorf("what is held was finished: %+v", o)
		}
		if o := got(t, free); o == nil || o.Status != model.OperationRunning {
			t.Errorf("what is free was not started: %+v", o)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestRoundTakesAnOperationOnce has two callers finish the same operation: the
// second waits for the next round, and is then told that he is late.
func TestRoundTakesAnOperationOnce(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	o := r.made(t, 1)[0]
	first, second := r.change(t, o.ID, actionFinish), r.change(t, o.ID, actionFinish)
	if n := r.next(); n != 1 || got(t, first) == nil {
		t.Fatalf("the first round was for %d callers", n)
	}
	if n := r.next(); n != 1 || got(t, second) != nil {
		t.Errorf("the second round was for %d callers", n)
	}
	if _, err := second.change.carryOut(r.ctx, r.db); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("the second alone: %v, want a conflict", err)
	}
}

// TestRoundIsBounded splits what is too much for one round, and leaves out who
// has gone.
func TestRoundIsBounded(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	large := `"` + strings.Repeat("x", roundBytes/2) + `"` // two are too much
	gone, leave := context.WithCancel(r.ctx)
	left := &request{ctx: gone, spec: &Spec{Type: "mail"}}
	r.enqueue(left)
	leave()
	for range 3 {
		r.create(large)
	}
	for range roundMost {
		r.create("1")
	}
	for _, want := range []int{roundMost, 2, 1} {
		if n := len(r.take()); n != want {
			t.Errorf("a round of %d, want %d", n, want)
		}
	}
	if next := r.take(); next != nil {
		t.Errorf("a round for %d although nobody waits", len(next))
	}
}
