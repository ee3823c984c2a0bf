package importer

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/postgres"
)

// staging is a table with the lines of a source, checked and in the target's
// types, among them those that were rejected, with the reason.
type staging struct {
	shape
	table   string
	headers map[string]string // what the source calls the fields
}

// read is what a source had.
type read struct {
	spans    []span // of lines, in their order, each with as many as were asked for
	lines    int64
	rejected int64
	nameless int64 // rejected lines whose key is not known
}

// span is a run of lines, or of ids, inclusive.
type span struct {
	From  int64 `json:"from"`
	To    int64 `json:"to"`
	Items int64 `json:"-"`
}

func (s span) of(number string) filter.Expr {
	return filter.SQL(number+" BETWEEN ? AND ?", s.From, s.To)
}

func newStaging(table string, i *Importer, columns []column) *staging {
	s := &staging{shape: newShape(i, columns), table: table, headers: map[string]string{}}
	for _, c := range columns {
		s.headers[c.Field.Name] = c.Column.Name
	}
	return s
}

// kinds of tables for lines.
const (
	temporary = "TEMP"     // of the session
	unlogged  = "UNLOGGED" // for all sessions; a crash of PostgreSQL empties it
)

// stage reads a source to its end into a new table, in spans of so many lines.
func stage(ctx context.Context, tx postgres.Tx, kind, table string, i *Importer, columns []column, rows Rows, size int) (*staging, *read, error) {
	s := newStaging(table, i, columns)
	if err := execute(ctx, tx, filter.SQL("DROP TABLE IF EXISTS "+table), nil); err != nil {
		return nil, nil, fmt.Errorf("dropping a table of lines: %w", err)
	}
	if err := execute(ctx, tx, filter.SQL(s.definition(kind)), nil); err != nil {
		return nil, nil, fmt.Errorf("making a table for lines: %w", err)
	}
	in := &intake{rows: rows, columns: columns, size: int64(size)}
	err := tx.Pgx(func(conn *pgx.Conn) error {
		_, err := conn.PgConn().CopyFrom(ctx, in, "COPY "+table+" ("+strings.Join(s.columns(), ", ")+") FROM STDIN")
		return err
	})
	if in.err != nil {
		return nil, nil, in.err // the server only knows that the copy broke off
	}
	if err != nil {
		return nil, nil, fmt.Errorf("copying lines: %w", err)
	}
	if err := execute(ctx, tx, filter.SQL("CREATE INDEX ON "+table+" USING brin (line) WITH (pages_per_range = 8)"), nil); err != nil {
		return nil, nil, fmt.Errorf("indexing lines: %w", err)
	}
	if err := s.rejectRepeated(ctx, tx, &in.read); err != nil {
		return nil, nil, err
	}
	if err := execute(ctx, tx, filter.SQL("ANALYZE "+table), nil); err != nil {
		return nil, nil, fmt.Errorf("looking over lines: %w", err)
	}
	return s, &in.read, nil
}

// definition is the statement that makes the table; the target lends its types.
func (s *staging) definition(kind string) string {
	columns := []string{"NULL::bigint AS line"}
	for _, f := range s.fields {
		columns = append(columns, f.present()+" AS "+f.staged())
	}
	columns = append(columns, "NULL::text AS problem_column", "NULL::text AS problem", "NULL::text AS original")
	return fmt.Sprintf("CREATE %s TABLE %s AS SELECT %s FROM %s WITH NO DATA", kind, s.table, strings.Join(columns, ", "), s.named())
}

// columns are the table's columns as the intake writes them.
func (s *staging) columns() []string {
	list := append([]string{"line"}, each(s.fields, (*Field).staged)...)
	return append(list, "problem_column", "problem", "original")
}

// good is the condition on a line AS s that it is among those of a span and was
// not rejected.
func (s *staging) good(lines span) filter.Expr {
	return filter.And(lines.of("s.line"), filter.SQL("s.problem IS NULL"))
}

// said is what a line says, as far as it is kept.
func (s *staging) said() string {
	return "array_to_string(ARRAY[" + strings.Join(each(s.fields, func(f *Field) string { return staged(f) + "::text" }), ", ") + "], ',', '')"
}

// rejectRepeated rejects lines that repeat a key, or a value that only one row
// can have; the first one counts.
func (s *staging) rejectRepeated(ctx context.Context, tx postgres.Tx, in *read) error {
	if err := execute(ctx, tx, filter.SQL("SET LOCAL work_mem = '64MB'"), nil); err != nil {
		return err
	}
	repeatable := [][]*Field{s.keys()}
	for _, f := range s.others() {
		if f.Unique {
			repeatable = append(repeatable, []*Field{f})
		}
	}
	for _, fields := range repeatable {
		columns := strings.Join(each(fields, (*Field).staged), ", ")
		known := strings.Join(each(fields, (*Field).staged), " IS NOT NULL AND ") + " IS NOT NULL AND problem IS NULL"
		var repeated int64
		err := execute(ctx, tx, filter.SQL(`
			UPDATE `+s.table+` AS s SET problem_column = ?, problem = ? || r.first || ' already.'
			FROM (SELECT line, first_value(line) OVER (PARTITION BY `+columns+` ORDER BY line) AS first
				FROM `+s.table+` WHERE `+known+` AND `+row(strings.Split(columns, ", "))+` IN (
					SELECT `+columns+` FROM `+s.table+` WHERE `+known+` GROUP BY `+columns+` HAVING count(*) > 1)) AS r
			WHERE s.line = r.line AND r.line <> r.first`,
			s.headers[fields[0].Name], "The "+noun(fields[0].Title)+" is on line "), &repeated)
		if err != nil {
			return fmt.Errorf("looking for repeated lines: %w", err)
		}
		in.rejected += repeated
	}
	return nil
}

// execute runs a statement and counts the rows that it changed.
func execute(ctx context.Context, tx postgres.Tx, statement filter.Expr, rows *int64) error {
	done, err := tx.NewRaw(statement.SQL, statement.Args...).Exec(ctx)
	if err != nil || rows == nil {
		return err
	}
	*rows, err = done.RowsAffected()
	return err
}
