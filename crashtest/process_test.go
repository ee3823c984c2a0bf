//go:build unix

package crashtest

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// startLimit is how long a process may take to get ready; a database that has
// to recover first needs a while.
const startLimit = time.Minute

// process is a running server or worker.
type process struct {
	cmd   *exec.Cmd
	out   *output
	ended chan struct{} // closed when it has ended, however it did
}

// launch starts the program without waiting until it is ready. It is killed, at
// the latest, when the test ends; if the test failed, it is shown what it said.
func launch(t *testing.T, settings []string, args ...string) *process {
	t.Helper()
	return launchProgram(t, program, settings, args...)
}

// launchProgram is launch for any program. Its standard input ends when we do.
func launchProgram(t *testing.T, path string, settings []string, args ...string) *process {
	t.Helper()
	p := &process{
		cmd:   exec.Command(path, args...),
		out:   &output{ready: make(chan struct{})},
		ended: make(chan struct{}),
	}
	p.cmd.Env = append(foreignEnv(), settings...)
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.out
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if _, err := p.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatalf("starting %v: %v", args, err)
	}
	go func() {
		defer close(p.ended)
		_ = p.cmd.Wait() // ProcessState says how it ended
	}()
	t.Cleanup(func() {
		p.signal(t, syscall.SIGKILL)
		<-p.ended
		if t.Failed() {
			t.Logf("process %d, %v, said:\n%s", p.pid(), args, p.out)
		}
	})
	return p
}

// start starts the program and waits until it is ready.
func start(t *testing.T, settings []string, args ...string) *process {
	t.Helper()
	p := launch(t, settings, args...)
	p.awaitReady(t)
	return p
}

// awaitReady waits until the process says that it is ready.
func (p *process) awaitReady(t *testing.T) {
	t.Helper()
	select {
	case <-p.out.ready:
	case <-p.ended:
		t.Fatalf("%v ended before it was ready: %v", p.cmd.Args, p.cmd.ProcessState)
	case <-time.After(startLimit):
		t.Fatalf("%v was not ready after %s", p.cmd.Args, startLimit)
	}
}

// foreignEnv is the environment without what configures Sluice.
func foreignEnv() []string {
	var env []string
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "SLUICE_") && !strings.HasPrefix(variable, "DATABASE_URL=") {
			env = append(env, variable)
		}
	}
	return env
}

func (p *process) pid() int { return p.cmd.Process.Pid }

// signal reaches the whole process group; a group that is gone is no error.
func (p *process) signal(t *testing.T, signal syscall.Signal) {
	t.Helper()
	select {
	case <-p.ended:
		return
	default:
	}
	if err := syscall.Kill(-p.pid(), signal); err != nil && !errors.Is(err, syscall.ESRCH) {
		t.Errorf("sending %s to process %d: %v", signal, p.pid(), err)
	}
}

// kill ends the process as a crash would.
func (p *process) kill(t *testing.T) {
	t.Helper()
	p.signal(t, syscall.SIGKILL)
	p.awaitEnd(t, startLimit)
}

// awaitEnd waits until the process has ended.
func (p *process) awaitEnd(t *testing.T, limit time.Duration) {
	t.Helper()
	select {
	case <-p.ended:
	case <-time.After(limit):
		t.Fatalf("process %d did not end within %s", p.pid(), limit)
	}
}

var readyPattern = regexp.MustCompile(`Sluice is ready at (http://\S+)|Working on jobs`)

// output keeps what a process says, and notices when it says that it is ready.
type output struct {
	ready chan struct{}

	mu   sync.Mutex
	text bytes.Buffer
	url  string
	said bool
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.text.Write(p)
	if match := readyPattern.FindSubmatch(o.text.Bytes()); match != nil && !o.said {
		o.url, o.said = string(match[1]), true
		close(o.ready)
	}
	return len(p), nil
}

// URL is where a server that is ready answers.
func (o *output) URL() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.url
}

// String is all that was said.
func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}
