package batch

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/upload/reader"
)

// usedMapping is a mapping that a user has made a batch with.
type usedMapping struct {
	bun.BaseModel `bun:"table:batch_mapping,alias:m"`

	UserID    int64             `bun:"user_id,pk"`
	BatchType string            `bun:"batch_type,pk"`
	Header    string            `bun:"header,pk"`
	Mapping   map[string]string `bun:"mapping,type:jsonb"`
}

// headerSum tells files with the same columns from others.
func headerSum(format reader.Format) string {
	names := make([]string, len(format.Columns))
	for i, c := range format.Columns {
		names[i] = c.Name
	}
	text, _ := json.Marshal(names) // of texts, which never fails
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// mapping returns the mapping that the viewer used the last time for such files,
// or else what the names of the columns suggest.
func (s *Service) mapping(ctx context.Context, k *Kind, format reader.Format) (mapping map[string]string, remembered bool, err error) {
	user := auth.ViewerFrom(ctx).ID()
	if user == nil {
		return k.suggest(format), false, nil
	}
	m := &usedMapping{UserID: *user, BatchType: k.Key, Header: headerSum(format)}
	err = s.db.NewSelect().Model(m).WherePK().Scan(ctx)
	if err == nil {
		err = k.checkMapping(m.Mapping, format) // the type may have changed since
		if err == nil {
			return m.Mapping, true, nil
		}
		return k.suggest(format), false, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return nil, false, postgres.Error(fmt.Errorf("reading a mapping: %w", err))
	}
	return k.suggest(format), false, nil
}

// rememberMapping keeps a mapping for the viewer's next file of the kind.
func (s *Service) rememberMapping(ctx context.Context, k *Kind, f *fileSource) error {
	user := auth.ViewerFrom(ctx).ID()
	if user == nil {
		return nil
	}
	_, err := s.db.NewInsert().Model(&usedMapping{UserID: *user, BatchType: k.Key, Header: headerSum(f.Format), Mapping: f.Mapping}).
		On("CONFLICT (user_id, batch_type, header) DO UPDATE").Set("mapping = excluded.mapping, used_at = now()").Exec(ctx)
	if err != nil {
		return postgres.Error(fmt.Errorf("remembering a mapping: %w", err))
	}
	return nil
}
