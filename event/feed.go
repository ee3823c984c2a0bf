package event

import (
	"context"
	"log/slog"
	"sync"
)

// Feed shares the loading of objects that change: however many subscribe to
// one key, an event of its topic causes one load, and all get the result.
type Feed[K comparable, T any] struct {
	hub    *Hub
	topic  func(K) string
	load   func(context.Context, K) (T, error)
	logger *slog.Logger

	mu      sync.Mutex
	streams map[K]*stream[T]
}

// NewFeed returns a Feed of what load returns, loaded again after events of
// topic. load's context carries no viewer: permission is the business of those
// who call Subscribe. A *model.Error from load (the object is gone) ends the
// subscriptions to its key; after any other error it is tried again.
func NewFeed[K comparable, T any](
	hub *Hub, logger *slog.Logger, topic func(K) string, load func(context.Context, K) (T, error),
) *Feed[K, T] {
	return &Feed[K, T]{hub: hub, topic: topic, load: load, logger: logger, streams: make(map[K]*stream[T])}
}

// Subscribe returns a channel that gives the present state of key, and then the
// state after changes, if it differs: at most one per Interval, and only the
// latest for who receives slowly. All subscribers get the same value, which they
// must not change. The channel closes when ctx ends or the object is gone.
func (f *Feed[K, T]) Subscribe(ctx context.Context, key K) <-chan T {
	sub := &subscriber[T]{out: make(chan T, 1)}
	if ctx.Err() != nil {
		close(sub.out)
		return sub.out
	}

	f.mu.Lock()
	s := f.streams[key]
	if s == nil {
		s = f.open(key)
	}
	s.subscribers[sub] = struct{}{}
	f.mu.Unlock()

	wake(s.joined)
	context.AfterFunc(ctx, func() { f.leave(key, s, sub) })
	return sub.out
}

// open starts the stream of key. f.mu is held.
func (f *Feed[K, T]) open(key K) *stream[T] {
	ctx, cancel := context.WithCancel(context.Background())
	s := &stream[T]{
		subscribers: make(map[*subscriber[T]]struct{}),
		joined:      make(chan struct{}, 1),
		cancel:      cancel,
	}
	f.streams[key] = s
	go f.run(ctx, key, s)
	return s
}

// leave ends one subscription, and the stream with its last one.
func (f *Feed[K, T]) leave(key K, s *stream[T], sub *subscriber[T]) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, ok := s.subscribers[sub]; !ok {
		return // the stream has ended
	}
	delete(s.subscribers, sub)
	close(sub.out)
	if len(s.subscribers) == 0 {
		s.cancel()
		delete(f.streams, key)
	}
}

// end closes s and all its subscriptions.
func (f *Feed[K, T]) end(key K, s *stream[T]) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for sub := range s.subscribers {
		close(sub.out)
	}
	clear(s.subscribers)
	s.cancel()
	delete(f.streams, key)
}
