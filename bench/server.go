package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/server"
)

// extendedCommand makes this program a server that knows the batch types of the
// benchmarks, besides those that ship.
const extendedCommand = "serve-extended"

// command is what starts the server at an address.
func (st *stage) command(addr string) (*exec.Cmd, error) {
	if !st.extended {
		return exec.Command(st.binary, "serve", "--addr", addr, "--data", st.dir), nil
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return exec.Command(self, extendedCommand, addr, st.dir), nil
}

// beServer serves until it is told to stop.
func beServer(ctx context.Context, addr, dir string) error {
	var opts server.Options
	parser, err := kong.New(&opts)
	if err != nil {
		return fmt.Errorf("reading the settings: %w", err)
	}
	if _, err := parser.Parse([]string{"--addr", addr, "--data", dir}); err != nil {
		return fmt.Errorf("reading the settings: %w", err)
	}
	opts.Extensions.Handlers = []batch.Handler{lineHandler{}}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	return server.Run(ctx, opts, server.Console{Out: os.Stdout, Logger: server.NewLogger(os.Stderr, server.LogOptions{LogFormat: "text", LogLevel: "info"})})
}
