package server

import (
	"os"
	"runtime/debug"
)

// Each answer makes much short-lived garbage while the server keeps little, so
// the default would collect far too often. The soft limit brings collections
// back where memory really grows.
const (
	gcPercent   = 400
	memoryLimit = 160 << 20 // bytes
)

// TuneGC sets the garbage collector of a process that serves or works, unless
// the operator has by GOGC or GOMEMLIMIT.
func TuneGC() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(gcPercent)
		debug.SetMemoryLimit(memoryLimit)
	}
}
