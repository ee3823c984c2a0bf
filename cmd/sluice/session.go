package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/sluicehq/sluice/server"
)

const closeTimeout = 10 * time.Second

// withApp calls fn with the domain, opened for the time of the call.
func (s *session) withApp(opts server.DatabaseOptions, fn func(context.Context, *server.App) error) error {
	return s.open(server.AppOptions{DatabaseOptions: opts}, fn)
}

func (s *session) open(opts server.AppOptions, fn func(context.Context, *server.App) error) (err error) {
	opts.Logger = s.quiet()
	app, err := server.Open(s.ctx, opts)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeIn(s.ctx, app.Close)) }()
	return fn(s.ctx, app)
}

// closeIn gives a clean-up its own time, even when the command was interrupted.
func closeIn(ctx context.Context, closing func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	return closing(ctx)
}

// show writes a result: as JSON if that is wanted, in words otherwise.
func (s *session) show(result any, words func() error) error {
	if !s.json {
		return words()
	}
	encoder := json.NewEncoder(s.out)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(result); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

// say writes a sentence, or nothing but {} for scripts.
func (s *session) say(format string, args ...any) error {
	return s.show(struct{}{}, func() error {
		_, err := fmt.Fprintf(s.out, format+"\n", args...)
		return err
	})
}

// password reads a password: unseen from a terminal, else the first line of the
// input.
func (s *session) password() (string, error) {
	if file, ok := s.in.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		if _, err := fmt.Fprint(s.err, "Password: "); err != nil {
			return "", err
		}
		password, err := term.ReadPassword(int(file.Fd()))
		if err != nil {
			return "", fmt.Errorf("reading the password: %w", err)
		}
		_, err = fmt.Fprintln(s.err)
		return string(password), err
	}
	line, err := bufio.NewReader(s.in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("reading the password: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// ask asks a person a question; only yes means yes.
func (s *session) ask(format string, args ...any) (bool, error) {
	if _, err := fmt.Fprintf(s.err, format+" [y/N] ", args...); err != nil {
		return false, err
	}
	line, err := bufio.NewReader(s.in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("reading the answer: %w", err)
	}
	answer := strings.ToLower(strings.TrimSpace(line))
	return answer == "y" || answer == "yes", nil
}
