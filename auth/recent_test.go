package auth

import (
	"testing"
	"time"
)

func TestRecentViewersAreForgotten(t *testing.T) {
	t.Parallel()
	var r recent
	now := time.Unix(1000, 0)
	v := NewViewer(1, "ada", "Ada")
	r.put([]byte("a"), v, now)
	if r.get([]byte("a"), now.Add(recentTTL-1)) != v {
		t.Error("a viewer is forgotten too early")
	}
	if r.get([]byte("a"), now.Add(recentTTL)) != nil {
		t.Error("a viewer is remembered too long")
	}
	if r.get([]byte("b"), now) != nil {
		t.Error("a viewer is taken for another")
	}
	for i := range 2 * recentCapacity {
		r.put([]byte{byte(i), byte(i >> 8), byte(i >> 16)}, v, now)
	}
	if len(r.viewers) > recentCapacity {
		t.Errorf("%d viewers are remembered", len(r.viewers))
	}
}
