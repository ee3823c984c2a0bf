package event

import (
	"slices"
	"testing"
	"time"
)

func TestPacer(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	p := newPacer()
	take := func(after time.Duration, wantDue []string, wantWait time.Duration) {
		t.Helper()
		due, wait := p.take(start.Add(after))
		slices.Sort(due)
		if !slices.Equal(due, wantDue) || wait != wantWait {
			t.Errorf("after %s: due %v, wait %s; want %v, %s", after, due, wait, wantDue, wantWait)
		}
	}

	p.want("a")
	take(0, []string{"a"}, 0) // the leading edge goes out at once
	p.want("a")
	p.want("a")
	p.want("b")
	take(100*time.Millisecond, []string{"b"}, 150*time.Millisecond)
	take(250*time.Millisecond, []string{"a"}, 0) // the trailing edge is not lost
	take(time.Second, nil, 0)
	if len(p.topics) != 0 {
		t.Errorf("quiet topics are kept: %v", p.topics)
	}
	p.want("a")
	take(time.Second, []string{"a"}, 0)
	p.want("a")
	if rest := p.takeAll(); !slices.Equal(rest, []string{"a"}) {
		t.Errorf("takeAll gives %v", rest)
	}
}
