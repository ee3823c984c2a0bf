//go:build unix

package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// account is the system user that PostgreSQL runs under when we are root, which
// it refuses to be. The nil account stands for the present user.
type account struct {
	name     string
	uid, gid uint32
}

// chooseAccount returns the owner of an existing cluster, or a user without
// privileges for a new one (existing is ""). It returns nil unless we are root.
func chooseAccount(existing string) (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	if existing != "" {
		return owner(existing)
	}
	for _, name := range []string{"postgres", "nobody"} {
		if found, err := user.Lookup(name); err == nil {
			return newAccount(found)
		}
	}
	return nil, errors.New("PostgreSQL refuses to run as root, and this machine has neither a user postgres nor a user nobody; add one, or run as an ordinary user")
}

func owner(path string) (*account, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("looking for the owner of the cluster: %w", err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || stat.Uid == 0 {
		return nil, fmt.Errorf("%s belongs to root, which PostgreSQL refuses to run as; give it to another user", path)
	}
	return &account{name: strconv.Itoa(int(stat.Uid)), uid: stat.Uid, gid: stat.Gid}, nil
}

func newAccount(found *user.User) (*account, error) {
	uid, err := strconv.ParseUint(found.Uid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user %s: %w", found.Username, err)
	}
	gid, err := strconv.ParseUint(found.Gid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user %s: %w", found.Username, err)
	}
	return &account{name: found.Username, uid: uint32(uid), gid: uint32(gid)}, nil
}

// command prepares a program to run as the account in dir. It gets a session
// of its own, so that Ctrl-C in the terminal reaches us alone, and none of the
// PG… variables around us.
func (a *account) command(ctx context.Context, dir, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "TZ=UTC"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if a != nil {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: a.uid, Gid: a.gid}
	}
	return cmd
}

// own gives a file or directory to the account.
func (a *account) own(path string) error {
	if a == nil {
		return nil
	}
	return os.Chown(path, int(a.uid), int(a.gid))
}
