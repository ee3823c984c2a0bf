package auth

import (
	"strconv"
	"testing"
	"time"
)

func TestThrottle(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	throttle := newThrottle(3, time.Minute, 100)
	for i := range 3 {
		if wait := throttle.try("ann", now); wait != 0 {
			t.Fatalf("try %d has to wait %s", i+1, wait)
		}
	}
	if wait := throttle.try("ann", now); wait != time.Minute {
		t.Errorf("the fourth try waits %s, want 1m", wait)
	}
	if wait := throttle.try("bob", now); wait != 0 {
		t.Errorf("another key waits %s", wait)
	}
	if wait := throttle.try("ann", now.Add(time.Minute)); wait != 0 {
		t.Errorf("after a pause it still waits %s", wait)
	}
	if wait := throttle.try("ann", now.Add(90*time.Second)); wait != 30*time.Second {
		t.Errorf("half a pause later it waits %s, want 30s", wait)
	}
	throttle.forgive("ann")
	if wait := throttle.try("ann", now); wait != 0 {
		t.Errorf("once forgiven it waits %s", wait)
	}
}

func TestThrottleIsBounded(t *testing.T) {
	t.Parallel()
	now := time.Now()
	throttle := newThrottle(1, time.Minute, 100)
	for i := range 1000 {
		throttle.try(strconv.Itoa(i), now)
	}
	if n := len(throttle.free); n > 100 {
		t.Errorf("it remembers %d keys, at most 100 are allowed", n)
	}
	throttle.try("last", now.Add(time.Hour))
	if n := len(throttle.free); n > 91 {
		t.Errorf("it remembers %d keys though all others are free again", n)
	}
}
