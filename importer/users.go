package importer

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
)

// users are the foreign keys that refer to a target.
type users []user

type user struct {
	Table string
	Keys  string // condition that a row x of the table refers to the target's row t
}

func usersOf(ctx context.Context, db bun.IDB, table string) (users, error) {
	var found users
	err := db.NewRaw(`
		SELECT c.conrelid::regclass::text AS table, string_agg(format('x.%I = t.%I', own.attname, theirs.attname), ' AND ' ORDER BY k.n) AS keys
		FROM pg_constraint AS c, unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (own, theirs, n)
		JOIN pg_attribute AS own ON own.attnum = k.own
		JOIN pg_attribute AS theirs ON theirs.attnum = k.theirs
		WHERE c.contype = 'f' AND c.conparentid = 0 AND c.confrelid = ?::regclass
		  AND own.attrelid = c.conrelid AND theirs.attrelid = c.confrelid
		GROUP BY c.oid, c.conrelid ORDER BY 1, 2`, table).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("looking for what refers to %s: %w", table, err)
	}
	return found, nil
}

func (u user) exists() string {
	return "EXISTS (SELECT FROM " + u.Table + " AS x WHERE " + u.Keys + ")"
}

// use is the condition that something refers to the target's row t.
func (us users) use() string {
	any := []string{"FALSE"}
	for _, u := range us {
		any = append(any, u.exists())
	}
	return "(" + strings.Join(any, " OR ") + ")"
}

// reason says why the target's row t, called by an SQL expression, is kept.
func (us users) reason(noun, called string) filter.Expr {
	sql, args := "'The ' || ? || ' ' || "+called+" || ' is not deleted: it is in use' || CASE", []any{noun}
	for _, u := range us {
		sql += " WHEN " + u.exists() + " THEN ' by ' || ?"
		args = append(args, u.Table)
	}
	if len(us) == 0 {
		sql += " WHEN FALSE THEN ''"
	}
	return filter.SQL(sql+" ELSE '' END || '.'", args...)
}
