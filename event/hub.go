package event

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Refresh is how often a Hub signals everyone without an event: those of a
// process that was killed between a commit and its event never come.
const Refresh = 5 * time.Second

// Hub hears the events of all processes on one connection of its own and wakes
// the subscribers in this process.
type Hub struct {
	config *pgx.ConnConfig
	logger *slog.Logger

	mu          sync.Mutex
	subscribers map[string]map[chan struct{}]struct{}

	cancel  context.CancelFunc
	ready   chan struct{} // closed when listening for the first time
	running sync.WaitGroup
}

// NewHub returns a Hub that connects as pool does.
func NewHub(pool *pgxpool.Pool, logger *slog.Logger) *Hub {
	return &Hub{
		config:      pool.Config().ConnConfig,
		logger:      logger,
		subscribers: make(map[string]map[chan struct{}]struct{}),
		ready:       make(chan struct{}),
	}
}

// Start begins to listen, and returns when the first connection stands or with
// ctx's error. From then on the Hub reconnects by itself, until Stop.
func (h *Hub) Start(ctx context.Context) error {
	runCtx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	h.cancel = cancel
	h.running.Go(func() { h.run(runCtx) })
	h.running.Go(func() { h.refresh(runCtx) })
	select {
	case <-h.ready:
		return nil
	case <-ctx.Done():
		h.Stop()
		return fmt.Errorf("starting to listen for events: %w", ctx.Err())
	}
}

// Stop closes the connection. Subscribers hear nothing more.
func (h *Hub) Stop() {
	h.cancel()
	h.running.Wait()
}

// Subscribe returns a channel that is signaled after every event of topic,
// whenever events may have been missed, and at every Refresh. Signals that are
// not received in time merge into one. cancel ends the subscription and must be
// called.
func (h *Hub) Subscribe(topic string) (signal <-chan struct{}, cancel func()) {
	c := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.subscribers[topic] == nil {
		h.subscribers[topic] = make(map[chan struct{}]struct{})
	}
	h.subscribers[topic][c] = struct{}{}
	return c, func() { h.unsubscribe(topic, c) }
}

func (h *Hub) unsubscribe(topic string, c chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.subscribers[topic], c)
	if len(h.subscribers[topic]) == 0 {
		delete(h.subscribers, topic)
	}
}

func (h *Hub) signal(topic string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.subscribers[topic] {
		wake(c)
	}
}

func (h *Hub) signalAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, subscribers := range h.subscribers {
		for c := range subscribers {
			wake(c)
		}
	}
}

// wake signals c, which has room for one signal, unless a signal waits already.
func wake(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
