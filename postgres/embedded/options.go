package embedded

import (
	"errors"
	"log/slog"
)

// What can be wrong with a data directory or a machine, for errors.Is. The
// errors' texts say what to do.
var (
	ErrInUse        = errors.New("the data directory is in use")
	ErrNoBinaries   = errors.New("there is no PostgreSQL to run on this machine")
	ErrOtherVersion = errors.New("the data directory is of another version of PostgreSQL")
	ErrPortTaken    = errors.New("the port is taken")
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
