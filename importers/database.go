package importers

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/importer"
)

// Databases are the URLs of other Sluice databases that may be read, by name.
// Users give the name; only whoever runs the server knows the URL.
type Databases map[string]string

const (
	paramSource = "source"
	// connectLimit bounds the time to connect to another database.
	connectLimit = 15 * time.Second
)

// FromDatabase makes an importer of another one: what it brings in is what its
// target has in another Sluice database.
func FromDatabase(base importer.Importer, databases Databases) importer.Importer {
	fields := make([]string, len(base.Fields))
	for i, f := range base.Fields {
		fields[i] = f.Name
	}
	query := base.Query()
	source := form.Field{Key: paramSource, Title: "Database", Type: form.OneOf, Required: true, Help: "The other Sluice, by the name that the operator of this server gave it."}
	for _, name := range slices.Sorted(maps.Keys(databases)) {
		source.Choices = append(source.Choices, form.Choice{Key: name, Title: name})
	}
	base.Key += "_from_database"
	base.Title += " from another database"
	base.Description += " They come from another Sluice."
	base.Source = importer.Source{
		Parameters: []form.Field{source},
		Fields:     fields,
		Read: func(ctx context.Context, params form.Values) iter.Seq2[[]string, error] {
			name := params.Text(paramSource)
			return read(ctx, name, databases[name], query)
		},
	}
	return base
}

// read yields the rows of a query in a database, all as of one moment.
func read(ctx context.Context, name, url, query string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		err := eachRow(ctx, url, query, func(values []string) bool { return yield(values, nil) })
		if err != nil {
			yield(nil, fmt.Errorf("reading the database %q: %w", name, err))
		}
	}
}

func eachRow(ctx context.Context, url, query string, yield func([]string) bool) (err error) {
	connecting, cancel := context.WithTimeout(ctx, connectLimit)
	defer cancel()
	conn, err := pgx.Connect(connecting, url)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	rows, err := conn.Query(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		raw := rows.RawValues()
		values := make([]string, len(raw))
		for i, value := range raw {
			values[i] = string(value)
		}
		if !yield(values) {
			return nil
		}
	}
	return rows.Err()
}
