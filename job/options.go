package job

import (
	"log/slog"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/sluicehq/sluice/event"
)

// Options configure an Engine. The zero value makes one that creates jobs and
// sweeps, but works on none.
type Options struct {
	// Slots is how many lanes this process carries at once. Each needs up to
	// two connections of the pool for short moments, one for most of the time:
	// the pool should have Slots + 6. 0: this process carries none.
	Slots int

	// Recorder keeps a record of the jobs; nil: nobody does.
	Recorder Recorder
	// Publisher sends events after commits; nil: none are sent.
	Publisher *event.Publisher
	// Hub lets Watch hear events; nil: Watch must not be called.
	Hub *event.Hub
	// Logger gets failures and take-overs. Default: slog.Default().
	Logger *slog.Logger
	// Revision is the build's revision, recorded with each job and chunk.
	Revision string

	// MaxAttempts is how often a chunk, a plan or an end is tried. Default 5.
	MaxAttempts int
	// ChunkTimeout is how long a chunk may take. Default 10 minutes.
	ChunkTimeout time.Duration
	// Backoff is the pause after the given failed attempt (1, 2, …). Default:
	// 1 s, doubled each time.
	Backoff func(attempt int) time.Duration
	// Slice is how long a carrier keeps its lane, so that other jobs get their
	// turn. Default 500 ms.
	Slice time.Duration
	// SweepInterval is the time between two sweeps. Default 2 s.
	SweepInterval time.Duration
	// OrphanAge is how long a chunk or carrier must have been running before
	// the sweep looks whether anybody still holds it. Default 3 s.
	OrphanAge time.Duration
	// HeartbeatInterval is the time between two signs of life. Default 5 s.
	HeartbeatInterval time.Duration
	// SilentAfter is how long a worker may give no sign of life before its
	// chunks are taken away. Default 25 s.
	SilentAfter time.Duration
	// StopTimeout is how long Stop waits for chunks in hand before it rolls
	// them back for others to do. Default 8 s.
	StopTimeout time.Duration
}

func (o Options) withDefaults() Options {
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.MaxAttempts == 0 {
		o.MaxAttempts = 5
	}
	if o.Backoff == nil {
		o.Backoff = func(attempt int) time.Duration { return time.Second << min(attempt-1, 10) }
	}
	setDefault(&o.ChunkTimeout, 10*time.Minute)
	setDefault(&o.Slice, 500*time.Millisecond)
	setDefault(&o.SweepInterval, 2*time.Second)
	setDefault(&o.OrphanAge, 3*time.Second)
	setDefault(&o.HeartbeatInterval, 5*time.Second)
	setDefault(&o.SilentAfter, 25*time.Second)
	setDefault(&o.StopTimeout, 8*time.Second)
	return o
}

func setDefault(d *time.Duration, value time.Duration) {
	if *d == 0 {
		*d = value
	}
}

// newWorkerID returns an id no other process has or had: host, process, chance.
func newWorkerID() string {
	return hostname() + "-" + strconv.Itoa(os.Getpid()) + "-" + strconv.FormatUint(uint64(rand.Uint32()), 36)
}

// hostname returns the host's name, as short and plain as the name of a
// database session must be.
func hostname() string {
	name, err := os.Hostname()
	if err != nil {
		return "unknown"
	}
	plain := strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f {
			return r
		}
		return '-'
	}, name)
	return plain[:min(len(plain), 24)]
}
