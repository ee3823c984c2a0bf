package operation

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// maxDataAtOnce is how many bytes of data are read for several operations.
const maxDataAtOnce = 32 << 20

// Data returns the data of operations that the viewer was given; lists and what
// changes operations come without. Errors: LIMIT if it is more than 32 MB in
// all.
func (s *Service) Data(ctx context.Context, ids ...int64) (map[int64]*model.OperationData, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	rows, err := s.db.Pool.Query(ctx, "SELECT id, input, output FROM operation WHERE id = ANY ($1)", ids)
	if err != nil {
		return nil, postgres.Error(fmt.Errorf("reading the data of operations: %w", err))
	}
	defer rows.Close()
	found, bytes := make(map[int64]*model.OperationData, len(ids)), 0
	var id int64
	var data model.OperationData
	_, err = pgx.ForEachRow(rows, []any{&id, &data.Input, &data.Output}, func() error {
		if bytes += len(data.Input) + len(data.Output); bytes > maxDataAtOnce {
			cancel() // else the rest would be fetched to be thrown away
			return model.Limit("The input and output of these operations is too much for one answer. Ask for fewer at once.")
		}
		found[id], data = new(data), model.OperationData{}
		return nil
	})
	return found, postgres.Error(err)
}
