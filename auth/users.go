package auth

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
)

// UsersByID returns those of the users that exist, by id, without their
// password hashes. It checks no permission: who did something is part of what
// was done.
func (a *Accounts) UsersByID(ctx context.Context, ids ...int64) (map[int64]*model.User, error) {
	byID := make(map[int64]*model.User, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	var users []*model.User
	if err := a.db.NewSelect().Model(&users).ExcludeColumn("password_hash").Where("id IN (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading users: %w", err)
	}
	for _, u := range users {
		byID[u.ID] = u
	}
	return byID, nil
}
