package operation

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// The bounds of a round of a combiner.
const (
	roundMost  = 500     // callers
	roundBytes = 4 << 20 // of their input and output; one caller alone may bring more
	roundTime  = time.Minute
)

// combiner makes and changes operations for many callers at once: what is asked
// for while a round is under way waits for the next, which takes everything with
// one statement for what is made, one for what changes, and one commit. Each
// caller is answered after the commit, and none pays for another: what a round
// can't do is done by its caller alone.
type combiner struct {
	db *postgres.DB

	mu      sync.Mutex
	waiting []*request
	working bool // a round is under way
}

// request is a caller that waits: with a spec for an operation to be made, else
// for the change.
type request struct {
	ctx    context.Context
	spec   *Spec
	viewer *int64 // who creates
	change change
	answer chan answer
}

// answer is what a round did for a caller; neither an operation nor an error:
// nothing, and the caller has to try alone.
type answer struct {
	operation *model.Operation
	err       error
}

// create makes an operation of the viewer's.
func (c *combiner) create(ctx context.Context, spec Spec) (*model.Operation, error) {
	o, err := c.ask(&request{ctx: ctx, spec: &spec, viewer: auth.ViewerFrom(ctx).ID()})
	if o == nil && err == nil {
		return insert(ctx, c.db, spec)
	}
	return o, err
}

// carryOut makes a change; see change.carryOut.
func (c *combiner) carryOut(ctx context.Context, asked change) (*model.Operation, error) {
	o, err := c.ask(&request{ctx: ctx, change: asked})
	if o == nil && err == nil {
		return asked.carryOut(ctx, c.db)
	}
	return o, err
}

// ask waits until a round has answered, or the caller's context ends; what the
// round does may then be done all the same.
func (c *combiner) ask(r *request) (*model.Operation, error) {
	if c.enqueue(r) {
		go c.work()
	}
	select {
	case a := <-r.answer:
		return a.operation, a.err
	case <-r.ctx.Done():
		return nil, r.ctx.Err()
	}
}

// enqueue lets a caller wait for a round, and reports whether one has to begin.
func (c *combiner) enqueue(r *request) (begin bool) {
	r.answer = make(chan answer, 1)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting = append(c.waiting, r)
	begin = !c.working
	c.working = true
	return begin
}

// work does rounds until nobody waits.
func (c *combiner) work() {
	for {
		round := c.take()
		if round == nil {
			return
		}
		round.carryOut(c.db)
		c.gather(len(round))
	}
}

// yields bounds how often gather stands back; it takes some microseconds then.
const yields = 10

// gather stands back after a round of n, so that those in this process who were
// answered may ask for more: one large round costs less than two small ones.
func (c *combiner) gather(n int) {
	n += c.length()
	for i := 0; i < yields && c.length() < n; i++ {
		runtime.Gosched()
	}
}

// length is how many wait.
func (c *combiner) length() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.waiting)
}

// take returns the next round; nil, and none is under way, if nobody waits. Two who want the same operation changed are not in one round: the
// second is to find what the first has left.
func (c *combiner) take() round {
	c.mu.Lock()
	defer c.mu.Unlock()
	var next round
	var later []*request
	bytes, changed := 0, map[int64]bool{}
	for _, r := range c.waiting {
		size := r.size()
		switch {
		case r.ctx.Err() != nil: // gone
		case len(next) == roundMost, len(next) > 0 && bytes+size > roundBytes, r.spec == nil && changed[r.change.id]:
			later = append(later, r)
		default:
			next = append(next, r)
			bytes += size
			changed[r.change.id] = r.spec == nil
		}
	}
	c.waiting = later
	c.working = next != nil
	return next
}

// size is how many bytes of data the request brings.
func (r *request) size() int {
	if r.spec != nil {
		return len(r.spec.Input)
	}
	return len(r.change.outcome.Output)
}

// round is what is done at once.
type round []*request

// carryOut does what the round's callers ask for, and answers all of them.
func (r round) carryOut(db *postgres.DB) {
	ctx, cancel := context.WithTimeout(context.Background(), roundTime)
	defer cancel()
	done := make(map[*request]*model.Operation, len(r))
	err := db.Pool.SendBatch(ctx, r.statements(done)).Close()
	if refused := (*pgconn.PgError)(nil); errors.As(err, &refused) {
		// One spoiled it for all. Nothing has been committed, so each may try alone.
		err = nil
		clear(done)
	}
	if err != nil {
		err = fmt.Errorf("writing operations: %w", err)
	}
	for _, one := range r {
		one.answer <- answer{done[one], err}
	}
}

// unlocked is the relation of several changes. Those of operations that somebody
// else holds are left out: a round waits for nobody.
func unlocked() string {
	names, parameters := make([]string, len(columnsOfChange)), make([]string, len(columnsOfChange))
	for i, column := range columnsOfChange {
		names[i], parameters[i] = column.name, fmt.Sprintf("$%d::%s[]", i+1, column.kind)
	}
	return "(WITH held AS MATERIALIZED (SELECT c.* FROM unnest(" + strings.Join(parameters, ", ") + ") AS c (" + strings.Join(names, ", ") + `)
		JOIN operation ON id = of WHERE id = ANY ($1) FOR NO KEY UPDATE OF operation SKIP LOCKED) SELECT * FROM held) AS c`
}

// planOnce has PostgreSQL keep the plans of a round's statements, to the end of the
// transaction: to plan them takes longer than to carry them out. Such a plan,
// made when there were no operations, would read the whole table for ever; so
// they are found by their index in any case.
const planOnce = "SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)"

// statements returns those of the round. When they have been sent, done has the
// operations that came of them.
func (r round) statements(done map[*request]*model.Operation) *pgx.Batch {
	var created []*request
	var specs []Spec
	var viewers []*int64
	changed := map[int64]*request{}
	var changes []change
	for _, one := range r {
		if one.spec != nil {
			created, specs, viewers = append(created, one), append(specs, *one.spec), append(viewers, one.viewer)
			continue
		}
		changed[one.change.id], changes = one, append(changes, one.change)
	}
	batch := new(pgx.Batch)
	batch.Queue(planOnce)
	if len(specs) > 0 {
		batch.Queue(insertSQL, insertArgs(viewers, specs...)...).Query(func(rows pgx.Rows) error {
			made, err := pgx.CollectRows(rows, scan)
			for i, o := range made {
				done[created[i]] = o
			}
			return err
		})
	}
	if len(changes) > 0 {
		batch.Queue(changeSQL(unlocked()), changeArgs(changes...)...).Query(func(rows pgx.Rows) error {
			written, err := pgx.CollectRows(rows, scan)
			for _, o := range written {
				done[changed[o.ID]] = o
			}
			return err
		})
	}
	return batch
}
