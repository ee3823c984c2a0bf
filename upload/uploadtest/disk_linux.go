// Package uploadtest helps to test what receives files.
package uploadtest

import (
	"os"
	"syscall"
	"testing"
)

// SmallDisk returns a directory with room for a megabyte, which ends with the
// test. The test is skipped where only the superuser can make one.
func SmallDisk(t testing.TB) string {
	t.Helper()
	directory := t.TempDir()
	if err := syscall.Mount("tmpfs", directory, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("a small disk can't be had here: %v", os.NewSyscallError("mount", err))
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(directory, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return directory
}
