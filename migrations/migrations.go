// Package migrations holds the SQL that builds Sluice's core schema, as
// NNNN_name.up.sql and NNNN_name.down.sql files. Package postgres runs them.
package migrations

import "embed"

// FS holds the migration files at its root.
//
//go:embed *.sql
var FS embed.FS
