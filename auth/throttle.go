package auth

import (
	"sync"
	"time"
)

// throttle bounds how often something may be tried per key: burst times at once,
// and once more after every pause. It forgets keys that are free again, and
// never remembers more than capacity of them.
type throttle struct {
	burst    int
	pause    time.Duration
	capacity int

	mu   sync.Mutex
	free map[string]time.Time // when the key will have all its tries back
}

func newThrottle(burst int, pause time.Duration, capacity int) *throttle {
	return &throttle{burst: burst, pause: pause, capacity: capacity, free: map[string]time.Time{}}
}

// try takes one of the key's tries and returns 0, or, when none is left, how
// long it takes until there is one.
func (t *throttle) try(key string, now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	free, known := t.free[key]
	if !known || free.Before(now) {
		free = now
	}
	free = free.Add(t.pause)
	if wait := free.Sub(now) - time.Duration(t.burst)*t.pause; wait > 0 {
		return wait
	}
	if !known && len(t.free) >= t.capacity {
		t.makeRoom(now)
	}
	t.free[key] = free
	return 0
}

// forgive gives the key all its tries back.
func (t *throttle) forgive(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.free, key)
}

// makeRoom forgets the keys that are free, or a tenth of all if none is.
func (t *throttle) makeRoom(now time.Time) {
	for key, free := range t.free {
		if !free.After(now) {
			delete(t.free, key)
		}
	}
	for key := range t.free {
		if len(t.free) <= t.capacity*9/10 {
			return
		}
		delete(t.free, key)
	}
}
