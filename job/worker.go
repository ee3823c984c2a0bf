package job

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
)

// forgetWorkersAfter is how long a worker that gave no sign of life stays on
// record.
const forgetWorkersAfter = time.Hour

// sessionName is what a database session is called while it holds a lane for
// the worker, so that others can end it if the worker falls silent.
func sessionName(workerID string) string { return "sluice lane " + workerID }

// register puts this worker on record.
func (e *Engine) register(ctx context.Context) error {
	if _, err := e.db.Pool.Exec(ctx, signOfLifeSQL, e.signOfLife()...); err != nil {
		return fmt.Errorf("registering the worker: %w", err)
	}
	return nil
}

// deregister takes it off.
func (e *Engine) deregister(ctx context.Context) error {
	if _, err := e.db.Pool.Exec(ctx, "DELETE FROM worker WHERE id = $1", e.workerID); err != nil {
		return fmt.Errorf("deregistering the worker: %w", err)
	}
	return nil
}

const signOfLifeSQL = `
	INSERT INTO worker (id, host, pid, revision, slots) VALUES ($1, $2, $3, $4, $5)
	ON CONFLICT (id) DO UPDATE SET seen_at = now()`

func (e *Engine) signOfLife() []any {
	return []any{e.workerID, hostname(), os.Getpid(), e.opts.Revision, e.opts.Slots}
}

// heartbeat gives a sign of life at every interval, on a connection of its own:
// that all of the pool are busy does not mean that the worker is dead.
func (e *Engine) heartbeat(ctx context.Context) {
	ticker := time.NewTicker(e.opts.HeartbeatInterval)
	defer ticker.Stop()
	for {
		err := e.beat(ctx, ticker.C)
		if ctx.Err() != nil {
			return
		}
		e.opts.Logger.WarnContext(ctx, "giving a sign of life failed", "error", err)
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// beat gives signs of life over one connection until it fails.
func (e *Engine) beat(ctx context.Context, ticks <-chan time.Time) error {
	conn, err := pgx.ConnectConfig(ctx, e.db.Pool.Config().ConnConfig)
	if err != nil {
		return err
	}
	defer func() {
		closeCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseTimeout)
		defer cancel()
		_ = conn.Close(closeCtx) // nothing is left to lose on it
	}()
	for {
		if err := e.beatOnce(ctx, conn); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticks:
		}
	}
}

func (e *Engine) beatOnce(ctx context.Context, conn *pgx.Conn) error {
	ctx, cancel := context.WithTimeout(ctx, e.opts.HeartbeatInterval)
	defer cancel()
	_, err := conn.Exec(ctx, signOfLifeSQL, e.signOfLife()...)
	return err
}

// endSilentSessions ends the sessions in which workers that are alive but cut
// off, or stopped, still hold lanes. The server does not notice by itself.
func (e *Engine) endSilentSessions(ctx context.Context) error {
	tag, err := e.db.Pool.Exec(ctx, `
		SELECT pg_terminate_backend(a.pid)
		FROM worker w JOIN pg_stat_activity a ON a.application_name = 'sluice lane ' || w.id
		WHERE w.seen_at < now() - $1::interval AND a.datname = current_database()`, e.opts.SilentAfter)
	if err != nil {
		return fmt.Errorf("ending the sessions of silent workers: %w", err)
	}
	if tag.RowsAffected() > 0 {
		e.opts.Logger.WarnContext(ctx, "ended sessions of workers that fell silent", "sessions", tag.RowsAffected())
	}
	_, err = e.db.Pool.Exec(ctx, "DELETE FROM worker WHERE seen_at < now() - $1::interval", forgetWorkersAfter)
	if err != nil {
		return fmt.Errorf("forgetting dead workers: %w", err)
	}
	return nil
}
