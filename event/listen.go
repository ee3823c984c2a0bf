package event

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// quietLimit is how long the connection may be silent before it is tested.
	quietLimit = 15 * time.Second
	// answerLimit is how long connecting, testing and closing may each take.
	answerLimit = 10 * time.Second

	firstPause   = 50 * time.Millisecond
	longestPause = 5 * time.Second
)

// run listens until ctx ends, over as many connections as it takes.
func (h *Hub) run(ctx context.Context) {
	first := sync.OnceFunc(func() { close(h.ready) })
	pause := firstPause
	for ctx.Err() == nil {
		err := h.listen(ctx, func() {
			pause = firstPause
			h.signalAll() // something may have happened while nobody listened
			first()
		})
		if ctx.Err() != nil {
			return
		}
		h.logger.Warn("listening for events was interrupted", "error", err, "retry_in", pause)
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		pause = min(2*pause, longestPause)
	}
}

// refresh signals everyone at every Refresh until ctx ends.
func (h *Hub) refresh(ctx context.Context) {
	ticker := time.NewTicker(Refresh)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			h.signalAll()
		}
	}
}

// listen connects, calls ready and signals what it hears until an error.
func (h *Hub) listen(ctx context.Context, ready func()) error {
	connectCtx, cancel := context.WithTimeout(ctx, answerLimit)
	defer cancel()
	conn, err := pgx.ConnectConfig(connectCtx, h.config)
	if err != nil {
		return fmt.Errorf("connecting: %w", err)
	}
	defer func() {
		closeCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerLimit)
		defer cancel()
		_ = conn.Close(closeCtx) // nothing is left to lose on it
	}()
	if _, err := conn.Exec(connectCtx, "LISTEN "+channel); err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	ready()
	for {
		if err := h.next(ctx, conn); err != nil {
			return err
		}
	}
}

// next signals the next event, or tests the connection if none comes.
func (h *Hub) next(ctx context.Context, conn *pgx.Conn) error {
	waitCtx, cancel := context.WithTimeout(ctx, quietLimit)
	defer cancel()
	notification, err := conn.WaitForNotification(waitCtx)
	if err == nil {
		h.signal(notification.Payload)
		return nil
	}
	if ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("waiting: %w", err)
	}
	pingCtx, cancel := context.WithTimeout(ctx, answerLimit)
	defer cancel()
	if err := conn.Ping(pingCtx); err != nil {
		return fmt.Errorf("testing the connection: %w", err)
	}
	return nil
}
