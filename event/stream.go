package event

import (
	"context"
	"errors"
	"reflect"
	"time"

	"github.com/sluicehq/sluice/model"
)

// reloadPause is how long a load that failed waits for its next attempt.
const reloadPause = time.Second

// stream serves the subscribers of one key. Its goroutine lives as long as it
// has any.
type stream[T any] struct {
	subscribers map[*subscriber[T]]struct{} // guarded by Feed.mu
	joined      chan struct{}
	cancel      context.CancelFunc
}

// subscriber is guarded by Feed.mu.
type subscriber[T any] struct {
	out  chan T
	last *T // what it was given; nil: nothing yet
}

// run loads and delivers until ctx ends or the object is gone.
func (f *Feed[K, T]) run(ctx context.Context, key K, s *stream[T]) {
	changed, cancel := f.hub.Subscribe(f.topic(key)) // before the first load, so that no change is missed
	defer cancel()

	var next time.Time       // when a change may be loaded again
	var due <-chan time.Time // set while a load waits for its time
	for {
		everyone := true
		select {
		case <-ctx.Done():
			return
		case <-s.joined:
			everyone = false
		case <-due:
			due = nil
		case <-changed:
			if pause := time.Until(next); pause > 0 {
				if due == nil {
					due = time.After(pause)
				}
				continue
			}
		}
		if everyone {
			next = time.Now().Add(Interval)
		}

		value, err := f.load(ctx, key)
		var gone *model.Error
		switch {
		case err == nil:
			f.deliver(s, value, everyone)
		case ctx.Err() != nil:
			return
		case errors.As(err, &gone):
			f.end(key, s)
			return
		default:
			f.logger.Warn("loading after an event failed", "topic", f.topic(key), "error", err)
			due = time.After(reloadPause)
		}
	}
}

// deliver gives value to everyone for whom it is new, or only to those who have
// none yet. What a slow subscriber has not received is replaced.
func (f *Feed[K, T]) deliver(s *stream[T], value T, everyone bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for sub := range s.subscribers {
		if sub.last != nil && (!everyone || reflect.DeepEqual(*sub.last, value)) {
			continue
		}
		sub.last = &value
		select {
		case <-sub.out:
		default:
		}
		sub.out <- value // has room: nobody else sends
	}
}
