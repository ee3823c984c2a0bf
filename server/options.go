package server

import (
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/upload"
)

// DatabaseOptions say which database to use.
type DatabaseOptions struct {
	DatabaseURL  string `name:"database-url" env:"DATABASE_URL" placeholder:"URL" help:"PostgreSQL 15 or newer to use, as postgres://USER:PASSWORD@HOST/DATABASE. Without it, Sluice runs one of its own."`
	Data         string `env:"SLUICE_DATA" default:"./.sluice" type:"path" placeholder:"DIR" help:"Directory of the PostgreSQL that Sluice runs; by default ${default}."`
	PostgresPort int    `env:"SLUICE_POSTGRES_PORT" default:"0" placeholder:"PORT" help:"Port of the PostgreSQL that Sluice runs; 0: any free one."`
	Uploads      string `env:"SLUICE_UPLOADS" placeholder:"DIR|URL" help:"Where the files are kept that users upload: a directory, by default \"uploads\" in the data directory, or a bucket, such as s3://sluice?region=eu-central-1. All processes over one database must have the same."`
	Migrate      bool   `env:"SLUICE_MIGRATE" default:"true" negatable:"" help:"Bring the database schema up to date at the start. Without it, a schema that is behind is refused."`
}

// uploads is where files are kept.
func (o DatabaseOptions) uploads() string {
	if upload.IsURL(o.Uploads) {
		return o.Uploads
	}
	return filepath.Join(o.uploadDirectory(), "files")
}

// incoming is the directory of unfinished files.
func (o DatabaseOptions) incoming() string { return filepath.Join(o.uploadDirectory(), "incoming") }

func (o DatabaseOptions) uploadDirectory() string {
	if o.Uploads == "" || upload.IsURL(o.Uploads) {
		return filepath.Join(o.Data, "uploads")
	}
	return o.Uploads
}

// SourceOptions say what else data can be brought in from.
type SourceOptions struct {
	Sources map[string]string `env:"SLUICE_SOURCES" mapsep:";" placeholder:"NAME=URL;…" help:"Other Sluice databases that products can be brought in from, by the names that users see: north=postgres://USER:PASSWORD@HOST/DATABASE."`
}

// ReviewOptions say what becomes of batches, by the keys of their types. All
// processes over a database should have the same.
type ReviewOptions struct {
	PurgeAfter map[string]time.Duration `env:"SLUICE_PURGE_AFTER" mapsep:"," placeholder:"TYPE=TIME,…" help:"How long to keep the rows and files of batches after their execution, by type: pricing=2160h. Others are kept until somebody gives them a purge date. All processes over one database should have the same."`
	FourEyes   []string                 `env:"SLUICE_FOUR_EYES" placeholder:"TYPE,…" help:"Types of batches that someone has to approve before they are executed who has not made or changed them: pricing,coupons. All processes over one database must have the same."`
}

func (o ReviewOptions) settings() batch.Settings {
	return batch.Settings{PurgeAfter: o.PurgeAfter, FourEyes: o.FourEyes}
}

// WorkOptions say how much a process works on jobs.
type WorkOptions struct {
	Workers        int                      `env:"SLUICE_WORKERS" default:"0" placeholder:"N" help:"Chunks to work on at once; 0: two for each CPU."`
	Parallelism    int                      `env:"SLUICE_PARALLELISM" default:"2" placeholder:"N" help:"Chunks of one batch to work on at once, over all processes; by default ${default}."`
	KeepOperations map[string]time.Duration `env:"SLUICE_KEEP_OPERATIONS" mapsep:"," placeholder:"TYPE=TIME,…" help:"How long to keep operations that have ended, by type: job-batch-execute=2160h. Others are kept for ever."`
	Synchronous    bool                     `env:"SLUICE_SYNCHRONOUS" default:"false" help:"Run action groups at once instead of in the background. For tests."`
}

func (o WorkOptions) slots() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return 2 * runtime.GOMAXPROCS(0)
}

