package event

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// sendTimeout bounds one attempt to send; what could not be sent is kept.
const sendTimeout = 5 * time.Second

// Publisher sends events to all processes. One per process is enough. A nil
// *Publisher is valid and sends nothing.
type Publisher struct {
	pool   *pgxpool.Pool
	logger *slog.Logger

	mu    sync.Mutex
	pacer *pacer

	wake chan struct{}
	stop chan struct{}
	done chan struct{}
}

// NewPublisher returns a Publisher that sends over connections of pool.
func NewPublisher(pool *pgxpool.Pool, logger *slog.Logger) *Publisher {
	return &Publisher{
		pool:   pool,
		logger: logger,
		pacer:  newPacer(),
		wake:   make(chan struct{}, 1),
		stop:   make(chan struct{}),
		done:   make(chan struct{}),
	}
}

// Notify asks for topics to be sent. It never blocks. A topic goes out at once
// if it has been quiet, and else as soon as Interval has passed since it last
// went out. Call it after the commit of what has changed: a NOTIFY inside the
// transaction would make all commits of the database wait for each other.
func (p *Publisher) Notify(topics ...string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	for _, topic := range topics {
		p.pacer.want(topic)
	}
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// Start begins to send, until Stop. It must be called at most once.
func (p *Publisher) Start() { go p.run() }

// Stop sends what is still waiting and ends the Publisher. It returns when that
// is done, or with ctx's error.
func (p *Publisher) Stop(ctx context.Context) error {
	close(p.stop)
	select {
	case <-p.done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("stopping the event publisher: %w", ctx.Err())
	}
}

func (p *Publisher) run() {
	defer close(p.done)
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-p.stop:
			p.mu.Lock()
			rest := p.pacer.takeAll()
			p.mu.Unlock()
			p.send(rest)
			return
		case <-p.wake:
		case <-timer.C:
		}
		p.mu.Lock()
		due, wait := p.pacer.take(time.Now())
		p.mu.Unlock()
		if !p.send(due) {
			p.Notify(due...)
			wait = Interval
		}
		if wait > 0 {
			timer.Reset(wait)
		}
	}
}

// send reports whether topics went out.
func (p *Publisher) send(topics []string) bool {
	if len(topics) == 0 {
		return true
	}
	ctx, cancel := context.WithTimeout(context.Background(), sendTimeout)
	defer cancel()
	_, err := p.pool.Exec(ctx, "SELECT pg_notify($1, topic) FROM unnest($2::text[]) AS topic", channel, topics)
	if err != nil {
		p.logger.Warn("sending events failed", "error", err, "topics", len(topics))
	}
	return err == nil
}
