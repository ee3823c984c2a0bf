package auth

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// usageInterval is how often noted uses of API tokens are written down.
const usageInterval = 10 * time.Second

// usage notes which API tokens are used, off the path of the requests.
type usage struct {
	pool *pgxpool.Pool

	mu  sync.Mutex
	ids map[int64]struct{}
}

func newUsage(pool *pgxpool.Pool) *usage {
	return &usage{pool: pool, ids: map[int64]struct{}{}}
}

func (u *usage) note(tokenID int64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.ids[tokenID] = struct{}{}
}

func (u *usage) take() []int64 {
	u.mu.Lock()
	defer u.mu.Unlock()
	ids := slices.Sorted(maps.Keys(u.ids))
	clear(u.ids)
	return ids
}

// write stores what was noted in one statement. Tokens that another process
// wrote down within the minute are left alone.
func (u *usage) write(ctx context.Context, now time.Time) error {
	ids := u.take()
	if len(ids) == 0 {
		return nil
	}
	_, err := u.pool.Exec(ctx, `UPDATE api_token SET last_used_at = $2
		WHERE id = ANY($1) AND coalesce(last_used_at < $2::timestamptz - interval '1 minute', true)`, ids, now)
	return err
}

// Run writes down now and then when API tokens were last used, until ctx ends.
// A server calls it once; nothing else depends on it.
func (a *Accounts) Run(ctx context.Context) {
	ticker := time.NewTicker(usageInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			a.writeUsage(ctx)
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
			a.writeUsage(last)
			cancel()
			return
		}
	}
}

func (a *Accounts) writeUsage(ctx context.Context) {
	if err := a.usage.write(ctx, a.now()); err != nil {
		slog.WarnContext(ctx, "could not note when API tokens were last used", "error", err)
	}
}
