// Command sluice holds pending data back until someone has reviewed it. Run
// "sluice --help" for its subcommands.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/demo"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
)

func main() {
	ctx, release := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The second signal ends the process at once.
	context.AfterFunc(ctx, release)
	os.Exit(run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// streams are what a command reads from and writes to.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// session is what every subcommand gets.
type session struct {
	streams
	ctx  context.Context // its viewer may do everything: who may run this may do that
	log  server.LogOptions
	json bool
}

// logger logs what a long-running command does.
func (s *session) logger() *slog.Logger {
	logger := server.NewLogger(s.err, s.log)
	slog.SetDefault(logger)
	return logger
}

// quiet logs what goes wrong in a command that is done soon.
func (s *session) quiet() *slog.Logger {
	if s.log.LogLevel == "info" {
		s.log.LogLevel = "warn"
	}
	return s.logger()
}

// run carries out a command line and returns the exit status.
func run(ctx context.Context, args []string, std streams) int {
	var commands commands
	exit := -1
	parser, err := newParser(&commands, std, func(status int) { exit = status })
	if err != nil {
		return fail(std, err)
	}
	command, err := parser.Parse(args)
	if exit >= 0 { // --help
		return exit
	}
	if err != nil {
		return fail(std, fmt.Errorf("%w; see: sluice --help", err))
	}
	ctx = auth.WithViewer(ctx, auth.System())
	err = command.Run(&session{streams: std, ctx: ctx, log: commands.LogOptions, json: commands.JSON})
	var status exitStatus
	switch {
	case errors.As(err, &status):
		return int(status)
	case err != nil && !errors.Is(err, context.Canceled):
		return fail(std, err)
	}
	return 0
}

func newParser(commands *commands, std streams, exit func(int)) (*kong.Kong, error) {
	return kong.New(commands,
		kong.Name("sluice"),
		kong.Description("Holds pending data back until someone has reviewed it."),
		kong.Vars{"products": strconv.Itoa(demo.DefaultProducts)},
		kong.Writers(std.out, std.err),
		kong.Exit(exit),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
}

// fail tells a person what went wrong.
func fail(std streams, err error) int {
	message := err.Error()
	var own *model.Error
	if errors.As(err, &own) {
		message = own.Message
		if own.Field != "" {
			message += " (" + own.Field + ")"
		}
	}
	// There is nobody left to tell if even this fails.
	_, _ = fmt.Fprintln(std.err, "sluice:", message)
	return 1
}
