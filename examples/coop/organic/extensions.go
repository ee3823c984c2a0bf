package organic

import (
	"embed"
	"io/fs"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/server"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are the tables of the coop, and a role that may work with them.
func Migrations() postgres.Namespace {
	root, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the directory is built in
	}
	return postgres.Namespace{Name: "coop", Files: root}
}

// Extensions are what the coop adds to Sluice.
func Extensions() server.Extensions {
	return server.Extensions{
		Handlers:   []batch.Handler{Handler{}},
		Importers:  []importer.Importer{Bodies()},
		Migrations: []postgres.Namespace{Migrations()},
	}
}
