package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// OptionChecker is a Handler whose options have to fit the batch.
type OptionChecker interface {
	// CheckOptions returns an INVALID Error for options that the batch can't be
	// executed with; it blames "options.KEY".
	CheckOptions(ctx context.Context, db bun.IDB, b *model.Batch, options form.Values) error
}

// usedOptions are the options that a user has executed a batch of a type with, the
// last time.
type usedOptions struct {
	bun.BaseModel `bun:"table:batch_options,alias:o"`

	UserID    int64           `bun:"user_id,pk"`
	BatchType string          `bun:"batch_type,pk"`
	Options   json.RawMessage `bun:"options,type:jsonb"`
}

// LastOptions returns the options that the viewer has executed batches with, the
// last time, by the key of their type. Those that a type no longer takes are left
// out.
func (s *Service) LastOptions(ctx context.Context) (map[string]form.Values, error) {
	user := auth.ViewerFrom(ctx).ID()
	if user == nil {
		return nil, nil
	}
	var used []usedOptions
	if err := s.db.NewSelect().Model(&used).Where("user_id = ?", *user).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading the last options: %w", err)
	}
	last := make(map[string]form.Values, len(used))
	for _, u := range used {
		k := s.types.byKey[u.BatchType]
		if k == nil {
			continue
		}
		if options, err := form.Load(k.Options, u.Options); err == nil {
			last[k.Key] = options
		}
	}
	return last, nil
}

// choose puts the options into a batch that is about to be executed for the first
// time, and remembers them as the viewer's last ones. nil: none are given. Errors:
// INVALID, blaming "options" or "options.KEY".
func (k *Kind) choose(ctx context.Context, db bun.IDB, b *model.Batch, given map[string]any) error {
	options, err := form.Parse(k.Options, given, "options")
	if err != nil {
		return err
	}
	if checker, ok := k.handler.(OptionChecker); ok {
		if err := checker.CheckOptions(ctx, db, b, options); err != nil {
			return err
		}
	}
	if b.Options, err = json.Marshal(options); err != nil {
		return fmt.Errorf("writing the options: %w", err)
	}
	user := auth.ViewerFrom(ctx).ID()
	if given == nil || len(k.Options) == 0 || user == nil {
		return nil
	}
	_, err = db.NewInsert().Model(&usedOptions{UserID: *user, BatchType: k.Key, Options: b.Options}).
		On("CONFLICT (user_id, batch_type) DO UPDATE").Set("options = excluded.options, used_at = now()").Exec(ctx)
	if err != nil {
		return postgres.Error(fmt.Errorf("remembering options: %w", err))
	}
	return nil
}

// goOn refuses other options than those that an execution has begun with. Errors:
// INVALID, as choose; CONFLICT.
func (k *Kind) goOn(b *model.Batch, given map[string]any) error {
	if given == nil {
		return nil
	}
	options, err := form.Parse(k.Options, given, "options")
	if err != nil {
		return err
	}
	begun, err := form.Load(k.Options, b.Options)
	if err != nil {
		return err
	}
	same, err := equal(options, begun)
	if err == nil && !same {
		return model.Conflict("The execution has begun with other options, and goes on with these. Leave the options out.").At("options")
	}
	return err
}

// equal reports whether two sets of values are stored alike.
func equal(a, b form.Values) (bool, error) {
	left, err := json.Marshal(a)
	if err != nil {
		return false, fmt.Errorf("writing values: %w", err)
	}
	right, err := json.Marshal(b)
	if err != nil {
		return false, fmt.Errorf("writing values: %w", err)
	}
	return bytes.Equal(left, right), nil
}

// chosen are a batch's options as its history keeps them.
func (k *Kind) chosen(b *model.Batch) (map[string][2]any, error) {
	options, err := form.Load(k.Options, b.Options)
	if err != nil {
		return nil, err
	}
	changes := make(map[string][2]any, len(options))
	for key, value := range options {
		changes["options."+key] = [2]any{nil, value}
	}
	return changes, nil
}
