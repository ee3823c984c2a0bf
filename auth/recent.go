package auth

import (
	"sync"
	"time"
)

// How long, and for how many tokens, a viewer is remembered. A script that
// sends hundreds of requests a second need not be looked up for each; a token
// that is revoked works for this long at most.
const (
	recentTTL      = time.Second
	recentCapacity = 10_000
)

// recent remembers the viewers of tokens that were looked up a moment ago.
type recent struct {
	mu      sync.Mutex
	viewers map[string]recentViewer // by token hash
}

type recentViewer struct {
	viewer *Viewer
	until  time.Time
}

// get returns the viewer of a token, or nil if it has to be looked up.
func (r *recent) get(hash []byte, now time.Time) *Viewer {
	r.mu.Lock()
	defer r.mu.Unlock()
	if found, ok := r.viewers[string(hash)]; ok && now.Before(found.until) {
		return found.viewer
	}
	return nil
}

// put remembers a viewer. When there is no room left everything is forgotten:
// that costs each token one look-up.
func (r *recent) put(hash []byte, v *Viewer, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.viewers == nil || len(r.viewers) >= recentCapacity {
		r.viewers = make(map[string]recentViewer)
	}
	r.viewers[string(hash)] = recentViewer{viewer: v, until: now.Add(recentTTL)}
}
