package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// workerVariable makes this program a worker process on the database that it
// names.
const workerVariable = "SLUICE_BENCH_WORKER"

// waiting is the application of the worker processes.
var waiting = plain{name: "bench.waiting", source: "bench_item", wait: time.Millisecond, every: 100}

// beWorker works on one chunk at a time until standard input ends.
func beWorker(ctx context.Context, url string) error {
	e, err := startEngine(ctx, url, 1, waiting.application())
	if err != nil {
		return err
	}
	fmt.Println("ready")
	_, err = io.Copy(io.Discard, os.Stdin)
	return errors.Join(err, e.close(ctx))
}

// worker is such a process.
type worker struct {
	process *exec.Cmd
	stdin   io.Closer
}

// startWorker starts one and waits until it is ready.
func startWorker(url string) (*worker, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	w := &worker{process: exec.Command(self)}
	w.process.Env = append(os.Environ(), workerVariable+"="+url)
	w.process.Stderr = os.Stderr
	w.process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a Ctrl-C is for us; we end the worker
	if w.stdin, err = w.process.StdinPipe(); err != nil {
		return nil, err
	}
	stdout, err := w.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := w.process.Start(); err != nil {
		return nil, err
	}
	if line, err := bufio.NewReader(stdout).ReadString('\n'); line != "ready\n" {
		return nil, errors.Join(fmt.Errorf("the worker says %q: %w", line, err), w.stop())
	}
	return w, nil
}

func (w *worker) stop() error { return errors.Join(w.stdin.Close(), w.process.Wait()) }
