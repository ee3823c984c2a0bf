package operation

import (
	"log/slog"
	"time"

	"github.com/sluicehq/sluice/event"
)

// The routes that every process has.
const (
	DefaultRoute      = "default"
	HighPriorityRoute = "highpriority"
)

// Options configure a Service. The zero value makes one that keeps operations
// and puts groups on their routes, but runs none in the background.
type Options struct {
	// Groups are the action groups that this process can run.
	Groups []Group
	// Routes are the routes that groups run on in the background, with how many
	// groups this process runs on each at once. A route with 0 can be used here,
	// and is worked elsewhere. DefaultRoute and HighPriorityRoute are always there.
	Routes map[string]int
	// Synchronous runs at once, before the call returns, what would run in the
	// background, unless it is planned for later. It is for tests.
	Synchronous bool
	// Keep is how long ended operations are kept, by type; those of other types
	// are kept for ever.
	Keep map[string]time.Duration

	// Publisher sends events after commits; nil: none are sent.
	Publisher *event.Publisher
	// Hub lets Watch hear events; nil: Watch must not be called.
	Hub *event.Hub
	// Logger gets failures. Default: slog.Default().
	Logger *slog.Logger

	// Lease is how long a process that runs a group may give no sign of life
	// before somebody else takes over. Default 10 s.
	Lease time.Duration
	// SweepInterval is the time between two looks at what has become due and
	// whose lease is over. Default 1 s.
	SweepInterval time.Duration
	// StopTimeout is how long StopWork waits for groups before it interrupts them.
	// Default 8 s.
	StopTimeout time.Duration
}

func (o Options) withDefaults() Options {
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	routes := map[string]int{DefaultRoute: 0, HighPriorityRoute: 0}
	for name, slots := range o.Routes {
		routes[name] = slots
	}
	o.Routes = routes
	setDefault(&o.Lease, 10*time.Second)
	setDefault(&o.SweepInterval, time.Second)
	setDefault(&o.StopTimeout, 8*time.Second)
	return o
}

func setDefault(d *time.Duration, value time.Duration) {
	if *d == 0 {
		*d = value
	}
}
