//go:build unix

package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/sluicehq/sluice/postgres/embedded"
)

// startLimit bounds the start of the shared server.
const startLimit = 2 * time.Minute

// sharedServer returns the server of this test run, starting it if need be.
var sharedServer = sync.OnceValues(func() (*server, error) {
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	if address := os.Getenv(urlVariable); address != "" {
		return prepare(ctx, address)
	}
	dir, err := sharedDir()
	if err != nil {
		return nil, err
	}
	lease, err := lockFile(dir, leaseFile, unix.LOCK_SH)
	if err != nil {
		return nil, err
	}
	address, err := joinServer(ctx, dir)
	if err != nil {
		return nil, errors.Join(err, lease.Close())
	}
	s, err := prepare(ctx, address)
	if err != nil {
		return nil, errors.Join(err, lease.Close())
	}
	s.lease = lease
	return s, nil
})

// joinServer returns the URL of the shared server, after starting the server's
// keeper if none runs. The caller holds a lease.
func joinServer(ctx context.Context, dir string) (string, error) {
	starting, err := lockFile(dir, "starting", unix.LOCK_EX)
	if err != nil {
		return "", err
	}
	defer starting.Close()

	keeper, err := lockFile(dir, keeperFile, unix.LOCK_SH|unix.LOCK_NB)
	if err == nil {
		if err := keeper.Close(); err != nil {
			return "", err
		}
		if err := startKeeper(dir); err != nil {
			return "", err
		}
	} else if !errors.Is(err, unix.EWOULDBLOCK) {
		return "", err
	}
	address, ok, err := embedded.Attach(ctx, dir)
	if err == nil && !ok {
		err = fmt.Errorf("the server in %s does not answer; see postgres.log there", dir)
	}
	return address, err
}

// sharedDir is where all test runs of this user meet.
func sharedDir() (string, error) {
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("sluice-pgtest-%d", os.Getuid()))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return "", err
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); !ok || !info.IsDir() || int(stat.Uid) != os.Getuid() {
		return "", fmt.Errorf("%s belongs to somebody else", dir)
	}
	return dir, nil
}

// startKeeper runs this test binary again as the keeper of the server, and
// waits until the server answers.
func startKeeper(dir string) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	report, writer, err := os.Pipe()
	if err != nil {
		return err
	}
	defer report.Close()
	keeper := exec.Command(program)
	keeper.Env = append(os.Environ(), keeperVariable+"="+dir)
	keeper.ExtraFiles = []*os.File{writer}
	keeper.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := errors.Join(keeper.Start(), writer.Close()); err != nil {
		return fmt.Errorf("starting the keeper: %w", err)
	}
	if err := keeper.Process.Release(); err != nil {
		return err
	}
	message, err := io.ReadAll(report)
	if err != nil {
		return err
	}
	if string(message) != keeperReady {
		return fmt.Errorf("the keeper of the server failed: %s", message)
	}
	return nil
}

// lockFile opens and locks a file in dir; closing it unlocks it.
func lockFile(dir, name string, how int) (*os.File, error) {
	file, err := os.OpenFile(filepath.Join(dir, name), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(file.Fd()), how); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}
