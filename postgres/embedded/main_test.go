//go:build unix

package embedded_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/postgres/embedded"
)

// Variables that make this test binary a program that runs a server.
const (
	programDir = "SLUICE_EMBEDDED_DIR"
	programBin = "SLUICE_EMBEDDED_BIN"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(programDir); dir != "" {
		if err := runProgram(dir, os.Getenv(programBin)); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// quick saves the tests from waiting for the disk.
var quick = map[string]string{"fsync": "off"}

// runProgram runs a server until its input ends, after printing its URL.
func runProgram(dir, bin string) error {
	server, err := embedded.Start(context.Background(), embedded.Options{DataDir: dir, BinDir: bin, Settings: quick})
	if err != nil {
		return err
	}
	fmt.Println(server.URL())
	_, err = io.Copy(io.Discard, os.Stdin)
	return errors.Join(err, server.Stop(context.Background()))
}

// program is a process of its own that runs a server.
type program struct {
	cmd   *exec.Cmd
	input io.Closer
	url   string
}

// startProgram runs this test binary, found at path, as a program.
func startProgram(t *testing.T, path, dir, bin string, credential *syscall.Credential) *program {
	t.Helper()
	cmd := exec.Command(path)
	cmd.Env = append(os.Environ(), programDir+"="+dir, programBin+"="+bin)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: credential}
	cmd.Stderr = os.Stderr
	input, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "postgres://") {
		t.Fatalf("the program said %q (%v)", line, err)
	}
	return &program{cmd: cmd, input: input, url: strings.TrimSpace(line)}
}

// kill ends the program as a crash would.
func (p *program) kill(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Wait(); err == nil {
		t.Fatal("the program ended by itself")
	}
}

// end makes the program stop its server and waits for it.
func (p *program) end(t *testing.T) {
	t.Helper()
	if err := errors.Join(p.input.Close(), p.cmd.Wait()); err != nil {
		t.Errorf("ending the program: %v", err)
	}
}

// dataDir returns an empty directory that every user can get to, unlike
// t.TempDir.
func dataDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "embedded")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// start runs a server that is stopped, at the latest, when the test ends.
func start(t *testing.T, opts embedded.Options) *embedded.Server {
	t.Helper()
	server, err := embedded.Start(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, server) })
	return server
}

func stop(t *testing.T, server *embedded.Server) {
	t.Helper()
	if err := server.Stop(context.Background()); err != nil {
		t.Errorf("stopping: %v", err)
	}
}

// query runs statements and returns the one value of the last.
func query(t *testing.T, url string, statements ...string) (value string) {
	t.Helper()
	ctx := t.Context()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	last := len(statements) - 1
	for _, statement := range statements[:last] {
		if _, err := conn.Exec(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := conn.QueryRow(ctx, statements[last]).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// postmaster returns the process id of the server.
func postmaster(t *testing.T, dir string) (pid int) {
	t.Helper()
	content, err := os.ReadFile(dir + "/postgres/postmaster.pid")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscan(string(content), &pid); err != nil {
		t.Fatal(err)
	}
	return pid
}
