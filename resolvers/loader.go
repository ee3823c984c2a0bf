package resolvers

import (
	"context"
	"maps"
	"slices"
	"sync"
)

// loader reads objects by key, each of them once. Whoever puts a list into the
// answer says with expect which keys its items refer to. The first one that is
// then loaded brings all the expected ones along, so that a list of any length
// takes one query.
type loader[T any] struct {
	fetch func(context.Context, ...int64) (map[int64]*T, error)

	mu       sync.Mutex
	expected map[int64]bool
	reads    map[int64]*read[T]
}

// read is one query; its result can be looked at when done is closed.
type read[T any] struct {
	done  chan struct{}
	found map[int64]*T
	err   error
}

func newLoader[T any](fetch func(context.Context, ...int64) (map[int64]*T, error)) *loader[T] {
	return &loader[T]{fetch: fetch, expected: map[int64]bool{}, reads: map[int64]*read[T]{}}
}

// expect announces keys that may be loaded. A nil key refers to nothing.
func (l *loader[T]) expect(keys ...*int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, key := range keys {
		if key != nil && l.reads[*key] == nil {
			l.expected[*key] = true
		}
	}
}

// forget has a key read again, because what it refers to has been changed.
func (l *loader[T]) forget(key int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.reads, key)
}

// load returns what a key refers to; nil for a nil key and for what does not
// exist.
func (l *loader[T]) load(ctx context.Context, key *int64) (*T, error) {
	if key == nil {
		return nil, nil
	}
	r, keys := l.join(*key)
	if keys != nil {
		func() {
			defer close(r.done)
			r.found, r.err = l.fetch(ctx, keys...)
		}()
	}
	<-r.done
	return r.found[*key], r.err
}

// join returns the query that reads a key. If the caller has to carry it out,
// it returns the keys, too.
func (l *loader[T]) join(key int64) (r *read[T], keys []int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r := l.reads[key]; r != nil {
		return r, nil
	}
	l.expected[key] = true
	keys = slices.Sorted(maps.Keys(l.expected))
	clear(l.expected)
	r = &read[T]{done: make(chan struct{})}
	for _, k := range keys {
		l.reads[k] = r
	}
	return r, keys
}

// once is a read that is the same for a whole response, and is carried out by the
// first one who needs it.
func once[T any](fetch func(context.Context) (T, error)) func(context.Context) (T, error) {
	var do sync.Once
	var found T
	var err error
	return func(ctx context.Context) (T, error) {
		do.Do(func() { found, err = fetch(ctx) })
		return found, err
	}
}
