//go:build unix

package embedded

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
)

// Options say which cluster to run and how.
type Options struct {
	// DataDir is the directory for the cluster, its password and its log. It
	// is made if it does not exist. Required.
	DataDir string
	// Port to listen on; 0 picks a free one.
	Port int
	// BinDir is a directory with PostgreSQL's programs; empty searches.
	BinDir string
	// Settings override PostgreSQL's settings by name.
	Settings map[string]string
	// Logger hears of starts and stops; nil means silence.
	Logger *slog.Logger
}

func (o Options) prepare() (Options, error) {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	dir, err := filepath.Abs(o.DataDir)
	if err != nil {
		return o, fmt.Errorf("finding the data directory: %w", err)
	}
	o.DataDir = dir
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return o, fmt.Errorf("making the data directory: %w; choose a data directory that this user may write", err)
	}
	return o, nil
}

// The files in a data directory, next to the cluster itself.
const (
	clusterName  = "postgres"
	newCluster   = "postgres.new" // an initdb that has not finished
	passwordName = "postgres.password"
	logName      = "postgres.log"
	lockName     = "postgres.lock"
)

// User and Database are what the URL of an embedded server names. The user is
// a superuser of the cluster.
const (
	User     = "sluice"
	Database = "sluice"
)

// defaults suit a quick start on a laptop: durable commits, room for bulk
// loads between checkpoints, no surprises from just-in-time compilation.
var defaults = map[string]string{
	"max_connections":    "100",
	"shared_buffers":     "128MB",
	"synchronous_commit": "on",
	"max_wal_size":       "4GB",
	"checkpoint_timeout": "15min",
	"jit":                "off",
	"timezone":           "UTC",
	"log_timezone":       "UTC",
	"log_line_prefix":    "%m [%p] %q%a ",
	"logging_collector":  "off",
	"log_destination":    "stderr",
}
