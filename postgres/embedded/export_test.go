//go:build unix

package embedded

import "context"

// FindBinaries finds the programs for a new cluster of the user who would run
// it, and returns their directory and that user.
func FindBinaries(ctx context.Context) (dir string, uid, gid uint32, err error) {
	acc, err := chooseAccount("")
	if err != nil {
		return "", 0, 0, err
	}
	found, err := findBinaries(ctx, acc, "", 0)
	if acc != nil {
		uid, gid = acc.uid, acc.gid
	}
	return found.dir, uid, gid, err
}

// NPMPackage names the npm package for this platform.
var NPMPackage = npmPackage

// HideInstallations makes the machine look as if it had no PostgreSQL.
func HideInstallations() (restore func()) {
	was := installations
	installations = nil
	return func() { installations = was }
}
