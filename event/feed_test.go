package event

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sluicehq/sluice/model"
)

// counter is a loaded object: its value is the number of loads.
type counter struct {
	hub   *Hub
	feed  *Feed[int64, int]
	loads atomic.Int64
	err   atomic.Pointer[error]
}

func newCounter() *counter {
	c := &counter{hub: &Hub{subscribers: make(map[string]map[chan struct{}]struct{})}}
	c.feed = NewFeed(c.hub, slog.New(slog.DiscardHandler), Job, func(context.Context, int64) (int, error) {
		n := int(c.loads.Add(1))
		if err := c.err.Load(); err != nil {
			return 0, *err
		}
		return n, nil
	})
	return c
}

// In each test the bubble fails it if a goroutine outlives the subscriptions.

func TestFeedLoadsOnceForAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCounter()
		var subs []<-chan int
		for range 100 {
			subs = append(subs, c.feed.Subscribe(t.Context(), 1))
		}
		synctest.Wait()
		for _, sub := range subs {
			<-sub // the present state
		}
		before := c.loads.Load()

		c.hub.signal("job:1")
		synctest.Wait()
		for _, sub := range subs {
			if got := <-sub; got != int(before)+1 {
				t.Errorf("got load %d, want %d", got, before+1)
			}
		}
		if got := c.loads.Load() - before; got != 1 {
			t.Errorf("an event caused %d loads", got)
		}
		c.hub.signal("job:2")
		synctest.Wait()
		if got := c.loads.Load() - before; got != 1 {
			t.Errorf("an event of another topic caused a load")
		}
	})
}

func TestFeedIsPacedAndEndsWithTheLatest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCounter()
		sub := c.feed.Subscribe(t.Context(), 1)
		<-sub
		values, last := 0, 0
		for range 1000 { // 10 s of an event every 10 ms
			c.hub.signal("job:1")
			time.Sleep(10 * time.Millisecond)
			select {
			case last = <-sub:
				values++
			default:
			}
		}
		if values < 38 || values > 41 {
			t.Errorf("%d values in 10 s", values)
		}
		c.hub.signal("job:1")
		time.Sleep(Interval)
		synctest.Wait()
		if got := <-sub; got <= last {
			t.Errorf("the last event was lost: %d after %d", got, last)
		}
	})
}

func TestFeedGivesSlowSubscribersTheLatest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCounter()
		sub := c.feed.Subscribe(t.Context(), 1)
		for range 5 {
			synctest.Wait()
			time.Sleep(Interval)
			c.hub.signal("job:1")
		}
		synctest.Wait()
		if got, want := <-sub, int(c.loads.Load()); got != want {
			t.Errorf("got load %d, want the latest, %d", got, want)
		}
	})
}

func TestFeedClosesWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCounter()
		ctx, cancel := context.WithCancel(t.Context())
		first := c.feed.Subscribe(ctx, 1)
		second := c.feed.Subscribe(t.Context(), 1)
		synctest.Wait()
		<-first
		<-second
		cancel()
		synctest.Wait()
		if _, open := <-first; open {
			t.Error("the channel is open after its context ended")
		}
		c.hub.signal("job:1")
		synctest.Wait()
		if _, open := <-second; !open {
			t.Error("another subscription was closed")
		}
		if _, open := <-c.feed.Subscribe(ctx, 1); open {
			t.Error("a subscription in an ended context gives a value")
		}
	})
}

func TestFeedEndsWhenTheObjectIsGone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCounter()
		sub := c.feed.Subscribe(t.Context(), 1)
		<-sub
		var gone error = model.NotFound("job")
		c.err.Store(&gone)
		c.hub.signal("job:1")
		synctest.Wait()
		if _, open := <-sub; open {
			t.Error("the channel is open after the object has gone")
		}
		c.err.Store(nil)
		if _, open := <-c.feed.Subscribe(t.Context(), 1); !open {
			t.Error("the key can't be subscribed to again")
		}
	})
}

func TestFeedKeepsUnchangedStatesToItself(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCounter()
		c.feed.load = func(context.Context, int64) (int, error) { return 42, nil }
		sub := c.feed.Subscribe(t.Context(), 1)
		<-sub
		c.hub.signal("job:1")
		synctest.Wait()
		select {
		case <-sub:
			t.Error("an unchanged state was delivered")
		default:
		}
	})
}

func TestHubRefreshesEveryone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCounter()
		go c.hub.refresh(t.Context())
		sub := c.feed.Subscribe(t.Context(), 1)
		<-sub
		start := time.Now()
		<-sub
		if waited := time.Since(start); waited != Refresh {
			t.Errorf("the refresh came after %s", waited)
		}
	})
}

func TestFeedTriesAgainAfterAFailure(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCounter()
		broken := errors.New("no connection")
		c.err.Store(&broken)
		sub := c.feed.Subscribe(t.Context(), 1)
		synctest.Wait()
		c.err.Store(nil)
		if got := <-sub; got != 2 {
			t.Errorf("got load %d, want the second", got)
		}
	})
}
