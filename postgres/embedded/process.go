//go:build unix

package embedded

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"syscall"
	"time"
)

// pollInterval is how often we look at what can't notify us.
const pollInterval = 25 * time.Millisecond

// process is a running postmaster: our child, or one we took over.
type process struct {
	pid  int
	done chan struct{} // closed when it has ended
}

// child watches a postmaster that we started.
func child(cmd *exec.Cmd) *process {
	p := &process{pid: cmd.Process.Pid, done: make(chan struct{})}
	go func() {
		defer close(p.done)
		// How it ended is in PostgreSQL's log.
		_ = cmd.Wait()
	}()
	return p
}

// adopted watches a postmaster that an earlier run of the program left behind.
func adopted(pid int, cluster string) *process {
	p := &process{pid: pid, done: make(chan struct{})}
	go func() {
		defer close(p.done)
		for isPostmaster(pid, cluster) {
			time.Sleep(pollInterval)
		}
	}()
	return p
}

// immediateLimit bounds the second attempt to stop a postmaster.
const immediateLimit = 10 * time.Second

// stop asks for a fast shutdown (sessions are ended, data is flushed) and waits
// for it until ctx ends; then for an immediate one, after which the next start
// recovers from the write-ahead log.
func (p *process) stop(ctx context.Context) error {
	if err := p.signal(syscall.SIGINT); err != nil {
		return err
	}
	select {
	case <-p.done:
		return nil
	case <-ctx.Done():
	}
	if err := p.signal(syscall.SIGQUIT); err != nil {
		return err
	}
	select {
	case <-p.done:
		return nil
	case <-time.After(immediateLimit):
		return fmt.Errorf("PostgreSQL (process %d) does not stop", p.pid)
	}
}

func (p *process) signal(signal syscall.Signal) error {
	select {
	case <-p.done:
		return nil
	default:
	}
	if err := syscall.Kill(p.pid, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("stopping PostgreSQL (process %d): %w", p.pid, err)
	}
	return nil
}