// HTTPOptions say how to be reached.
type HTTPOptions struct {
	Addr           string   `env:"SLUICE_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Address to listen on; by default ${default}, to which only this machine can connect."`
	BaseURL        string   `name:"base-url" env:"SLUICE_BASE_URL" placeholder:"URL" help:"Address at which browsers reach the server, if it is another one, such as https://sluice.example. With https, cookies are sent by HTTPS only."`
	AllowedOrigins []string `env:"SLUICE_ALLOWED_ORIGINS" placeholder:"ORIGIN,…" help:"Origins of other pages that may use the API, such as https://shop.example."`
	TrustProxy     bool     `env:"SLUICE_TRUST_PROXY" default:"false" help:"Believe X-Forwarded-For. Only behind a proxy that sets it."`
	Introspection  bool     `env:"SLUICE_INTROSPECTION" default:"false" help:"Let API clients read the schema, and tell them in detail what is wrong with a query."`
}

// secure reports whether browsers use HTTPS.
func (o HTTPOptions) secure() bool { return strings.HasPrefix(o.BaseURL, "https://") }

func (o HTTPOptions) check() error {
	if o.BaseURL != "" {
		u, err := url.Parse(o.BaseURL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" {
			return fmt.Errorf("--base-url (SLUICE_BASE_URL) must look like https://sluice.example, without a path")
		}
	}
	for _, origin := range o.AllowedOrigins {
		u, err := url.Parse(origin)
		if err != nil || u.Host == "" || origin != u.Scheme+"://"+u.Host {
			return fmt.Errorf("--allowed-origins (SLUICE_ALLOWED_ORIGINS) must list origins such as https://shop.example, without a path or *")
		}
	}
	return nil
}

// LogOptions say what to log and how.
type LogOptions struct {
	LogFormat string `env:"SLUICE_LOG_FORMAT" default:"auto" enum:"auto,text,json" placeholder:"FORMAT" help:"How to log: text for people, json for machines (with a line for each request), or auto: text on a terminal."`
	LogLevel  string `env:"SLUICE_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" placeholder:"LEVEL" help:"What to log: debug, info, warn or error, and worse."`
}

// Options are the settings of a server, and what an app adds to Sluice.
type Options struct {
	DatabaseOptions
	SourceOptions
	ReviewOptions
	WorkOptions
	HTTPOptions
	Seed   bool `env:"SLUICE_SEED" default:"false" help:"Make up a demo catalog if there are no products."`
	Worker bool `env:"SLUICE_WORKER" default:"true" negatable:"" help:"Work on jobs, too. Without it, start \"sluice worker\" elsewhere."`

	Extensions Extensions `kong:"-"`
}

// Extensions are what an app adds to Sluice.
type Extensions struct {
	Handlers     []batch.Handler     // batch types, besides those that ship
	Applications []job.Application   // job applications, besides those that ship
	Importers    []importer.Importer // importers, besides those that ship
	Groups       []operation.Group   // action groups, which operations can run
	// Migrations are the app's own tables, each namespace migrated behind the
	// core's and those before it.
	Migrations []postgres.Namespace
	// Routes are the routes of action groups, with how many a process that works
	// runs on each at once. The routes "default" and "highpriority" are there
	// anyway, with as many as the process has workers.
	Routes map[string]int
}

// routes are the routes of a process with so many slots; without any it works
// on none.
func (e Extensions) routes(slots int) map[string]int {
	all := map[string]int{operation.DefaultRoute: slots, operation.HighPriorityRoute: slots}
	maps.Copy(all, e.Routes)
	if slots == 0 {
		for name := range all {
			all[name] = 0
		}
	}
	return all
}

// routeSlots is how many groups such a process runs at once.
func (e Extensions) routeSlots(slots int) (n int) {
	for _, of := range e.routes(slots) {
		n += of
	}
	return n
}

// embeddedDir is where the PostgreSQL of ours has its files.
func (o DatabaseOptions) embeddedDir() string { return filepath.Clean(o.Data) }
