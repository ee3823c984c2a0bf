package importer

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// conflict is a way in which a line can be at odds with other lines or with
// products.
type conflict struct {
	field  string
	take   string // the statement that takes such lines out
	reason string // with a place for what the statement returns
}

// The order matters: a line that repeats a key repeats its GTIN, too.
var conflicts = []conflict{
	{fieldKey, takeRepeatedKeys, "The key is on line %s already."},
	{fieldGTIN, takeForeignGTINs, "The product %s has this GTIN already."},
	{fieldGTIN, takeRepeatedGTINs, "The GTIN is on line %s already."},
}

// takeOut takes the lines that are in conflict out of import_line.
func (s *session) takeOut(ctx context.Context, tx pgx.Tx) (bad []BadLine, err error) {
	if _, err := tx.Exec(ctx, rememberKeys, planAnew); err != nil {
		return nil, fmt.Errorf("remembering keys: %w", err)
	}
	for _, conflict := range conflicts {
		for _, column := range s.columns {
			if column.name != conflict.field {
				continue
			}
			taken, err := conflict.takeOut(ctx, tx, column.Name)
			if err != nil {
				return nil, fmt.Errorf("looking for conflicts of %s: %w", conflict.field, err)
			}
			bad = append(bad, taken...)
		}
	}
	return bad, nil
}

func (c conflict) takeOut(ctx context.Context, tx pgx.Tx, header string) (bad []BadLine, err error) {
	rows, err := tx.Query(ctx, c.take, planAnew)
	if err != nil {
		return nil, err
	}
	var number int
	var other string
	_, err = pgx.ForEachRow(rows, []any{&number, &other}, func() error {
		bad = append(bad, BadLine{Line: number, Column: header, Reason: fmt.Sprintf(c.reason, other)})
		return nil
	})
	return bad, err
}
