package importer

import (
	"context"
	"fmt"
	"strings"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/postgres"
)

// setAside rejects lines of a span that can't be stored next to what the target
// has: values that belong to other rows, and names that must be there and are not.
func (s *staging) setAside(ctx context.Context, tx postgres.Tx, lines span) (rejected int64, err error) {
	for _, f := range s.others() {
		var statement filter.Expr
		switch {
		case f.Unique:
			statement = s.taken(f, lines)
		case f.Closed:
			statement = s.unknown(f, lines)
		default:
			continue
		}
		var n int64
		if err := execute(ctx, tx, statement, &n); err != nil {
			return 0, fmt.Errorf("looking for conflicts of %s: %w", f.Name, err)
		}
		rejected += n
	}
	return rejected, nil
}

// taken rejects lines whose value another row of the target has.
func (s *staging) taken(f *Field, lines span) filter.Expr {
	good := s.good(lines)
	return filter.SQL(`UPDATE `+s.table+` AS s SET problem_column = ?, problem = ? || `+s.keyText()+` || ?
		FROM `+s.Target.Table+` AS t
		WHERE `+good.SQL+` AND `+f.target()+` = `+staged(f)+` AND (`+s.matches(staged)+`) IS NOT TRUE`,
		append([]any{s.headers[f.Name], "The " + s.Target.Noun + " ", " has this " + noun(f.Title) + " already."}, good.Args...)...)
}

// unknown rejects lines whose name is not among those there are.
func (s *staging) unknown(f *Field, lines span) filter.Expr {
	good := s.good(lines)
	return filter.SQL(`UPDATE `+s.table+` AS s SET problem_column = ?, problem = ?
		WHERE `+good.SQL+` AND `+staged(f)+` IS NOT NULL AND NOT EXISTS (SELECT FROM `+f.Lookup+` AS n WHERE n.name = `+staged(f)+`)`,
		append([]any{s.headers[f.Name], "There is no " + noun(f.Title) + " of this name."}, good.Args...)...)
}

// addNames adds the names that the lines have and the tables of names lack.
func (s *staging) addNames(ctx context.Context, tx postgres.Tx, lines span) (added int64, err error) {
	good := s.good(lines)
	return addNames(ctx, tx, s.others(), s.table+" AS s", good, staged)
}

// addNames adds the names that rows have, FROM from and matching where.
func addNames(ctx context.Context, tx postgres.Tx, fields []*Field, from string, where filter.Expr, v values) (added int64, err error) {
	for _, f := range fields {
		if f.Lookup == "" || f.Closed {
			continue
		}
		var n int64
		err := execute(ctx, tx, filter.SQL(fmt.Sprintf(`INSERT INTO %[1]s (name)
			SELECT DISTINCT %[2]s FROM %[3]s WHERE %[4]s AND %[2]s IS NOT NULL AND NOT EXISTS (SELECT FROM %[1]s AS n WHERE n.name = %[2]s)
			ON CONFLICT (name) DO NOTHING`, f.Lookup, v(f), from, where.SQL), where.Args...), &n)
		if err != nil {
			return 0, fmt.Errorf("adding names of %s: %w", f.Name, err)
		}
		added += n
	}
	return added, nil
}

// update changes those rows of the target whose mapped values differ.
func (s *staging) update(ctx context.Context, tx postgres.Tx, lines span) (updated int64, err error) {
	fields := s.others()
	if len(fields) == 0 {
		return 0, nil
	}
	stored := each(fields, func(f *Field) string { return f.stored(staged, "new_") })
	set := each(fields, func(f *Field) string { return f.column() + " = " + f.stored(staged, "new_") })
	good := s.good(lines)
	err = execute(ctx, tx, filter.SQL(`UPDATE `+s.Target.Table+` AS t SET `+strings.Join(set, ", ")+s.touched()+`
		FROM `+s.table+` AS s`+names(fields, staged, "new_")+`
		WHERE `+good.SQL+` AND `+s.matches(staged)+`
		  AND `+row(each(fields, (*Field).target))+` IS DISTINCT FROM `+row(stored), good.Args...), &updated)
	if err != nil {
		return 0, fmt.Errorf("updating: %w", err)
	}
	return updated, nil
}

// create adds the rows that the target does not have.
func (s *staging) create(ctx context.Context, tx postgres.Tx, lines span) (created int64, err error) {
	stored := each(s.fields, func(f *Field) string { return f.stored(staged, "new_") })
	good := s.good(lines)
	err = execute(ctx, tx, filter.SQL(`INSERT INTO `+s.Target.Table+` (`+strings.Join(each(s.fields, (*Field).column), ", ")+`)
		SELECT `+strings.Join(stored, ", ")+` FROM `+s.table+` AS s`+names(s.fields, staged, "new_")+`
		WHERE `+good.SQL+` AND NOT EXISTS (SELECT FROM `+s.Target.Table+` AS t WHERE `+s.matches(staged)+`)
		ORDER BY s.line`, good.Args...), &created)
	if err != nil {
		return 0, fmt.Errorf("creating: %w", err)
	}
	return created, nil
}
