package filter

import (
	"strings"

	"github.com/sluicehq/sluice/model"
)

// MaxWords bounds the words of one search.
const MaxWords = 10

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// Search requires each blank-separated word of text somewhere in column,
// ignoring case. A pg_trgm index on column answers words of three characters
// and more. The error is an INVALID Error that blames field.
func Search(column, text, field string) (Expr, error) {
	if err := CheckText(text, field); err != nil {
		return Expr{}, err
	}
	words := strings.Fields(text)
	if len(words) > MaxWords {
		return Expr{}, model.Invalid(field, "Search for at most %d words at once.", MaxWords)
	}
	exprs := make([]Expr, len(words))
	for i := range words {
		exprs[i] = like(column, "%", &words[i])
	}
	return And(exprs...), nil
}

func like(column, prefix string, text *string) Expr {
	if text == nil {
		return Expr{}
	}
	return SQL(column+" ILIKE ?", prefix+likeEscaper.Replace(*text)+"%")
}
