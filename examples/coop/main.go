// Command coop is Sluice with the organic certificates of a coop: an app of its
// own that links Sluice in.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/sluicehq/sluice/examples/coop/organic"
	"github.com/sluicehq/sluice/server"
)

// settings are those of every Sluice server.
type settings struct {
	server.Options
	server.LogOptions
}

func main() {
	var s settings
	kong.Parse(&s, kong.Name("coop"), kong.Description("Sluice with organic certificates."))
	s.Extensions = organic.Extensions()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	console := server.Console{Out: os.Stdout, Logger: server.NewLogger(os.Stderr, s.LogOptions)}
	if err := server.Run(ctx, s.Options, console); err != nil {
		fmt.Fprintln(os.Stderr, "coop:", err)
		os.Exit(1)
	}
}
