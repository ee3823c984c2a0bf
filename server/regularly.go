package server

import (
	"context"
	"log/slog"
	"time"
)

// sweepInterval is the time between two looks at what nobody needs any more.
const sweepInterval = time.Hour

// regularly does something now and after every sweepInterval, until Close. What
// goes wrong is logged as having failed to do that.
func (a *App) regularly(ctx context.Context, logger *slog.Logger, that string, do func(context.Context) error) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	a.onStop(func(context.Context) error { cancel(); <-done; return nil })
	go func() {
		defer close(done)
		tick := time.NewTicker(sweepInterval)
		defer tick.Stop()
		for {
			if err := do(ctx); err != nil && ctx.Err() == nil {
				logger.WarnContext(ctx, "could not "+that, "error", err)
			}
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
		}
	}()
}
