//go:build unix

package embedded

import (
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strconv"
)

// The files in a data directory, next to the cluster itself.
const (
	clusterName  = "postgres"
	newCluster   = "postgres.new" // and more: an initdb that has not finished
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
	"shared_buffers":     "256MB",
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

// arguments returns the command line of PostgreSQL.
func arguments(dir string, port int, opts Options) []string {
	settings := maps.Clone(defaults)
	maps.Copy(settings, opts.Settings)
	settings["listen_addresses"] = "127.0.0.1"
	settings["unix_socket_directories"] = ""
	settings["port"] = strconv.Itoa(port)
	args := []string{"-D", dir}
	for name, value := range settings {
		args = append(args, "-c", name+"="+value)
	}
	return args
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
