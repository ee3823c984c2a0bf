// Package filter turns filter input into bound SQL conditions and orders. The
// SQL text of columns comes from closed tables in the domain packages; only
// values come from outside, and they are always bound.
package filter

import (
	"strconv"
	"strings"
)

// Expr is a condition: SQL in bun's notation, with one ? for each argument.
// Both bun and pgx can take the arguments. The zero Expr is no condition at all.
type Expr struct {
	SQL  string
	Args []any
}

// Empty reports whether e is no condition.
func (e Expr) Empty() bool { return e.SQL == "" }

// SQL makes an Expr.
func SQL(sql string, args ...any) Expr { return Expr{SQL: sql, Args: args} }

// And joins conditions; empty ones are left out.
func And(exprs ...Expr) Expr { return join(" AND ", exprs) }

// Or joins conditions; empty ones are left out.
func Or(exprs ...Expr) Expr { return join(" OR ", exprs) }

// Not negates a condition. Where e is unknown (NULL), its negation holds: what
// is not known to match does not match.
func Not(e Expr) Expr {
	if e.Empty() {
		return e
	}
	return Expr{SQL: "(" + e.SQL + ") IS NOT TRUE", Args: e.Args}
}

// Numbered returns the SQL in pgx's notation, with $1, $2, … for the arguments.
func (e Expr) Numbered() string {
	var sql strings.Builder
	for i, part := range strings.Split(e.SQL, "?") {
		if i > 0 {
			sql.WriteString("$" + strconv.Itoa(i))
		}
		sql.WriteString(part)
	}
	return sql.String()
}

// OrTrue returns the condition's SQL and arguments, TRUE for an empty one.
func (e Expr) OrTrue() (string, []any) {
	if e.Empty() {
		return "TRUE", nil
	}
	return e.SQL, e.Args
}

func join(operator string, exprs []Expr) Expr {
	var parts []string
	var args []any
	for _, e := range exprs {
		if !e.Empty() {
			parts = append(parts, e.SQL)
			args = append(args, e.Args...)
		}
	}
	if len(parts) < 2 {
		return Expr{SQL: strings.Join(parts, ""), Args: args}
	}
	return Expr{SQL: "(" + strings.Join(parts, ")"+operator+"(") + ")", Args: args}
}
