package operation

import (
	"log/slog"

	"github.com/sluicehq/sluice/event"
)

// Options configure a Service.
type Options struct {
	// Publisher sends events after commits; nil: none are sent.
	Publisher *event.Publisher
	// Hub lets Watch hear events; nil: Watch must not be called.
	Hub *event.Hub
	// Logger gets failures. Default: slog.Default().
	Logger *slog.Logger
}

func (o Options) withDefaults() Options {
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return o
}
